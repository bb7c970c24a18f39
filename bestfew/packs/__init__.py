"""Trade packs: what a trade calls things, sells and asks, as data, with its loader."""
