"""The values and the rules of the trade: no clock, no disk, no network."""
