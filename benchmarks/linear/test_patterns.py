"""No pattern is slower than linear: each is fed its own worst cases."""

import ast
import importlib
import inspect
import pkgutil
import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import paperlist
from benchmarks.linear.growth import is_steep, power

SEARCHING = {"search", "finditer", "findall", "sub", "subn", "split"}
SEEDS = (" ", "a", "A", "1", ".", ",", "\n", "(", "[", "\\", "$", "-", "é")
"""Characters to prefer where a pattern leaves the choice."""


def test_steepness_is_seen() -> None:
    nested, double, lazy = re.compile(r"(?:a*)*b"), re.compile(r"\s+$"), re.compile(r"x.*?y")
    assert is_steep(lambda size: lambda: double.search(" " * size + "x"))
    assert is_steep(lambda size: lambda: lazy.search("x" * size))
    assert is_steep(lambda size: lambda: nested.search("a" * size))
    assert not is_steep(lambda size: lambda: double.fullmatch(" " * size + "x"))
    assert not is_steep(lambda size: lambda: re.findall(r"\w+", "a " * size))


def test_steep_is_what_is_quadratic_and_not_what_is_disturbed() -> None:
    def quadratic(size: int) -> int:
        return sum(1 for _ in range(size) for _ in range(size // 64))

    disturbed = iter([0, 0, 0, 0, 0, 20] + [0, 7, 0, 3] * 3)

    def linear(size: int) -> int:
        return sum(1 for _ in range(20 * size * (1 + next(disturbed, 0))))

    assert is_steep(lambda size: lambda: quadratic(size))
    assert not is_steep(lambda size: lambda: linear(size), (4096, 16384))
    assert power([1, 2, 4], [3, 6, 12]) == pytest.approx(1)
    assert power([1, 2, 4], [3, 12, 48]) == pytest.approx(2)


# Patterns


def collect(value: object, name: str, seen: set[int]) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Yield the patterns in a module's value, in whatever it is kept."""
    if id(value) in seen:
        return
    seen.add(id(value))
    if isinstance(value, re.Pattern):
        yield name, value
    elif callable(value) and hasattr(value, "cache_info") and value.__annotations__.get("return") == re.Pattern[str]:
        if not inspect.signature(value).parameters:
            yield name, value()  # compiled when it is first used
    elif isinstance(value, dict):
        for part in value.values():
            yield from collect(part, name, seen)
    elif isinstance(value, list | tuple | set | frozenset):
        for part in value:
            yield from collect(part, name, seen)
    elif isinstance(value, type) and value.__module__.startswith("paperlist"):
        for part in vars(value).values():
            yield from collect(part, name, seen)


def all_patterns() -> dict[str, tuple[re.Pattern[Any], bool]]:
    """Return every compiled pattern of the package by its place, and whether it is searched for anywhere in a text."""
    searched: set[str] = set()
    for file in Path(paperlist.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in SEARCHING:
                searched.update(part.id for part in ast.walk(node.value) if isinstance(part, ast.Name))
                searched.update(part.attr for part in ast.walk(node.value) if isinstance(part, ast.Attribute))
    found: dict[str, tuple[re.Pattern[Any], bool]] = {}
    seen: set[int] = set()
    for module in pkgutil.walk_packages(paperlist.__path__, "paperlist."):
        if module.name.endswith("__main__"):
            continue
        values = vars(importlib.import_module(module.name))
        for name, value in values.items():
            for place, pattern in collect(value, f"{module.name}.{name}", seen):
                # A pattern without a name of its own may be used in any way.
                anyhow = not (isinstance(value, re.Pattern) or hasattr(value, "cache_info"))
                key = place if place not in found else f"{place}:{len(found)}"
                found[key] = (pattern, anyhow or name in searched)
    return found


PATTERNS = all_patterns()


def sample(node: Any, seed: str, groups: dict[int, str]) -> str:
    """Return a text that a parsed pattern matches, of `seed` where it leaves the choice; repeats as short as can be."""
    made = []
    for kind, value in node:
        if kind is sre.LITERAL:
            made.append(chr(value))
        elif kind is sre.NOT_LITERAL:
            made.append(seed if ord(seed) != value else "b")
        elif kind is sre.ANY:
            made.append(seed if seed != "\n" else "a")
        elif kind is sre.IN:
            made.append(one_of(value, seed))
        elif kind in REPEATS:
            made.append(sample(value[2], seed, groups) * max(1, value[0]))
        elif kind is sre.SUBPATTERN:
            text = sample(value[3], seed, groups)
            if value[0] is not None:
                groups[value[0]] = text
            made.append(text)
        elif kind is sre.BRANCH:
            made.append(sample(value[1][0], seed, groups))
        elif kind is sre.ATOMIC_GROUP:
            made.append(sample(value, seed, groups))
        elif kind is sre.GROUPREF:
            made.append(groups.get(value, ""))
    return "".join(made)


# Patterns that are slow on some long text, and why they never see one.
SHORT = {
    "paperlist.listings.arxiv_search.anchors.BEFORE_ID": "searched in 20 characters before an identifier",
    "paperlist.listings.arxiv_search.anchors.BEFORE_LONE_ID": "searched in 20 characters before an identifier",
    "paperlist.listings.arxiv_search.authors.OMITTED": "searched in 80 characters, or in text whose blanks are single",
    "paperlist.listings.arxiv_search.page.REMARK_LABEL": "matched where a remark may begin, never searched for",
    "paperlist.listings.arxiv_search.PAGE_TEXT": "matched against lines of windows.PAGE_LINE characters at most",
    "paperlist.listings.arxiv_abs.PAGE_TEXT": "matched against lines of windows.PAGE_LINE characters at most",
    "paperlist.listings.arxiv_mail.PAGE_TEXT": "matched against lines of windows.PAGE_LINE characters at most",
    "paperlist.listings.arxiv_list.PAGE_TEXT": "matched against lines of windows.PAGE_LINE characters at most",
    "paperlist.listings.arxiv_search.remarks.PAGE_END": "searched in TAIL characters at most",
    "paperlist.listings.papers_with_code.PAGE_TEXT": "matched against lines of windows.PAGE_LINE characters at most",
}

REPEATS = (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT)
CLASSES = {sre.CATEGORY_SPACE: " \n", sre.CATEGORY_DIGIT: "1", sre.CATEGORY_WORD: "aA1é"}
NOT_CLASSES = {sre.CATEGORY_NOT_SPACE: " \n", sre.CATEGORY_NOT_DIGIT: "1", sre.CATEGORY_NOT_WORD: "aA1é"}


def one_of(items: list[Any], seed: str) -> str:
    """Return a character of a class: `seed` if it is in it."""
    negated = items[0][0] is sre.NEGATE
    fitting = [character for character in (seed, *SEEDS, "b", ";") if is_in(items, character) is not negated]
    if fitting:
        return fitting[0]
    kind, value = items[-1]
    return chr(value if kind is sre.LITERAL else value[0]) if kind in (sre.LITERAL, sre.RANGE) else "a"


def is_in(items: list[Any], character: str) -> bool:
    """Whether a character is among the items of a class, negation left aside."""
    for kind, value in items:
        if kind is sre.LITERAL and ord(character) == value:
            return True
        if kind is sre.RANGE and value[0] <= ord(character) <= value[1]:
            return True
        if kind is sre.CATEGORY and (
            character in CLASSES.get(value, "") or (value in NOT_CLASSES and character not in NOT_CLASSES[value])
        ):
            return True
    return False


def attacks(node: Any, before: str, seed: str) -> Iterator[tuple[str, str]]:
    """Yield (beginning, what to repeat) for every repeat in a parsed pattern, and for what leads to it."""
    for kind, value in node:
        if kind in REPEATS and value[1] > 8:
            body = sample(value[2], seed, {})
            yield before, body
            yield "", before + body
            yield "", before
        if kind in REPEATS:
            yield from attacks(value[2], before, seed)
        elif kind is sre.SUBPATTERN:
            yield from attacks(value[3], before, seed)
        elif kind is sre.ATOMIC_GROUP:
            yield from attacks(value, before, seed)
        elif kind is sre.BRANCH:
            for branch in value[1]:
                yield from attacks(branch, before, seed)
        elif kind in (sre.ASSERT, sre.ASSERT_NOT):
            yield from attacks(value[1], before, seed)
        before += sample([(kind, value)], seed, {})


def worst_cases(pattern: re.Pattern[Any]) -> set[tuple[str, str]]:
    text = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    parsed = parser.parse(text, pattern.flags)
    found = {("", seed) for seed in SEEDS}
    for seed in SEEDS:
        found.update(attacks(parsed, "", seed))
        found.add(("", sample(parsed, seed, {})))
        # All but the end of a match, so that it must fail again and again.
        found.add(("", sample(parsed, seed, {})[:-1]))
    return {(before, body) for before, body in found if body}


def test_exceptions_are_patterns() -> None:
    assert set(SHORT) <= set(PATTERNS)


@pytest.mark.parametrize("place", [place for place in PATTERNS if place not in SHORT])
def test_pattern_is_linear(place: str) -> None:
    pattern, searched = PATTERNS[place]
    in_bytes = isinstance(pattern.pattern, bytes)
    ways = {"fullmatch": pattern.fullmatch, **({"finditer": pattern.finditer} if searched else {})}
    for way, use in ways.items():
        for before, body in worst_cases(pattern):
            for end in ("\0", ""):

                def run(size: int, before: str = before, body: str = body, end: str = end, use: Any = use) -> Any:
                    text: Any = before + body * (size // len(body)) + end
                    if in_bytes:
                        text = text.encode("utf-8")
                    return lambda: deque(use(text), 0) if use == pattern.finditer else use(text)

                assert not is_steep(run), f"{way} of {pattern.pattern!r} on {before!r} + {body!r} × n + {end!r}"


def test_patterns_are_found() -> None:
    # Every module-level `re.compile` is among those that are tested.
    compiled = 0
    for file in Path(paperlist.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
                compiled += 1
    assert len(PATTERNS) >= compiled * 0.9
