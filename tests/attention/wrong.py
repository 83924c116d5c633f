"""Typical wrong answers to the exercises on attention, as a reader would type them; one for each hint."""

WRONG = {}
