"""The equations of the chapter on attention."""
