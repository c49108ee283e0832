"""Dates as written: from words to forms."""
