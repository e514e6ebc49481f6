"""What a text of search results may go through: each variation changes no record of it."""

import html
import json
import re
import textwrap
from collections.abc import Callable

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
    "pages with names around": printed(["Papers", "Ann Lee"], ["Page {}", "\f"]),
    "pages in brackets": printed([], ["[page {}]"]),
    "pages of a library": printed(["----- Page {} -----"], []),
    "pages with comments": printed(["<!-- page {} -->"], ["---"]),
    "pages with elements": printed(['<pb n="{}"/>'], []),
    "pages with braces": printed(["{{{}}}--------------------"], []),
    "screens": printed([], ["(END of screen {})"]),
    "PukiWiki": linked(lambda text, url: f"[[{text}>{url}]]"),
    "Hatena": linked(lambda text, url: f"[{url}:title={text}]"),
    "a blank after": linked(lambda text, url: f"{text} ({url} )"),
    "guillemets": linked(lambda text, url: f"{text} « {url} »"),
    "bold links of MediaWiki": linked(lambda text, url: f"'''[{url} {text}]'''"),
    "names parted by breaks": lambda text: re.sub(
        r"^Authors: .*$", lambda found: found[0].replace(", ", "<br>"), text, flags=re.M
    ),
    "four dots": lambda text: text.replace("…", "...."),
    "another ellipsis": lambda text: text.replace("…", "⋯"),
    "pages after breaks": printed([], ["", "\fPage {}"]),
    "pages of a pager": printed([], ["--More--({}%)"]),
    "quoted all": lambda text: f"«{text.rstrip()}»\n",
    "quoted entries": lambda text: re.sub(r"(arXiv:(?s:.)*?)(?=\n*(?:arXiv:|\Z))", r"“\1”", text),
    "returns shown": lambda text: text.replace("\n", "↵") + "\n",
    "titles of wikis": lambda text: re.sub(r"^([WI]\w+ .*)$", r"''\1''", text, flags=re.M),
    "dots in brackets": lambda text: text.replace("…", "[...]"),
    "small marks in parentheses": lambda text: text.replace("▽ More", "(more)"),
    "small marks": lambda text: text.replace("▽ More", "▽ more"),
    "marks with a verb": lambda text: text.replace("▽ More", "▽ Show more"),
    "marks as question marks": lambda text: text.replace("▽", "?").replace("…", "?"),
    "tiddlywiki": linked(lambda text, url: f"[[{text}|{url}]]"),
    "angles in parentheses": linked(lambda text, url: f"{text} (<{url}>)"),
    "researchers' numbers in full": names_as("{} 0000-0001-2345-6789"),
    "troff": lambda text: ".nf\n" + re.sub(r"(?<=.)$", "\n.br", text, flags=re.M),
    "Logseq": lambda text: re.sub(r"(?m)^(Abstract:.*)$", r"\1\n  collapsed:: true", text),
    "pages with breaks": printed(["My reading list"], ["\f"]),
}
