"""Measurements too long for a notebook: each is a command that writes a record into `data` beside it."""
