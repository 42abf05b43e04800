"""What was recorded of each feed of exports, and how a later delivery differs from it."""
