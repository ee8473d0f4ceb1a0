"""Vocabularies of topics: SKOS in RDF/XML, Turtle and JSON-LD, and NewsML-G2 knowledge items."""
