"""From copies to groups, runs of copies and records."""
