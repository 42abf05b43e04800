"""Division tables, and the script that builds them."""
