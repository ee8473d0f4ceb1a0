"""JSON Feed 1.1 and 1.0, the feed in JSON."""
