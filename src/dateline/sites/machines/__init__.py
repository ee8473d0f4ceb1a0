"""What machines are told: feeds, sitemaps, structured data, declarations, an API. Values in, words out."""
