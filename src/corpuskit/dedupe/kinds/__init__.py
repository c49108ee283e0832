"""The kinds of a copy: how it differs from the paragraph that is kept."""
