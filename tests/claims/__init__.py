"""Every causal claim of the book: its sentence, the measurement, the control, and what would have refuted it."""
