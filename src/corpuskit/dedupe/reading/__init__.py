"""From texts to arrays: paragraphs, their words, and how these are written."""
