"""Dateline runs a network of news sites from the wires."""

__version__ = "0.1.0"
