"""Whether two texts say the same, and how they differ."""
