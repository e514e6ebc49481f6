"""What a text went through changes no record of it in silence: links, entities, letters, names."""

import html
import json
import re
import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperlist import cleanup
from paperlist.cleanup import addresses, entities, labels
from paperlist.cleanup.mojibake import Mended
from paperlist.diagnostics import Code, Diagnostic, Severity
from paperlist.listings.people import split_names
from paperlist.paper import Paper
from paperlist.pipeline import concluded, read_text

LISTING = """arXiv:2405.02246  [pdf, other]  cs.CV cs.AI

What matters when building vision-language models?

Authors: Hugo Laurençon, Léo Tronchon, Matthieu Cord

Abstract: The growing interest in “VLMs’ is driven by R&D – and more… ▽ More

Submitted 3 May, 2024; originally announced May 2024.

arXiv:2405.01483  [pdf, ps, other]  cs.CV

Interleaved Multi-Image Instruction Tuning

Authors: Dongfu Jiang, Wenhu Chen

Abstract: Large multimodal models have shown great results in single-image tasks.

Submitted 2 May, 2024; originally announced May 2024.
"""


def linked(link: Callable[[str, str], str]) -> Callable[[str], str]:
    """Return what writes identifiers, formats and authors of a listing as links, each by `link(text, address)`."""

    def names(found: re.Match[str]) -> str:
        return found[1] + ", ".join(link(name, f"https://arxiv.org/a/{len(name)}") for name in found[2].split(", "))

    def write(text: str) -> str:
        text = re.sub(
            r"^arXiv:(\S+)", lambda found: link(found[0], f"https://arxiv.org/abs/{found[1]}"), text, flags=re.M
        )
        text = re.sub(
            r"\b(?:pdf|ps|other)(?=[],].*cs\.CV)", lambda found: link(found[0], f"https://arxiv.org/{found[0]}/x"), text
        )
        return re.sub(r"^(Authors: )(.*)$", names, text, flags=re.M)

    return write


def each_line(mark: str) -> Callable[[str], str]:
    """Return what puts a mark before each line."""
    return lambda text: "".join(mark + line for line in text.splitlines(keepends=True))


def counted(mark: str) -> Callable[[str], str]:
    """Return what puts a mark with the number of the line before each line."""
    return lambda text: "".join(
        mark.format(number) + line for number, line in enumerate(text.splitlines(keepends=True), 1)
    )


def names_as(form: str) -> Callable[[str], str]:
    """Return what writes each author of a listing in a form."""
    return lambda text: re.sub(
        r"^(Authors: )(.*)$",
        lambda found: found[1] + ", ".join(map(form.format, found[2].split(", "))),
        text,
        flags=re.M,
    )


def nested(text: str) -> str:
    """Return a listing as numbered items, the lines of each as items with letters."""
    entries = [list(filter(None, entry.split("\n"))) for entry in re.split(r"\n(?=arXiv:)", text)]
    return "".join(
        f"{number}. {lines[0]}\n"
        + "".join(f"   {mark}. {line}\n" for mark, line in zip("abcdefgh", lines[1:], strict=False))
        for number, lines in enumerate(entries, 1)
    )


def printed(top: list[str], foot: list[str]) -> Callable[[str], str]:
    """Return what prints a listing on pages of six lines, each with such lines before and after."""

    def write(text: str) -> str:
        lines = [part for line in text.split("\n") for part in textwrap.wrap(line, 60) or [""]]
        sheets = [lines[at : at + 6] for at in range(0, len(lines), 6)]
        edges = [[line.format(number, len(sheets)) for line in top] for number in range(1, len(sheets) + 1)]
        ends = [[line.format(number, len(sheets)) for line in foot] for number in range(1, len(sheets) + 1)]
        return "".join(
            "\n".join((*before, *sheet, *after, "")) for before, sheet, after in zip(edges, sheets, ends, strict=True)
        )

    return write


