"""Official figures of trade and targets (the CSV files here), and the claims of articles compared with them."""
