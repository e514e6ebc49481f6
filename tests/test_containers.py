"""A listing in another text: its records, and places that lead to the file's lines; or a word of why not."""

import base64
import csv
import html
import io
import json
import plistlib
import quopri
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from paperlist.diagnostics import Code, Diagnostic, Severity
from paperlist.paper import Paper
from paperlist.pipeline import read, read_text

ENTRIES = [
    """arXiv:2405.02246  [pdf, other]  cs.CV

What matters when building "vision-language" models?

Authors: Hugo Laurençon, Léo Tronchon

Abstract: The $\\nu$ = 5 % case, in C:\\new\\Table… ▽ More

Submitted 3 May, 2024; originally announced May 2024.

Comments: 9 pages
""",
    """arXiv:2405.01483  [pdf]  cs.CL

Interleaved Multi-Image Instruction Tuning

Authors: Dongfu Jiang, Xuan He, Wenhu Chen

Abstract: We tune. △ Less

Submitted 2 May, 2024; originally announced May 2024.
""",
]
TEXT = "\n".join(ENTRIES)


def quoted_printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode()


def mail(text: str) -> str:
    head = "From: a@example.org\nSubject: papers\nMIME-Version: 1.0\n"
    edge = "=_edge"
    parts = [
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        + quoted_printable(text),
        "Content-Type: text/html\n\n<p>The same</p>\n",
    ]
    body = "".join(f"--{edge}\n{part}\n" for part in parts)
    return f'{head}Content-Type: multipart/alternative; boundary="{edge}"\n\n{body}--{edge}--\n'


def base64_mail(text: str) -> str:
    head = "MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
    return head + base64.encodebytes(text.encode()).decode()


def mailbox(text: str) -> str:
    mails = ["Subject: nothing\n\nNo papers today.\n", mail(text)]
    return "\n".join(f"From a@example.org Mon Jun  3 10:00:00 2024\n{each}" for each in mails)


def cells(text: str) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["id", "text"], [1, text], [2, "none"]])
    return out.getvalue()


def notebook(text: str) -> str:
    cell = {"cell_type": "markdown", "metadata": {}, "source": text.splitlines(keepends=True)}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def rich_text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
    units = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in escaped)
    return "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl\\f0 Arial;}\\f0 " + units.replace("\n", "\\par\n") + "}"


CONTAINERS: dict[str, Callable[[str], str]] = {
    "a value of JSON": lambda text: json.dumps({"role": "user", "parts": [1, {"content": text}]}, indent=2),
    "JSON Lines": lambda text: json.dumps({"role": "system"}) + "\n" + json.dumps({"text": text}) + "\n",
    "JSON as a value of JSON": lambda text: json.dumps([{"log": json.dumps({"text": text})}]),
    "a notebook": notebook,
    "Python's display": lambda text: repr({"role": "user", "content": text}),
    "a Python string": lambda text: f"text = {text!r}\n",
    "cells": cells,
    "a mail": mail,
    "a mail in base64": base64_mail,
    "a mailbox": mailbox,
    "quoted-printable": quoted_printable,
}


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def doubled(text: str, mark: str) -> str:
    return text.replace(mark, mark * 2)


def folded(text: str) -> str:
    return "\n ".join(text[at : at + 60] for at in range(0, len(text), 60))


LINES = TEXT.rstrip("\n").split("\n")
ESCAPED = TEXT.replace("\\", "\\\\")
EVERNOTE = "".join(f"<div>{html.escape(line, quote=False) or '<br/>'}</div>" for line in LINES)
ICS = TEXT.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
ATTRIBUTES = [html.escape(each).replace("\n", "&#10;") for each in ENTRIES]

