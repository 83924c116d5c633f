"""The mathematics and the labs of the book "Neural Networks in Motion".

One module a chapter (``nbhelpers.hopfield``), its labs beside it (``nbhelpers.hopfield.labs``),
and in ``nbhelpers.lab`` what a lab is and the hosts that show it.
"""

__version__ = "0.1.0"
