"""Turns the text of paper listings into a bibliography that people trust."""

__version__ = "0.1.0"