LITERALS = {
    "a template": f"import x from 'y';\n\nexport const text = `{ESCAPED}`;\nconsole.log(text);\n",
    "a template that a call has": f"const r = await ask({{\n  model: 'm',\n  prompt: `{ESCAPED}`,\n}});\n",
    "JSON5": f"// notes\n{{\n  name: 'weekly',\n  text: {quoted(TEXT)},\n  n: 1, // one\n}}\n",
    "JSON5 over lines": "{text: '" + ESCAPED.replace("'", "\\'").replace("\n", "\\n\\\n") + "'}\n",
    "joined with plus": "var text = " + " +\n  ".join(quoted(f"{line}\n") for line in LINES) + ";\n",
    "side by side": "const char *text =\n" + "\n".join(f"  {quoted(line + chr(10))}" for line in LINES) + ";\n",
    "joined by Basic": 'text = "' + '" & vbCrLf & _\n  "'.join(doubled(line, '"') for line in LINES) + '"\n',
    "a list of lines": "text <- c(" + ",\n".join(map(quoted, LINES)) + ")\n",
    "a list of texts": f"papers = {ENTRIES!r}\n",
    "three quotes": f'def test():\n    text = """\n{ESCAPED}"""\n    assert parse(text)\n',
    "three quotes, raw": f"text = r'''{TEXT}'''\n",
    "three quotes that are not closed": f"text = '''{TEXT}",
    "bytes": f"data = {TEXT.encode()!r}\n",
    "what a prompt shows": f"In [3]: text\nOut[3]: {TEXT!r}\n",
    "an object that holds it": f"Document(content={TEXT!r}, metadata={{'source': 'x.pdf'}})\n",
    "a here-document": f"#!/bin/sh\nset -e\ncat > papers.txt <<'EOF'\n{TEXT}EOF\necho done\n",
    "a quoted word of a shell": "echo '" + TEXT.replace("'", "'\\''") + "' > papers.txt\n",
    "a here-string": f"$text = @'\n{TEXT}'@\n",
    "a raw string": f'const TEXT: &str = r#"{TEXT}"#;\n',
    "a verbatim string": 'var text = @"' + doubled(TEXT, '"') + '";\n',
    "octal escapes": 'char text[] = "'
    + repr(ESCAPED.encode().replace(b'"', b'\\"'))[2:-1].replace("\\\\", "\\")
    + '";\n',
    "a raw string of R": f'text <- r"({TEXT})"\n',
    "a line each of a shell": "".join("echo '" + line.replace("'", "'\\''") + "'\n" for line in LINES),
    "TOML": f"[papers]\ntext = '''\n{TEXT}'''\n",
    "SQL": "INSERT INTO p (id, text) VALUES\n"
    + ",\n".join(f"(0, '{doubled(each, chr(39))}')" for each in ENTRIES)
    + ";\n",
    "SQL between dollars": f"INSERT INTO p (text) VALUES ($$ {TEXT}$$);\n",
    "a command with data of JSON": "curl -X POST https://example.org -d '" + json.dumps({"text": TEXT}) + "'\n",
}
DATA = {
    "cells in single quotes": "id,text,note\n" + "".join(f"0,'{doubled(each, chr(39))}',x\n" for each in ENTRIES),
    "cells with backslashes": "id,text\n"
    + "".join('0,"' + each.replace("\\", "\\\\").replace('"', '\\"') + '"\n' for each in ENTRIES),
    "cells after their separator": "sep=;\nid;text\n" + "".join(f'0;"{doubled(each, chr(34))}"\n' for each in ENTRIES),
    "a text in parts": json.dumps(
        [
            {
                "text": ["", {"type": "link", "text": "arXiv:2405.02246"}, ENTRIES[0][16:]],
                "text_entities": [
                    {"type": "link", "text": "arXiv:2405.02246"},
                    {"type": "plain", "text": ENTRIES[0][16:]},
                ],
            },
            {"text": ENTRIES[1], "text_entities": [{"type": "plain", "text": ENTRIES[1]}]},
        ]
    ),
    "lines of a log": "".join(json.dumps({"log": f"{line}\n", "stream": "stdout"}) + "\n" for line in LINES),
    "a block of YAML": "id: 1\ntext: |-\n" + "".join(f"  {line}\n" for line in LINES) + "tags:\n  - a\n",
    "a list of YAML": yaml.safe_dump([{"id": 1, "text": each} for each in ENTRIES], allow_unicode=True),
    "quoted YAML": yaml.safe_dump({"text": TEXT}, allow_unicode=True, default_style='"'),
    "an element": f"<note id='1'><text>{html.escape(TEXT, quote=False)}</text></note>\n",
    "CDATA": f"<?xml version='1.0'?>\n<a:note><a:text><![CDATA[{TEXT}]]></a:text></a:note>\n",
    "attributes": "<notes>" + "".join(f'<sms to="b" body="{each}"/>\n' for each in ATTRIBUTES) + "</notes>\n",
    "an outline of texts": "<opml><body>"
    + "".join(f'<outline text="{each}"/>\n' for each in ATTRIBUTES)
    + "</body></opml>",
    "an outline of lines": "<opml><body>"
    + "".join(f'<outline text="{html.escape(line)}"/>\n' for line in LINES if line)
    + "</body></opml>",
    "a note of Evernote": f"<en-export><note><title>Papers</title><content><![CDATA[<en-note>{EVERNOTE}</en-note>]]>"
    "</content></note></en-export>\n",
    "paragraphs": "<w:body xmlns:w='urn:w'>"
    + "".join(f"<w:p><w:r><w:t>{html.escape(line, quote=False)}</w:t></w:r></w:p>" for line in LINES)
    + "</w:body>",
    "a calendar": "BEGIN:VCALENDAR\nVERSION:2.0\nSUMMARY:Read\n" + folded("DESCRIPTION:" + ICS) + "\nEND:VCALENDAR\n",
    "a directory": "version: 1\ndn: cn=x\n"
    + folded("description:: " + base64.b64encode(TEXT.encode()).decode())
    + "\n",
}


