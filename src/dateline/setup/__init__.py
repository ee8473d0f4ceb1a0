"""The newsroom folder: its TOML files, read into values, with file and line for whatever is wrong."""
