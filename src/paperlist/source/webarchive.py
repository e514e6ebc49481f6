"""Pages that Safari saved (`.webarchive`): a property list, binary or of XML, in which the page lies as bytes.

Places are lines of the page, for the file has none.
"""

import re

BINARY = b"bplist00"
OF_XML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist[^>]*>\s*)?<plist\b")
LIMIT = 256 << 20
"""Bytes of a property list that are read: it is held whole."""


def is_property_list(head: bytes) -> bool:
    """Whether an input that begins so is a property list."""
    return head.startswith(BINARY) or bool(OF_XML.match(head))


def main_page(data: bytes) -> tuple[bytes, str | None]:
    """Return the page that was saved, and the name of its encoding if the file tells it; other XML as it is.

    Raises:
        ValueError: the data is no saved page; the message says what it is.
    """
    import plistlib
    from xml.parsers.expat import ExpatError

    if len(data) > LIMIT:
        raise ValueError(f"a property list of more than {LIMIT} bytes")
    try:
        saved = plistlib.loads(data)
    except (plistlib.InvalidFileException, ExpatError, ValueError, OverflowError, RecursionError) as error:
        raise ValueError(f"a property list that is damaged ({error})") from None
    resource = saved.get("WebMainResource") if isinstance(saved, dict) else None
    if not isinstance(resource, dict) or not isinstance(page := resource.get("WebResourceData"), bytes):
        if not data.startswith(BINARY):
            return data, None
        raise ValueError("a property list without a page")
    encoding = resource.get("WebResourceTextEncodingName")
    return page, encoding if isinstance(encoding, str) else None