WIDEST = max(map(len, LINES))
BELOW = [(f"{line}", "" if number else "1") for each in ENTRIES for number, line in enumerate(each.split("\n")[:-1])]
DRAWN = {
    "cells with breaks": "| id | text |\n|----|------|\n"
    + "".join(
        f"| 1 | {html.escape(each, quote=False)[:-1]} |\n".replace("\n", "<br>", 99)[:-4] + "\n" for each in ENTRIES
    ),
    "cells with line breaks": "+----+-----+\n| id | text |\n+----+-----+\n"
    + "".join(f"|  1 | {each.rstrip()} |\n" for each in ENTRIES)
    + "+----+-----+\n",
    "cells that go on": " id | text\n----+"
    + "-" * WIDEST
    + "\n"
    + "".join(f" {mark:2} | {line:{WIDEST}}+\n" for line, mark in BELOW),
    "cells in a frame": f"┌────┬{'─' * WIDEST}──┐\n│ id │ {'text':{WIDEST}} │\n├────┼{'─' * WIDEST}──┤\n"
    + "".join(f"│ {mark:2} │ {line:{WIDEST}} │\n" for line, mark in BELOW)
    + f"└────┴{'─' * WIDEST}──┘\n",
    "cells of a page": "<table>\n"
    + "".join(
        f"<tr><td>1</td><td>{each}</td></tr>\n" for each in (html.escape(one).replace("\n", "<br>") for one in ENTRIES)
    )
    + "</table>\n",
    "rows of psql": "".join(
        f"-[ RECORD {n} ]----\nid   | {n}\ntext | " + each[:-1].replace("\n", "+\n     | ") + "\n"
        for n, each in enumerate(ENTRIES, 1)
    )
    + "(2 rows)\n",
    "rows of MySQL": "".join(
        f"{'*' * 27} {n}. row {'*' * 27}\n  id: {n}\ntext: {each}" for n, each in enumerate(ENTRIES, 1)
    )
    + "2 rows in set (0.00 sec)\n",
    "rows of SQLite": "\n".join(f"  id = {n}\ntext = {each}" for n, each in enumerate(ENTRIES)),
    "rows of a dump": "COPY public.papers (id, body) FROM stdin;\n"
    + "".join(f"{n}\t" + each.replace("\\", "\\\\").replace("\n", "\\n") + "\n" for n, each in enumerate(ENTRIES))
    + "\\.\n",
    "a line each": "".join(json.dumps({"n": 1, "line": line}) + "\n" for line in LINES),
    "subtitles": "".join(f"{n}\n00:00:{n:02}.000 --> 00:00:{n:02}.900\n{line}\n\n" for n, line in enumerate(LINES)),
}


def records(text: str) -> tuple[list[dict[str, object]], list[Diagnostic]]:
    events = list(read_text([text.replace("\r\n", "\n")]))  # as decoding does
    papers = [event.model_dump(exclude={"sources"}) for event in events if isinstance(event, Paper)]
    return papers, [event for event in events if isinstance(event, Diagnostic)]


EXPECTED = records(TEXT)[0]


def test_the_text_itself_gives_its_records() -> None:
    assert [paper["arxiv_id"] for paper in EXPECTED] == ["2405.02246", "2405.01483"]


@pytest.mark.parametrize("name", [*CONTAINERS, "RTF"])
def test_a_text_in_a_container(name: str) -> None:
    make = CONTAINERS.get(name, rich_text)
    papers, diagnostics = records(make(TEXT))
    assert papers == EXPECTED
    assert [str(each) for each in diagnostics if each.code.severity is Severity.ERROR] == []


@pytest.mark.parametrize("text", [*LITERALS.values(), *DATA.values(), *DRAWN.values()], ids=[*LITERALS, *DATA, *DRAWN])
def test_a_text_in_a_program_or_in_data(text: str) -> None:
    papers, diagnostics = records(text)
    assert papers == EXPECTED
    assert [str(each) for each in diagnostics if each.code.severity is not Severity.NOTE] == []


