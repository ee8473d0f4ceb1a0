"""What is made for each reader anew: search pages, the raw wire, items as data."""
