"""NewsML 1.0 to 1.2: IPTC's first news exchange in XML, frozen and still sent."""
