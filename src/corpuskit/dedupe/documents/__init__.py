"""Which documents are copies, versions or parts of others."""
