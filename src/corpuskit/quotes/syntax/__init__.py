"""The sentences around quotations: words with their classes, noun phrases, clauses."""
