"""Facts that several rules and metrics need, derived once."""
