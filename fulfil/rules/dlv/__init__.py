"""Delivery: whether parcels arrived, when, and at which attempt."""
