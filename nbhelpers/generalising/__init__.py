"""Generalising and searching: when a net learns by heart, what holds it back, and ways out of a wrong valley."""
