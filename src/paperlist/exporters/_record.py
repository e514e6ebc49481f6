"""What our two JSON outputs have in common: the record as a JSON object.

Its encoder comes with pydantic, whose import takes as long as a small paste: for those who write JSON only.
"""

import json
from typing import TYPE_CHECKING

from pydantic_core import to_json

if TYPE_CHECKING:
    from paperlist.paper import Paper


def record(paper: "Paper", indent: int | None = None) -> str:
    """Give the record as a JSON object. Half surrogates, which no UTF-8 can hold, become U+FFFD."""
    values = paper.values()
    values["type"] = paper.type._value_  # of a text of its own class the encoder asks much before it takes it for one
    values["sources"] = [  # the encoder takes thrice as long to ask a dataclass for its fields
        {"file": place.file, "format": place.format, "first_line": place.first_line, "last_line": place.last_line}
        for place in paper.sources
    ]
    try:
        return to_json(values, indent=indent).decode()
    except ValueError:
        text = json.dumps(values, indent=indent, ensure_ascii=False)
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
