"""Tests with the real programs that read what is written; `install` gets them."""