CARD = """"Robust" Detection of Seizures

1 code implementation • ACL 2018 • Qingyu Yin, Yu Zhang

Deep networks learn what a seizure is, and are short-sighted.
"""


@pytest.mark.parametrize(
    "text",
    [
        f"text = '''{CARD}'''\n",
        f"const text = `{CARD}`;\n",
        "id: 1\ntext: |\n" + "".join(f"  {line}\n" for line in CARD.split("\n")),
        json.dumps({"text": CARD}),
        f"<note><text>{CARD}</text></note>\n",
        f"cat <<EOF\n{CARD}EOF\n",
    ],
    ids=["three quotes", "a template", "YAML", "JSON", "XML", "a here-document"],
)
def test_what_a_string_begins_with_is_no_part_of_the_first_title(text: str) -> None:
    [paper] = records(text)[0]
    assert paper["title"] == '"Robust" Detection of Seizures'


def test_prose_after_the_head_of_a_note_keeps_its_lines() -> None:
    head = "---\ntitle: 'A note\n  of mine'\n---\n\n"
    text = head + CARD.replace('"Robust" ', "").replace("\n\n", "\n")
    [paper] = [event for event in read_text([text]) if isinstance(event, Paper)]
    assert paper.title == "Detection of Seizures"
    assert [(place.first_line, place.last_line) for place in paper.sources] == [(6, 8)]


def test_places_of_a_literal_are_its_lines() -> None:
    text = LITERALS["three quotes"]
    places = [event.sources[0] for event in read_text([text]) if isinstance(event, Paper)]
    lines = text.split("\n")
    assert [lines[place.first_line - 1] for place in places] == [each.split("\n")[0] for each in ENTRIES]


@settings(max_examples=40, deadline=None)
@given(outer=st.sampled_from(sorted(CONTAINERS)), inner=st.sampled_from(sorted(CONTAINERS)), crlf=st.booleans())
def test_a_container_in_a_container_gives_the_records_or_says_so(outer: str, inner: str, crlf: bool) -> None:
    text = CONTAINERS[inner](TEXT)
    papers, diagnostics = records(CONTAINERS[outer](text.replace("\n", "\r\n") if crlf else text))
    told = any(each.code.severity is not Severity.NOTE for each in diagnostics)
    assert papers == EXPECTED or (told and all(paper in EXPECTED for paper in papers))


@pytest.mark.parametrize("name", ["a notebook", "cells", "a mail", "a mailbox", "quoted-printable", "RTF"])
def test_places_lead_to_the_lines_of_the_file(name: str) -> None:
    text = CONTAINERS.get(name, rich_text)(TEXT)
    found = [event for event in read_text([text]) if isinstance(event, Paper)]
    lines = text.split("\n")
    for paper, number in zip(found, ["2405.02246", "2405.01483"], strict=True):
        source = paper.sources[0]
        assert number in lines[source.first_line - 1]
        assert "May" in "\n".join(lines[source.first_line : source.last_line])


def test_a_line_of_full_length_that_ends_with_a_sign_is_none_of_quoted_printable() -> None:
    line = f"{'We find that it holds for all configurations and all of the models, with':<74} =\n0.5 K."
    [_, paper] = records(TEXT.replace("We tune.", f"\n{line}"))[0]
    assert line.index("\n") == 76
    assert "with = 0.5 K." in " ".join(str(paper["abstract"]).split())


def test_all_of_a_value_is_in_its_line() -> None:
    text = json.dumps({"a": 1}) + "\n" + json.dumps({"text": TEXT}) + "\n"
    places = [event.sources[0] for event in read_text([text]) if isinstance(event, Paper)]
    assert [(place.first_line, place.last_line) for place in places] == [(2, 2), (2, 2)]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('{"content": "' + TEXT.replace("\n", "\\n"), 1, "begins as JSON and is damaged"),
        (json.dumps({"text": TEXT}) + '\n{"text": "arXiv\n', 2, "a line that begins as JSON and is damaged"),
        ("MIME-Version: 1.0\nContent-Type: application/zip\n\nUEsDBA==\n", 4, "no text (application/zip)"),
        ("MIME-Version: 1.0\nContent-Transfer-Encoding: x-uuencode\n\nbegin 644 x\n", 4, "not known (x-uuencode)"),
        (
            "MIME-Version: 1.0\nContent-Type: text/plain; charset=klingon\nContent-Language: x\n\nAuthors: A\n",
            5,
            "klingon",
        ),
    ],
)
def test_what_cannot_be_unpacked_is_reported_and_not_read(text: str, line: int, said: str) -> None:
    faults = [event for event in read_text([text]) if isinstance(event, Diagnostic) and event.code is Code.UNREADABLE]
    assert [fault.place.first_line for fault in faults] == [line]
    assert said in faults[0].message


