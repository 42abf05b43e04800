"""Worlds of orders, parcels and returns: what happens in them, and how it is written."""
