"""NewsML-G2: IPTC's news exchange in XML."""