VARIATIONS: dict[str, Callable[[str], str]] = {
    "none": str,
    "copied": linked(lambda text, url: f"{text} <{url}>"),
    "glued": linked(lambda text, url: f"{text}<{url}>"),
    "round": linked(lambda text, url: f"{text} ({url})"),
    "square": linked(lambda text, url: f"{text} [{url}]"),
    "markdown": linked(lambda text, url: f"[{text}]({url})"),
    "mediawiki": linked(lambda text, url: f"[{url} {text}]"),
    "dokuwiki": linked(lambda text, url: f"[[{url}|{text}]]"),
    "jira": linked(lambda text, url: f"[{text}|{url}]"),
    "slack": linked(lambda text, url: f"<{url}|{text}>"),
    "textile": linked(lambda text, url: f'"{text}":{url}'),
    "restructured": linked(lambda text, url: f"`{text} <{url}>`_"),
    "asciidoc": linked(lambda text, url: f"{url}[{text}]"),
    "org": linked(lambda text, url: f"[[{url}][{text}]]"),
    "forum": linked(lambda text, url: f"[url={url}]{text}[/url]"),
    "LaTeX": linked(lambda text, url: f"\\href{{{url}}}{{{text}}}"),
    "SPIP": linked(lambda text, url: f"[{text}->{url}]"),
    "braces": linked(lambda text, url: f"{{{{{url}|{text}}}}}"),
    "Javadoc": linked(lambda text, url: f"{{@link {url} {text}}}"),
    "Typst": linked(lambda text, url: f'#link("{url}")[{text}]'),
    "arrow": linked(lambda text, url: f"{text} → {url}"),
    "wide": linked(lambda text, url: f"{text}（{url}）"),
    "Texinfo": linked(lambda text, url: f"@uref{{{url}, {text}}}"),
    "POD": linked(lambda text, url: f"L<{text}|{url}>"),
    "spreadsheet": linked(lambda text, url: f'=HYPERLINK("{url}","{text}")'),
    "word processor": linked(lambda text, url: f'HYPERLINK "{url}" {text}'),
    "HTML in capitals": linked(lambda text, url: f'<A HREF="{url}">{text}</A>'),
    "footnote of LaTeX": linked(lambda text, url: f"{text}\\footnote{{\\url{{{url}}}}}"),
    "wiki's page": linked(lambda text, _: f"[[Page 7|{text}]]"),
    "attributes": linked(lambda text, url: f'[{text}]({url}){{:target="_blank"}}'),
    "attributes of AsciiDoc": linked(lambda text, url: f"{url}[{text},window=_blank]"),
    "curly": linked(lambda text, url: f"{text} {{{url}}}"),
    "after": linked(lambda text, url: f"{text} {url}"),
    "after a dash": linked(lambda text, url: f"{text} - {url}"),
    "without scheme": linked(lambda text, url: f"{text} ({url.removeprefix('https://')})"),
    "mails": linked(lambda text, _: f"{text} <mailto:ada@example.org>"),
    "called a link": linked(lambda text, url: f"{text} [link: {url}]"),
    "URL": linked(lambda text, url: f"{text} <URL:{url}>"),
    "defended": linked(lambda text, url: f"{text} [arxiv.org] <https://urldefense.com/v3/__{url}__;!!a!b$>"),
    "raised numbers": linked(lambda text, _: f"{text}¹"),
    "numbers in parentheses": linked(lambda text, _: f"{text} (1)"),
    "the word link": linked(lambda text, _: f"{text} [link]"),
    "names of reStructuredText": linked(lambda text, _: f"`{text}`_"),
    "footnote": linked(lambda text, _: f"{text}[^1]"),
    "numbers": linked(lambda text, _: f"{text} [1]"),
    "references": linked(lambda text, _: f"[{text}][]"),
    "icon": linked(lambda text, _: f"{text} ↗"),
    "escaped": html.escape,
    "escaped twice": lambda text: html.escape(html.escape(text)),
    "numeric": lambda text: text.encode("ascii", "xmlcharrefreplace").decode(),
    "Windows-1252": lambda text: text.encode().decode("cp1252", "replace"),
    "Latin-1": lambda text: text.encode().decode("latin-1").encode().decode("latin-1"),
    "selected signs": lambda text: re.sub("([▽•])", "\\1\ufe0f", text),
    "pictures lost": lambda text: re.sub(r"$(?<=.)", "\ufffc", text, flags=re.M),
    "joined letters": lambda text: text.replace("e", "e\u034f"),
    "formats in brackets": lambda text: re.sub(r"\[(pdf.*)\]", r"(\1)", text),
    "classes in brackets": lambda text: re.sub(r"  cs\.CV cs\.AI", "  [cs.CV] [cs.AI]", text),
    "classes with commas": lambda text: text.replace("cs.CV cs.AI", "cs.CV, cs.AI"),
    "an ellipsis apart": lambda text: text.replace("…", " …"),
    "dots apart": lambda text: text.replace("…", ". . ."),
    "dots for the triangle": lambda text: text.replace("▽ More", "[...]"),
    "names that end in a stop": lambda text: re.sub(r"^(Authors:.*)$", r"\1.", text, flags=re.M),
    "names in quotes": lambda text: re.sub(r"(?<=[:,] )([^\W\da-z]\w+ \w+)(?=,|$)", r"'\1'", text, flags=re.M),
    "abstracts in brackets": lambda text: re.sub(r"^(Abstract: )(.*)$", r"\1[\2]", text, flags=re.M),
    "abstracts in italics": lambda text: re.sub(r"^(Abstract: )(.*)$", r"\1*\2*", text, flags=re.M),
    "quoted abstracts": lambda text: re.sub(r"^Abstract: ", "Abstract:\n> ", text, flags=re.M),
    "wide colons": lambda text: re.sub(r"^(Authors|Abstract): ", r"\1：", text, flags=re.M),
    "Cyrillic labels": lambda text: re.sub(r"^A(?=uthors|bstract)", "А", text, flags=re.M),
    "and": lambda text: re.sub(r"^(Authors: .*), ", r"\1 and ", text, flags=re.M),
    "semicolons": lambda text: re.sub(r"^Authors: .*$", lambda found: found[0].replace(",", ";"), text, flags=re.M),
    "shouted labels": lambda text: re.sub(r"^(Authors|Abstract):", lambda found: found[0].upper(), text, flags=re.M),
    "months first": lambda text: re.sub(r"(\d+) May, ", r"May \1, ", text),
    "italic labels": lambda text: re.sub(r"^(Authors|Abstract):", r"_\1:_", text, flags=re.M),
    "labels of forums": lambda text: re.sub(r"^(Authors|Abstract):", r"[b]\1:[/b]", text, flags=re.M),
    "labels with a sign": lambda text: re.sub(r"^(Authors|Abstract):", r"\1 →", text, flags=re.M),
    "counted authors": lambda text: re.sub(r"^Authors:", "Authors (3):", text, flags=re.M),
    "a lost triangle": lambda text: text.replace("▽ More", "v More"),
    "isolated": lambda text: re.sub(r"^(.+)$", "\u2068\\1\u2069", text, flags=re.M),
    "ligatures": lambda text: text.replace("fi", "ﬁ"),
    "read as Macintosh": lambda text: text.encode().decode("mac_roman"),
    "escaped letters": lambda text: re.sub(r"[^\x00-\x7f]", lambda found: f"\\u{ord(found[0]):04x}", text),
    "bars after": lambda text: re.sub(r"$(?<=.)", " |", text, flags=re.M),
    "boxed": lambda text: re.sub(r"^(.*)$(?!\Z)", r"/* \1 */", text, flags=re.M),
    "literals": lambda text: "".join(f'    "{line}\\n" +\n' for line in text.splitlines()),
    "array": lambda text: "lines = [\n" + "".join(f"    '{line}',\n" for line in text.splitlines()) + "]\n",
    "assigned": lambda text: f'text = """{text}"""\n',
    "SQL": lambda text: "INSERT INTO papers VALUES (0, '" + text.replace("'", "''") + "');\n",
    "object twice": lambda text: json.dumps({"text": text, "blocks": [{"text": text}]}),
    "forum quotes": lambda text: re.sub(r"^(.+)$", r"[quote]\1[/quote]", text, flags=re.M),
    "fonts": lambda text: re.sub(r"^(.+)$", r"<font color='red'>\1</font>", text, flags=re.M),
    "framed": lambda text: re.sub(r"^(.+)$", r"║ \1 ║", text, flags=re.M),
    "ends shown": lambda text: re.sub(r"$(?<=.)", " ␤", text, flags=re.M),
    "diff of three": each_line("++"),
    "each item": lambda text: re.sub(r"\n+(?!arXiv|\Z)", "\n  ◦ ", text),
    "fenced": lambda text: f"```text\n{text}```\n",
    "quoted": each_line("> "),
    "bars": each_line("| "),
    "comments": each_line("// "),
    "arrows": each_line("=> "),
    "speakers": each_line("[10:00] <ann> "),
    "logged": each_line("2024-06-03 10:00:01,123 INFO app - "),
    "remarks": each_line("REM "),
    "numbered": counted("{}\t"),
    "numbered bars": counted("{:4d} | "),
    "words and numbers": counted("line {}: "),
    "found": counted("notes.txt:{}:"),
    "times": counted("[00:00:{:02d}] "),
    "raised with a caret": linked(lambda text, _: f"{text}^1^"),
    "raised with a tag": linked(lambda text, _: f"{text}<sup>1</sup>"),
    "researchers' numbers": names_as("{} [ORCID]"),
    "researchers' marks": linked(lambda text, _: f"{text} (ORCID)"),
    "cited": linked(lambda text, _: f"【3†{text}】"),
    "references to addresses": linked(lambda text, url: f"[{text}][{url}]"),
    "text before": linked(lambda text, url: f"[{text} {url}]"),
    "braces and a blank": linked(lambda text, url: f"{{{{{url} {text}}}}}"),
    "underlined": names_as("_{}_ (https://arxiv.org/a/x)"),
    "corresponding authors": names_as("{} ✉"),
    "called": names_as("@{}"),
    "correspondents": linked(lambda text, url: f'"{text}" <{url}>'),
    "names in an item each": lambda text: re.sub(
        r"^Authors: (.*)$", lambda found: "Authors:\n- " + found[1].replace(", ", "\n- "), text, flags=re.M
    ),
    "names parted by dots": lambda text: re.sub(
        r"^Authors: .*$", lambda found: found[0].replace(", ", " · "), text, flags=re.M
    ),
    "titles in quotes": lambda text: re.sub(r"^([WI]\w+ .*)$", r"“\1”", text, flags=re.M),
    "titles with a label": lambda text: re.sub(r"^([WI]\w+ .*)$", r"Paper: \1", text, flags=re.M),
    "titles with formats": lambda text: re.sub(r"^([WI]\w+ .*)$", r"\1 [PDF] [Code]", text, flags=re.M),
    "titles with links": lambda text: re.sub(
        r"^([WI]\w+ .*)$", r"[\1](https://arxiv.org/abs/1) [pdf](https://arxiv.org/pdf/1)", text, flags=re.M
    ),
    "marks in parentheses": lambda text: text.replace("▽ More", "(▽ More)"),
    "marks in brackets and small": lambda text: text.replace("▽ More", "[more]"),
    "an ellipsis lost": lambda text: text.replace("…", ""),
    "dots without the mark": lambda text: text.replace("… ▽ More", "..."),
    "dates with a preposition": lambda text: text.replace("Submitted ", "Submitted on "),
    "one author's label": lambda text: text.replace("Authors:", "Author:"),
    "blanks without a semicolon": lambda text: text.replace("  ", "&nbsp"),
    "labels of wikis": lambda text: re.sub(r"^(Authors|Abstract|Submitted)(:?)", r"'''\1\2'''", text, flags=re.M),
    "labels of LaTeX": lambda text: re.sub(r"^(Authors|Abstract|Submitted)(:?)", r"\\textbf{\1\2}", text, flags=re.M),
    "long escapes": lambda text: re.sub("[^\x00-\x7f]", lambda found: f"\\U{ord(found[0]):08x}", text),
    "read as DOS": lambda text: text.encode().decode("cp437"),
    "read as DOS of Western Europe": lambda text: text.encode().decode("cp850"),
    "read as Latin-9": lambda text: text.encode().decode("iso8859-15"),
    "pages of a browser": printed(
        ["11/28/26, 1:23 PM   Search | arXiv"], ["https://arxiv.org/search/?query=x   {}/{}"]
    ),
    "pages of another browser": printed(
        ["Search | arXiv", "https://arxiv.org/search/"], ["{} of {}", "28/11/2026, 13:23"]
    ),
    "items within items": nested,
    "pages with a number": printed([], ["Page {} of {}"]),
    "pages with a number alone": printed([], ["", "- {} -", ""]),
    "pages with a title and a number": printed(["My list — {}"], []),
    "pages of a program": printed(["", "2026-11-28 13:23      papers.txt      Page {}", ""], ["", ""]),
    "pages with breaks": printed(["My reading list"], ["\f"]),
}


