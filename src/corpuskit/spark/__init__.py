"""Spark: the work of one run on all machines of a cluster, with the answer of this process."""
