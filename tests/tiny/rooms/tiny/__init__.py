"""The one chapter of the tiny book."""
