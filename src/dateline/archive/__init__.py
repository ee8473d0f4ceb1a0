"""The archive: an index of all words that came in or were published, and what is found by it."""
