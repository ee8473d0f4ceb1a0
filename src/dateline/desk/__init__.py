"""The desk: the editors' web application, its HTTP API, and the accounts of those who work there."""
