"""The wires: what agencies send, as bytes, made into values and back."""
