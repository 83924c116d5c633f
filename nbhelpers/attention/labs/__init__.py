"""The labs of the chapter on attention."""

LABS = ()
