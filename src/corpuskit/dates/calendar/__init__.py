"""Calendar values, and how they are counted."""