def records(text: str) -> tuple[list[dict[str, object]], list[Diagnostic]]:
    """Return what a text gives: the values of its papers, and what is said."""
    papers, said = [], []
    for event in concluded(read_text(text.splitlines(keepends=True)), "-"):
        if isinstance(event, Paper):
            papers.append(event.model_dump(exclude={"sources", "key"}))
        else:
            said.append(event)
    return papers, said


TRUE = records(LISTING)[0]


def test_the_listing_itself() -> None:
    assert [paper["arxiv_id"] for paper in TRUE] == ["2405.02246", "2405.01483"]
    assert TRUE[0]["authors"] == ("Hugo Laurençon", "Léo Tronchon", "Matthieu Cord")
    assert TRUE[0]["excerpt"] == "The growing interest in “VLMs’ is driven by R&D – and more…"


@pytest.mark.parametrize("name", sorted(VARIATIONS))
def test_a_variation_gives_the_records(name: str) -> None:
    assert records(VARIATIONS[name](LISTING))[0] == TRUE


@given(st.sampled_from(sorted(VARIATIONS)), st.sampled_from(sorted(VARIATIONS)))
def test_two_variations_give_the_records_or_it_is_said(inner: str, outer: str) -> None:
    papers, said = records(VARIATIONS[outer](VARIATIONS[inner](LISTING)))
    assert papers == TRUE or any(one.code.severity is not Severity.NOTE for one in said)


