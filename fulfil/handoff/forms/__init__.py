"""Courier forms: one TOML file per form."""
