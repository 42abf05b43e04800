"""The command line of fulfil: parses, calls the library, prints."""
