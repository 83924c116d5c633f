"""One module a chapter: for each equation's label the code behind it and the values at which it is checked."""
