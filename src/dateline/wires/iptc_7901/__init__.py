"""IPTC 7901, the telegrams of Europe's agencies: a heading, keywords, a text, a time line."""
