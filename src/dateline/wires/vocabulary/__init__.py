"""Vocabularies of topics: SKOS in RDF/XML, Turtle and JSON-LD, NewsML-G2 knowledge items, and tables."""
