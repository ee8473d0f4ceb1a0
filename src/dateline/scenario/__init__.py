"""Scenarios: what happens in a newsroom, and what must then be so, played from files."""
