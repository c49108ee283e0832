"""Runs of words that stand again inside other paragraphs."""