def test_names_of_ends_of_the_file_in_values_are_no_line_ends() -> None:
    papers, _ = records(json.dumps({"text": TEXT.replace("We tune", "We\u2028tune")}))
    assert papers[1]["abstract"] == "We tune."


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_page_that_safari_saved(form: plistlib.PlistFormat, tmp_path: Path) -> None:
    page = {"WebResourceData": TEXT.encode("utf-16-le"), "WebResourceTextEncodingName": "utf-16-le"}
    file = tmp_path / "page.webarchive"
    file.write_bytes(plistlib.dumps({"WebMainResource": page}, fmt=form))
    papers = [event for event in read(str(file)) if isinstance(event, Paper)]
    assert [paper.model_dump(exclude={"sources"}) for paper in papers] == EXPECTED


def test_a_text_in_a_property_list(tmp_path: Path) -> None:
    file = tmp_path / "notes.plist"
    file.write_bytes(plistlib.dumps({"note": TEXT, "number": 3}))
    papers = [event for event in read(str(file)) if isinstance(event, Paper)]
    assert [paper.model_dump(exclude={"sources"}) for paper in papers] == EXPECTED
    assert [paper.sources[0].first_line for paper in papers] == [6, 18]


def test_another_property_list_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "settings.plist"
    file.write_bytes(plistlib.dumps({"a": 1}, fmt=plistlib.FMT_BINARY))
    (fault,) = read(str(file))
    assert isinstance(fault, Diagnostic)
    assert (fault.code, fault.message) == (Code.UNREADABLE, "not text but a property list without a page")


@pytest.mark.parametrize(
    "text",
    [
        "[[https://arxiv.org/abs/1][x]]\n" + TEXT,
        "[1] A reference, 2024\n" + TEXT,
        "Title: First Paper\nAuthors: Ann Author, Bob Builder\nAbstract: We do one thing.\n",
        'He said, "no", and\n"yes", too\n' + TEXT,
        "We measure \\nu and \\nabla \\neq 0\n" + TEXT,
        'Notes: it\'s "here"\n' + TEXT,
        "- 'quoted\n- and more: `code`\n" + TEXT,
        "```text\n" + TEXT + "```\n",
        "<note>a & b\n" + TEXT,
        "'Twas a title\n" + TEXT,
    ],
)
def test_what_is_no_container_is_a_text(text: str) -> None:
    assert records(text)[0] == records("\n" + text)[0]


PIECE = """<ol>
  <li class="arxiv-result">
    <p class="list-title"><a href="https://arxiv.org/abs/1808.00001">arXiv:1808.00001</a></p>
    <p class="title is-5 mathjax">How otters sleep</p>
    <p class="authors"><span>Authors:</span> <a>Ada Byron</a></p>
    <p class="is-size-7"><span>Submitted</span> 31 August, 2018; <span>originally announced</span> August 2018.</p>
  </li>
</ol>"""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("def test_search():\n    html = '''\n", "'''\n    assert parse(html)\n"),
        ("Look at this page:\n\n```html\n", "\n```\nIt has one paper.\n"),
        ("const page = `", "`;\n"),
    ],
)
def test_a_piece_of_a_page_within_another_text_is_read_as_one(before: str, after: str) -> None:
    events = list(read_text([before + PIECE + after], "a.txt"))
    [paper] = [event for event in events if isinstance(event, Paper)]
    assert (paper.title, paper.authors, paper.submitted) == ("How otters sleep", ("Ada Byron",), "2018-08-31")
    first = before.count("\n") + 2
    assert [(source.first_line, source.last_line) for source in paper.sources] == [(first, first + 5)]
    told = {
        line
        for one in events
        if isinstance(one, Diagnostic)
        for line in range(one.place.first_line, one.place.last_line + 1)
    }
    written = [
        number
        for number, line in enumerate((before + PIECE + after).split("\n"), 1)
        if line.strip() and not line.startswith("```")
    ]
    if not before.endswith(("'", "`", "'\n")):  # the code around a literal is no text
        assert set(written) - told - set(range(first, first + 6)) <= {first - 1}
