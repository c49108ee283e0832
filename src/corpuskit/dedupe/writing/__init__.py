"""The corpus without its copies: what can go, the review, the files, and the way back."""
