"""The mathematics and the labs of the book "Neural Networks in Motion".

One package a chapter (``nbhelpers.hopfield``) holds its mathematics, its labs, its exercises, and what was measured for
it; ``nbhelpers.nn`` what several chapters build on; ``nbhelpers.lab`` and ``nbhelpers.exercise`` what a lab and an
exercise are and the hosts that show them.
"""

__version__ = "0.1.0"
