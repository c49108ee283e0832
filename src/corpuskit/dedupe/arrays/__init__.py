"""Array work: hashes, sorting, ranges, grouping, threads."""
