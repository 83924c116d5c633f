"""What makes the pages: records of labs, the wheel of a live page, labs and exercises for Sphinx."""
