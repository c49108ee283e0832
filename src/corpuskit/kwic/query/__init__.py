"""Languages of queries, and the tree that they are read into."""
