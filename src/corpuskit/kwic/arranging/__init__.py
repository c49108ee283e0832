"""Lines in another order, some of them, or counts of them: what needs all documents."""
