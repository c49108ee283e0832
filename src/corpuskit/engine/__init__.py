"""Where the work runs. An engine receives functions and inputs; it knows no analysis."""
