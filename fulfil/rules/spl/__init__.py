"""What was ordered against what was shipped: splits, kits and sets."""
