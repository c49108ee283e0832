"""What drafts quote, whom they name for it, and which documents they cite."""
