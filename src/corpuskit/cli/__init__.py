"""The command line: what was typed becomes options, options become records, records go to the writer."""
