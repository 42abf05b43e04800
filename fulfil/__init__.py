"""Audits order fulfilment exports."""