@pytest.mark.parametrize(
    "text",
    [
        "Code is available at <https://github.com/a/b>.\n",
        "Comments: 9 pages, Project (https://example.org), Code (https://github.com/a/b)\n",
        "by the Institute of Mathematical Statistics (http://www.imstat.org)\n",
        "We compare with earlier work, see <https://arxiv.org/abs/2405.02246>\n",
        "https://arxiv.org/abs/2405.02246\n",
        "https://example.org/list[12]\n",
    ],
)
def test_addresses_in_sentences_stay(text: str) -> None:
    assert addresses.unlink(text) == text


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/20240101000000/https://arxiv.org/abs/2405.02246",
        "https://www.google.com/url?q=https%3A%2F%2Farxiv.org%2Fabs%2F2405.02246&sa=D",
        "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Farxiv.org%2Fpdf%2F2405.02246&data=05",
        "https://urldefense.proofpoint.com/v2/url?u=https-3A__arxiv.org_abs_2405.02246&d=DwMFaQ",
        "https://ar5iv.labs.arxiv.org/html/2405.02246",
        "https://arxiv.org/abs/2405.02246?context=cs.CV#abstract",
        "https://doi.org/10.48550/arXiv.2405.02246",
    ],
)
def test_an_address_on_a_detour_is_that_of_the_page(address: str) -> None:
    text = re.sub("^arXiv:2405.02246.*$", lambda _: address, LISTING, flags=re.M)
    assert records(text)[0] == [{**TRUE[0], "categories": ()}, TRUE[1]]


