"""The desk under a day's load: what came in is seen at once, by everybody, whatever is coming in."""
