"""What a program did wrong that uses paperlist: each error is a ValueError, and names what would have been right.

A fault of an input is a `Diagnostic` and never an exception; a file that cannot be opened or written is an OSError.
"""


class PaperlistError(ValueError):
    """Something that was asked for does not exist."""


class UnknownFormat(PaperlistError, LookupError):  # noqa: N818 - named by what is wrong
    """No format has this name, or none is written under this extension."""


class UnknownEncoding(PaperlistError, LookupError):  # noqa: N818
    """No encoding of text has this name."""


class BadKeyPattern(PaperlistError):  # noqa: N818
    """A pattern that makes no citation keys."""


class BadOption(PaperlistError):  # noqa: N818
    """An option of an output that does not exist, or a value that it does not take."""
