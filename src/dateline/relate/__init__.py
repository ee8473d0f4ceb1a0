"""Near-copies: which stories say the same in nearly the same words, whoever sent them."""
