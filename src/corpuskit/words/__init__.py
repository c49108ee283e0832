"""What is frequent: word lists, collocates, keywords, and the measures behind them."""
