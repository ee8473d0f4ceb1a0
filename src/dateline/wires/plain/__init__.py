"""Plain text: one story, or a page of a story with its backgrounders and teasers."""

from dateline.wires.plain.reader import read

__all__ = ["read"]
