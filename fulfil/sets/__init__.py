"""Goods that belong together: kits, halves of a set that fit each other, and the keys that say so."""
