"""The similarity join: every pair of texts that reaches the threshold, none missed."""
