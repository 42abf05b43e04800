"""Working days, and the moments at which limits end."""
