"""A transport a file: each brings what sources send, as deliveries, and says what it could not bring."""
