"""The ledger: everything that came in and was decided, in one chain; and the state that follows from it."""
