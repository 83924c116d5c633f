"""Judging measured numbers."""
