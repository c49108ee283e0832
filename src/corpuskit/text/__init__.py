"""Strings to values: words, views, paragraphs, sentences, languages. No input or output."""
