"""`python -m paperlist` is the command."""

from paperlist.cli import main

main()
