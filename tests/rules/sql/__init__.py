"""The rules that join orders, parcels and returns, stated a second time as SQL: an oracle for the first."""
