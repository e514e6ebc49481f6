"""What is data and not code, one file each: tables, and the parts of a page."""

from pkgutil import get_data


def read_text(name: str) -> str:
    """Return the text of the data file called `name`."""
    data = get_data(__name__, name)
    assert data is not None
    return data.decode("utf-8")


def read_lines(name: str) -> list[str]:
    """Return the lines of the data file called `name`."""
    return read_text(name).splitlines()
