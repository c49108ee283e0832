"""The search for copies on a cluster: the same answer, with the words of the corpus on its workers.

It knows no particular cluster. It asks for tables of packets that can be mapped, grouped by key and collected, and
gives functions that run on the workers.
"""
