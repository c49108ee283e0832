"""Languages: what the words of a text mean in a date."""
