"""Which parts of a text are worth matching, found on its bytes."""
