"""The same site by Hugo: its content and its templates made from our pages, and its program."""
