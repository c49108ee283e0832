"""Who says a quotation, by the words around it."""
