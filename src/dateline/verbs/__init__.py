"""What can be done: one verb a file; the only room that sees a whole day."""