def test_a_title_in_a_line_of_its_own_loses_its_address() -> None:
    assert addresses.unlink("Language Models <https://arxiv.org/abs/2212.09251>\n") == "Language Models\n"
    assert addresses.unlink("Language Models (https://example.org/)\n") == "Language Models (https://example.org/)\n"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("AT&T &lt; R&amp;amp;D&nbsp;&#9661;", "AT&T < R&D\xa0▽"),
        ("&nbsp[pdf]&nbsp R&ampD a&lt=b", "\xa0[pdf]\xa0 R&ampD a&lt=b"),
        (r"Tja\u0161a Ar\u010don, \xc5\xa1a", "Tjaša Arčon, ša"),
        ("a&#10;b&NewLine;c", "a b c"),
        ("&nosuch; &#x25BD; &amp", "&nosuch; ▽ &"),
        ("TDOA+AOA-based positioning, LoRA+AMA", "TDOA+AOA-based positioning, LoRA+AMA"),
    ],
)
def test_entities(written: str, meant: str) -> None:
    assert entities.decode(written) == meant


def test_labels_that_only_look_like_labels() -> None:
    assert labels.mend("Аuthors： A\n• Abstract： B\nTitlе: C\nRésumé： D\n") == (
        "Authors: A\n• Abstract: B\nTitle: C\nRésumé： D\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "ID: 2405.02246",
        "URL: https://arxiv.org/abs/2405.02246",
        "<https://arxiv.org/pdf/2405.02246.pdf>",
        "https://www.alphaxiv.org/abs/2405.02246",
        "doi:10.48550/arXiv.2405.02246",
        "arXiv:2405.02246 [cs.CV, cs.AI]",
    ],
)
def test_lines_with_an_identifier(line: str) -> None:
    papers = records(re.sub(r"^arXiv:2405.02246.*$", line, LISTING, flags=re.M))[0]
    assert [(paper["arxiv_id"], paper["title"]) for paper in papers] == [
        (paper["arxiv_id"], paper["title"]) for paper in TRUE
    ]


