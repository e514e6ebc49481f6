r"""TeX's notation of text, both ways: `Poincar{\'e}` is `Poincaré`, and `50%` is `50\%`.

tables      which macro is which character: one table for both ways
decode      a BibTeX value -> the text that it prints
accents     LaTeX's accents in a listing's plain text -> letters
grammar     text that is half TeX, as listings have it -> its pieces
formula     whether LaTeX typesets what is between two dollars
encode      text -> LaTeX that prints it
"""

from typing import Literal

Protect = Literal["auto", "all", "none"]
"""Which capitals of a title stand in braces, so that a style leaves them as they are."""
