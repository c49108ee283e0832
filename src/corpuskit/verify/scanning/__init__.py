"""The search of documents for all quotations at once; no place that is similar enough is missed."""
