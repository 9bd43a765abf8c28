"""Official figures of trade and targets (the CSV files here, `official`), and claims held against them (`audit`)."""
