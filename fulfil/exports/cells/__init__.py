"""Text cells of an export become typed values: one file per kind of cell."""
