"""The one way out: records to a table, JSON, JSON lines, CSV or TSV, through one writer."""
