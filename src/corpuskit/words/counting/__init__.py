"""Words, n-grams and windows as arrays of numbers: a document after the other, then all together."""
