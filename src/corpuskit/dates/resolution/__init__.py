"""What a date does not say itself, worked out from what stands around it."""
