"""Freight."""
