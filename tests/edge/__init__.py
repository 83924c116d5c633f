"""Numbers at the edge: every public function of the mathematics, called rightly and then a little wrongly."""
