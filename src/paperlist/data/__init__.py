"""Tables that are data and not code, one file each."""

from pkgutil import get_data


def read_lines(name: str) -> list[str]:
    """Return the lines of the data file called `name`."""
    data = get_data(__name__, name)
    assert data is not None
    return data.decode("utf-8").splitlines()
