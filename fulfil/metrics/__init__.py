"""What the figures of a run are: counts over the facts, each with its clock and with what it leaves out."""
