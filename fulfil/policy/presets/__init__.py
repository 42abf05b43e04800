"""Policies that come with the program, each dated and with its source."""
