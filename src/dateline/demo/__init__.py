"""The demonstration: a network of four sites, made from wires that ship with the program."""
