"""ninjs, IPTC's news in JSON: 3.1 as it is specified, 1.x and 2.x as they are sent."""
