"""NITF: IPTC's markup for one news text."""
