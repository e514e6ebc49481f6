"""arXiv's mails as programs show, quote and convert them: every way gives the same papers."""

import re
from collections.abc import Callable

import pytest

from paperlist.listings import load_listings
from paperlist.paper import Paper
from paperlist.reading import read_listings

RULE = "-" * 78
MAIL = rf"""{RULE}
\\
arXiv:2601.11559
Date: Thu, 18 Dec 2025 05:03:49 GMT   (704kb,D)

Title: How {{\it Otters}} Sleep_Well, and What That Costs in $10^{{-3}}$ Units of a
  Long Measure
Authors: Bal\'azs Kov\'acs (Univ. of Otters), Rudolf Gr\"{{u}}bel and Jo Roe
Categories: cs.AI cs.CL
Comments: 9 pages, code at https://github.com/otters/sleep-well
\\
  We find $x_{{n}} \to \infty$ where otters sleep, which nobody had measured at $T
= 0.5$ before [1]. They hold each other's paws.
\\ ( https://arxiv.org/abs/2601.11559 ,  704kb)
{RULE}
\\
arXiv:2512.00002 (*cross-listing*)
Date: Thu, 4 Dec 2025 05:03:49 GMT   (12kb)

Title: Why Otters Wake
Authors: Ada Byron
Categories: math.ST stat.TH
\\
  They wake for fish.
\\ ( https://arxiv.org/abs/2512.00002 ,  12kb)
{RULE}
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%
{RULE}
\\
arXiv:2511.00003
replaced with revised version Tue, 20 Jan 2026 17:44:29 GMT   (306kb)

Title: Where Otters Swim
Authors: Jo Roe
Categories: math.ST
\\ ( https://arxiv.org/abs/2511.00003 ,  306kb)
{RULE}
"""
ADDRESS = re.compile(r"https?://[^\s,]+")


def on_each_line(before: str, after: str = "") -> Callable[[str], str]:
    """Return the change that puts something before and after every line."""
    return lambda text: "".join(f"{before}{line}{after}\n" for line in text.splitlines())


def with_addresses(written: str) -> Callable[[str], str]:
    """Return the change that writes every address so."""
    return lambda text: ADDRESS.sub(lambda found: written.replace("URL", found[0]), text)


def escaped(signs: str) -> Callable[[str], str]:
    """Return the change that puts a backslash before each of these signs."""
    return lambda text: re.sub(rf"([{re.escape(signs)}])", r"\\\1", text)


WAYS: dict[str, Callable[[str], str]] = {
    "quoted": on_each_line("> "),
    "quoted twice": on_each_line(">> "),
    "paragraphs": on_each_line("", "\n"),
    "no rules": lambda text: re.sub(r"(?m)^[-%]{20,}\n", "", text),
    "commonmark": escaped("\\*_[]<>`"),
    "only backslashes": escaped("\\"),
    "commonmark, paragraphs": lambda text: on_each_line("", "\n")(escaped("\\*_[]")(text)),
    "html2text": lambda text: re.sub(r"(?m)^(?=[\\-])", r"\\", text),
    "asciidoc": on_each_line("", " +"),
    "org, a blank line": lambda text: text.replace("GMT   (704kb,D)\n\n", "GMT   (704kb,D)\n\n\\\\\n\n"),
    "linked": with_addresses("<URL>"),
    "linked, with the address": with_addresses("URL <URL>"),
    "linked, with the address in brackets": with_addresses("URL [URL]"),
    "linked, markdown": with_addresses("[URL](URL)"),
    "linked, on a line of its own": lambda text: re.sub(r"\( (https://arxiv\S+) ,", r"(\n\1\n,", text),
    "the address lost": lambda text: re.sub(r"\( https://arxiv\S+ ,", r"( ,", text),
    "the end lost": lambda text: re.sub(r"(?m)^\\\\ \( https.*$", r"\\\\", text),
    "labels in type": lambda text: re.sub(r"(?m)^(Title|Authors|Categories|Comments):", r"*\1*:", text),
}


def papers_of(text: str) -> list[dict[str, object]]:
    """Return what the papers of a mail say."""
    found = [event for event in read_listings([text], "a.txt", load_listings()) if isinstance(event, Paper)]
    dumped = [paper.model_dump(exclude={"sources"}) for paper in found]
    return [{field: re.sub(r"\s+", " ", str(value)) for field, value in paper.items()} for paper in dumped]


def test_a_mail_gives_its_papers() -> None:
    slept, woken, swum = papers_of(MAIL)
    assert slept["title"] == r"How {\it Otters} Sleep_Well, and What That Costs in $10^{-3}$ Units of a Long Measure"
    assert slept["authors"] == "('Balázs Kovács', 'Rudolf Grübel', 'Jo Roe')"
    assert slept["comments"] == "9 pages, code at https://github.com/otters/sleep-well"
    assert str(slept["abstract"]).startswith(r"We find $x_{n} \to \infty$ where otters sleep")
    assert "at $T = 0.5$ before [1]" in str(slept["abstract"])
    assert (woken["arxiv_id"], woken["abstract"]) == ("2512.00002", "They wake for fish.")
    assert (swum["arxiv_id"], swum["updated"], swum["abstract"]) == ("2511.00003", "2026-01-20", "None")


@pytest.mark.parametrize("way", WAYS)
def test_a_mail_gives_the_same_papers_in_every_way_that_it_is_shown(way: str) -> None:
    assert papers_of(WAYS[way](MAIL)) == papers_of(MAIL)


FILE = r"""Paper: hep-th/0002031
From: Ada Byron <ada@example.org>
Date: Fri, 4 Feb 2000 17:04:51 GMT   (10kb)

Title: How Otters Sleep
Authors: Ada Byron
Comments: 12 pages.
\\
  They sleep on their backs.
\\
"""


@pytest.mark.parametrize("before", ["", f"{RULE}\n\\\\\n", "An example:\n\n"])
@pytest.mark.parametrize("after", ["", "\nThat is how it looks.\n"])
def test_the_file_that_arxiv_keeps_of_a_paper_is_read(before: str, after: str) -> None:
    [paper] = [each for each in read_listings([before + FILE + after], "a", load_listings()) if isinstance(each, Paper)]
    assert (paper.arxiv_id, paper.title, paper.abstract) == (
        "hep-th/0002031",
        "How Otters Sleep",
        "They sleep on their backs.",
    )


def test_a_paper_that_breaks_off_keeps_its_title() -> None:
    text = MAIL[: MAIL.index("Categories: cs.AI")]
    [paper] = [each for each in read_listings([text], "a", load_listings()) if isinstance(each, Paper)]
    assert str(paper.title).startswith("How")
    assert paper.authors[-1] == "Jo Roe"
