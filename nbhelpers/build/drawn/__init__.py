"""Drawings of nets, made from the declarations that the code of the chapters uses: they cannot disagree with a net.

`python -m nbhelpers.build.drawn` writes them into book/drawn; the table of them is in `drawings`.
"""
