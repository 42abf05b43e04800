"""Export profiles: one TOML file per kind of export."""
