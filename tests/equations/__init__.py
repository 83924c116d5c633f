"""Every numbered equation of the book, read as it is printed and held against the code: see `registry`."""
