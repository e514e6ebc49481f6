r"""Whose JSON a text is, by the members of its first object; another program's is not ours, however alike it looks.

ours               two members that hardly anyone else has, or none but our own, each with a value as we write it
papers-with-code   a `paper_url` of the site; or an answer of its interface, by its `url_abs` and the like
"""

import json
import re
from typing import Any, Final

from pydantic import ValidationError

from paperlist.paper import Paper

OBJECT = re.compile(r"\s*+\[?\s*+\{")
MEMBER = re.compile(r'\s*+,?\s*+"((?:[^"\\]|\\.)*)"\s*:\s*')
NAME = re.compile(r'"([^"\\\n]{1,60})"\s*:')
DECODER = json.JSONDecoder(parse_int=float, strict=False)
CUT: Final = object()
"""The value of a member that goes on after what is looked at."""

OWN = frozenset("authors_omitted announced other_dois code_implementations arxiv_version completed withdrawn".split())
"""Members that we always write, and others hardly ever."""
TELLING = frozenset("key authors authors_omitted arxiv_id".split())
"""One of these has every record that is about a paper, if it has our members alone."""
INVERTED = re.compile(r"[\w'’. -]+, [\w'’. -]+")
SITE = re.compile(r"https?://(?:www\.)?paperswithcode\.com?/")
ANSWER = frozenset("url_abs proceeding conference_url_abs nips_id conference_name".split())
PROGRAM = ANSWER | frozenset("arxiv_id published citation_count source_url route_identifier".split())
QUORUM: Final = 2


def first_object(head: str) -> dict[str, Any]:
    """Return the members of the first object of a text that begins so, as far as they are there; {} if it has none."""
    begin = OBJECT.match(head)
    members: dict[str, Any] = {}
    at = begin.end() if begin else len(head)
    while member := MEMBER.match(head, at):
        try:
            members[member[1]], at = DECODER.raw_decode(head, member.end())
        except (ValueError, RecursionError):
            members[member[1]] = CUT
            break
    return members


def names_in(head: str) -> frozenset[str]:
    """Return the names of all members of all objects."""
    return frozenset(NAME.findall(head))


def is_papers_with_code(members: dict[str, Any], head: str) -> bool:
    """Whether a text is data of Papers with Code, or what its interface or its successor's program answers."""
    if SITE.match(str(members.get("paper_url"))):
        return not members.keys().isdisjoint(("title", "paper_title"))
    names = names_in(head)
    if "title" not in names:
        return False
    if {"schema_version", "data"} <= members.keys():
        return len(names & PROGRAM) >= QUORUM
    return bool(members.keys() & {"results", "items", "title"}) and len(names & ANSWER) >= QUORUM


def is_ours(members: dict[str, Any]) -> bool:
    """Whether an object is a record of ours, perhaps one of few members that someone wrote by hand."""
    return len(members.keys() & OWN) >= QUORUM or (bool(members.keys() & TELLING) and not foreign_members(members))


def foreign_members(members: dict[str, Any]) -> list[str]:
    """Return the names of the members that no record of ours has, or that have no value as we write it."""
    found = [name for name in members if name not in Paper.model_fields]
    return found or [name for name, value in members.items() if value is not CUT and not fits(name, value)]


def fits(name: str, value: Any) -> bool:
    """Whether a member may have a value; names of authors are as one displays them, not `Byron, Ada`."""
    if name == "authors" and isinstance(value, list) and value and all(INVERTED.fullmatch(str(each)) for each in value):
        return False
    try:
        Paper.model_validate_json(json.dumps({name: int(value) if isinstance(value, float) else value}))
    except (ValidationError, ValueError, OverflowError, RecursionError):
        return False
    return True
