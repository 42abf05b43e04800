"""Resolving an address against the administrative divisions."""
