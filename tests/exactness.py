"""How much of known pages is read, for each tool that turned them into text.

    python -m tests.exactness [FOLDER] [--write docs/formats.md]

FOLDER (default: fixtures/pages) holds `<page>.truth.jsonl`, one object for each listed entry, in page order, and beside
it the page in the forms that tools give it, `<page>.<tool>.txt|md` and `<page>.html`. A form need not show all that the
page knew, so each true value is looked up in it first: what it shows must be read to the character (white space aside),
what it does not show must be null. With `--write` the table replaces the one between the marks in that file.
"""

import argparse
import html
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from paperlist.paper import Paper
from paperlist.pipeline import read

PAGES = Path(__file__).parents[1] / "fixtures" / "pages"
FORMS = {".txt", ".md", ".html"}
BEGIN, END = "<!-- exactness -->", "<!-- /exactness -->"

LINK_TARGET = re.compile(r"\]\([^)\s]*(?: \"[^\"]*\")?\)")
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
TAG = re.compile(r"<(script|style)\b.*?</\1>|<[^>]*>", re.DOTALL)

PROSE = ("title", "abstract", "excerpt", "comments", "journal_ref", "report_number", "msc_class", "acm_class")
LISTS = ("authors", "tasks")
KEPT = ("title", "authors", "abstract", "arxiv_id", "categories", "doi", "comments", "journal_ref", "submitted")
"""Fields of which the second table tells how often a form still shows them."""


@dataclass
class Score:
    """What came out of all pages in one form."""

    pages: int = 0
    entries: int = 0
    found: int = 0
    exact: int = 0
    spurious: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    """How many values of each field were not as they should be."""
    known: Counter[str] = field(default_factory=Counter)
    """How many entries have a value of each field on the page itself."""
    kept: Counter[str] = field(default_factory=Counter)
    """In how many of them the form still shows it whole."""


def measure(folder: Path) -> dict[str, Score]:
    """Read all forms of all pages in `folder`; give the score of each tool."""
    scores: dict[str, Score] = {}
    for page, form, tool in forms(folder):
        score = scores.setdefault(tool, Score())
        score.pages += 1
        truths = [json.loads(line) for line in page.read_text(encoding="utf-8").splitlines()]
        papers = [event for event in read(str(form)) if isinstance(event, Paper)]
        add_page(score, truths, papers, Shown(form))
    assert scores, f"no page in {folder}"
    return dict(sorted(scores.items()))


def forms(folder: Path) -> Iterator[tuple[Path, Path, str]]:
    """Yield (truth file, form, tool) of every form of every page."""
    for page in sorted(folder.rglob("*.truth.jsonl")):
        name = page.name.removesuffix(".truth.jsonl")
        for form in sorted(page.parent.glob(f"{name}.*")):
            if form.suffix in FORMS:
                yield page, form, form.stem.removeprefix(name).lstrip(".") or "saved HTML"


class Shown:
    """What a form of a page shows, for looking up."""

    def __init__(self, form: Path) -> None:
        text = form.read_text(encoding="utf-8")
        if form.suffix == ".html":
            text = html.unescape(TAG.sub("", text))
        text = ESCAPE.sub("", LINK_TARGET.sub("]", text))
        self.dense = dense(text)
        self.folded = folded(text)

    def has(self, text: str, beside: Iterable[str] = ()) -> bool:
        """Whether the letters of `text` stand there in one piece, oftener than in the texts `beside` it."""
        letters = folded(ESCAPE.sub("", text))
        return self.folded.count(letters) > sum(folded(other).count(letters) for other in beside)

    def has_day(self, iso: str, pattern: str = "{}") -> bool:
        """Whether a day stands there in arXiv's way, inside `pattern`."""
        day = date.fromisoformat(iso)
        return dense(pattern.format(f"{day.day}{day:%B,%Y}")) in self.dense


def dense(text: str) -> str:
    """Return `text` without white space, NFC."""
    return "".join(unicodedata.normalize("NFC", text).split())