@pytest.mark.parametrize("after", [" (arXiv:2405.02246)", " - arXiv:2405.02246", "\narXiv:2405.02246"])
def test_an_identifier_after_the_title(after: str) -> None:
    text = re.sub(r"^arXiv:2405.02246.*\n\n(.*)$", rf"\1{after}", LISTING, flags=re.M)
    assert records(text)[0][0]["arxiv_id"] == "2405.02246"
    assert records(text)[0][0]["title"] == TRUE[0]["title"]


@pytest.mark.parametrize(
    "title", ["Comment on Sleep", "Reply to the paper Sleep of otters", "A remark to", "Sleep, see"]
)
def test_an_identifier_in_a_title_about_another_paper(title: str) -> None:
    text = re.sub(r"^arXiv:2405.02246.*\n\n(.*)$", f"{title} [arXiv:1009.0832]", LISTING, flags=re.M)
    [first, *_] = records(text)[0]
    assert (first["arxiv_id"], first["title"]) == (None, f"{title} [arXiv:1009.0832]")


@given(st.lists(st.sampled_from(["Ã§a va\n", "ça va\n", "plain\n", "â€¦\n", "IRMÃ E MÃE\n"])))
def test_letters_are_mended_line_by_line(lines: list[str]) -> None:
    meant = {"Ã§a va\n": "ça va\n", "â€¦\n": "…\n"}
    mended = Mended()
    assert "".join(mended.mend(lines)) == "".join(Mended().mend(["".join(lines)]))
    assert "".join(mended.mend(lines)) == "".join(meant.get(line, line) for line in lines)


def test_what_was_mended_is_noted_and_what_was_lost_is_reported() -> None:
    papers, said = records(VARIATIONS["Windows-1252"](LISTING))
    assert papers == TRUE
    assert [(one.code, one.place.first_line, one.place.last_line) for one in said if one.code is Code.MENDED] == [
        (Code.MENDED, 5, 7)
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A Boo, B Coo and C Doo", ["A Boo", "B Coo", "C Doo"]),
        ("A Boo, B Coo, and C Doo", ["A Boo", "B Coo", "C Doo"]),
        ("A Boo & B Coo", ["A Boo", "B Coo"]),
        ("A Boo; B Coo；C Doo", ["A Boo", "B Coo", "C Doo"]),
        ("Boo, A.; Coo, B.", ["A. Boo", "B. Coo"]),
        ("王小明、李四，张三", ["王小明", "李四", "张三"]),
        ("G. David Forney, Jr., A Boo", ["G. David Forney Jr.", "A Boo"]),
        ("A Boo[1], B Coo*†, C Doo²", ["A Boo", "B Coo", "C Doo"]),
        ("the Fermi and LIGO Collaborations, A Boo", ["the Fermi and LIGO Collaborations", "A Boo"]),
    ],
)
def test_names_of_a_list(text: str, names: list[str]) -> None:
    assert split_names(text) == names


@given(st.text('<>()[]|":` ,;\nhtps/.aA&#1•', max_size=60))
def test_no_step_changes_how_many_lines_there_are(text: str) -> None:
    assert "".join(cleanup.clean([addresses.unlink(entities.decode(text))])).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    "line",
    [
        "Related   https://doi.org/10.1051/0004-6361%3A20066045\n",
        "https://doi.org/10.1016/j.cpc.2015.06.001%3B https://doi.org/10.1016/j.cpc.2019.05.014\n",
        "Authors: https://example.org\n",
    ],
)
def test_an_address_that_is_a_value_stays(line: str) -> None:
    assert addresses.unlink(line) == line


@pytest.mark.parametrize("name", ["Íñigo Goiri", "Łukasz Ôé", "Ñañez Íñiguez"])
def test_letters_that_are_bytes_of_others_elsewhere_stay(name: str) -> None:
    assert "".join(Mended().mend([f"Authors: Ada Byron, {name}\n"])) == f"Authors: Ada Byron, {name}\n"
