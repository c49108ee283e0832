"""Where a query occurs in a text, decided word by word or character by character."""