def folded(text: str) -> str:
    """Return only the letters and digits of `text`, in small letters."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()


def wanted(truth: dict[str, Any], shown: Shown, sentences: Iterable[str]) -> dict[str, Any] | None:
    """Return the fields that should come of one entry; None where the form does not have the entry at all.

    A short title may be lost and yet stand in one of the page's `sentences`, the excerpts of its cards.
    """
    want = {name: value for name, value in truth.items() if not name.startswith("_")}
    if not shown.has(want["title"], beside=sentences):
        want["title"] = None
    for name in PROSE:
        if want.get(name) and not shown.has(want[name]):
            want[name] = None
    if not any(want.get(name) for name in ("title", "abstract", "excerpt")):
        return None
    if want.get("abstract"):
        want["excerpt"] = None
    elif truth.get("abstract") and not want.get("excerpt"):
        del want["abstract"]  # some window of the abstract, which one the truth does not say
        want.pop("excerpt", None)
    for name in LISTS:
        if want.get(name) and not all(map(shown.has, want[name])):
            del want[name]  # shown in part
    if truth["_kind"] == "arxiv-search":
        limit_arxiv(want, shown)
    return want


def limit_arxiv(want: dict[str, Any], shown: Shown) -> None:
    """Make null what extraction often drops from an arXiv entry, where it did."""
    place = shown.dense.find(f"arXiv:{want['arxiv_id']}")
    if place < 0:
        want["arxiv_id"] = None
    if place < 0 or "".join(want["categories"]) not in shown.dense[place : place + 200]:
        want["categories"] = []
    if want["doi"] and want["doi"] not in shown.dense:
        want["doi"], want["other_dois"] = None, []
    if want["updated"]:
        first = date.fromisoformat(want["submitted"])
        if not shown.has_day(want["updated"], f"Submitted{{}};v1submitted{first.day}{first:%B,%Y}"):
            want["updated"] = None
    if want["submitted"] and not shown.has_day(want["submitted"]):
        want["submitted"] = None


def add_page(score: Score, truths: list[dict[str, Any]], papers: list[Paper], shown: Shown) -> None:
    """Compare what was read of one form with what it shows."""
    left = list(papers)
    sentences = [truth["excerpt"] for truth in truths if "abstract" not in truth]
    for truth in truths:
        want = wanted(truth, shown, sentences)
        paper = take_same(left, truth)
        score.known.update(name for name in KEPT if truth.get(name))
        if want is None:
            continue
        score.kept.update(name for name in KEPT if want.get(name))
        score.entries += 1
        if paper is None:
            continue
        score.found += 1
        wrong = [name for name, value in want.items() if not is_equal(getattr(paper, name), value)]
        score.wrong.update(wrong)
        score.exact += not wrong
    score.spurious += len(left)


def take_same(papers: list[Paper], truth: dict[str, Any]) -> Paper | None:
    """Take out of `papers` the first that tells of the true entry."""
    for name in ("arxiv_id", "title", "abstract", "excerpt"):
        value = truth.get(name)
        for paper in papers:
            got = getattr(paper, name)
            if got and value and folded(got)[:80] == folded(value)[:80]:
                papers.remove(paper)
                return paper
    return None


def is_equal(got: Any, want: Any) -> bool:
    """Whether a value is right, white space aside."""
    if isinstance(got, tuple):
        return [dense(one) for one in got] == [dense(one) for one in want or ()]
    if isinstance(got, str) and isinstance(want, str):
        return dense(got) == dense(want)
    return bool(got == want)


def table(scores: dict[str, Score]) -> str:
    """Return the scores as a Markdown table."""
    rows = [
        "| form | pages | entries | found | exact | spurious | fields that differ |",
        "| --- | --: | --: | --: | --: | --: | --- |",
    ]
    for tool, score in scores.items():
        found, exact = (f"{count / (score.entries or 1):.1%}" for count in (score.found, score.exact))
        wrong = ", ".join(f"{name} {count}" for name, count in score.wrong.most_common())
        rows.append(f"| {tool} | {score.pages} | {score.entries} | {found} | {exact} | {score.spurious} | {wrong} |")
    return "\n".join(rows)


def kept_table(scores: dict[str, Score]) -> str:
    """Return what each form still shows of what the pages knew, as a Markdown table."""
    rows = [f"| form | {' | '.join(KEPT)} |", f"| --- |{' --: |' * len(KEPT)}"]
    for tool, score in scores.items():
        shares = (f"{score.kept[name] / score.known[name]:.0%}" if score.known[name] else "" for name in KEPT)
        rows.append(f"| {tool} | {' | '.join(shares)} |")
    return "\n".join(rows)


def main() -> None:
    """Print the table, or write it into a page of the documentation."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("folder", type=Path, nargs="?", default=PAGES)
    options.add_argument("--write", type=Path, help="the page whose table is replaced")
    given = options.parse_args()
    scores = measure(given.folder)
    rows = f"{table(scores)}\n\nWhat each form still shows of what the pages knew:\n\n{kept_table(scores)}"
    if given.write is None:
        print(rows)
        return
    text = given.write.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    given.write.write_text(f"{before}{BEGIN}\n{rows}\n{END}{rest.split(END)[1]}", encoding="utf-8")


if __name__ == "__main__":
    main()
