"""Pictures: what a file shows and says of itself, and the renditions of it that pages hold."""
