"""How an abstract page begins: identifier, banner, dates, a title with its label or without, the head of a note."""

import re
from typing import Final

from paperlist.arxiv import ID, PAGE
from paperlist.listings.arxiv_abs.dates import ANY_DATES
from paperlist.listings.front_matter import front_with

ID_LINE: Final = rf"arXiv:{ID}(?:v\d+)?[*\s]*\([a-z-]+\)\s*+"
BANNER: Final = (
    r"(?:A\s+newer\s+version\s+of\s+t|T)his\s+paper\s+has\s+been\s+withdrawn\b(?:(?!\\?\[\s*Submitted)[\s\S]){0,200}?"
)
TITLE: Final = r"Title\s*:"
LINK: Final = rf"https?://arxiv\.org/abs/{ID}(?:v\d++)?"
ADDRESS: Final = rf"{LINK}\s*+"
ARTICLE: Final = rf"{PAGE}({ID})"
READER: Final = (
    rf"^Title: (?P<named>[^\n]{{3,500}})\n+URL Source: [^\n]*{PAGE}\w[^\n]*\n+"
    r"(?:(?!Markdown)[A-Z][A-Za-z ]{2,30}: [^\n]*\n+){0,4}Markdown Content:\s+"
)
"""What services that read pages for programs put before a page."""
UNNAMED: Final = READER.replace("?P<named>", "?:")
YAML: Final = front_with(rf"{PAGE}\w")
"""The YAML at the head of a note that names an article."""
FRONT: Final = rf"(?:{YAML}|{UNNAMED})"
BUTTONS: Final = (
    r"(?:(?:This paper has been|A newer version of)[^\n]{0,300}\n\s*+)?(?:Authors?\s*:[^\n]{1,5000}\n\s*+)?"
    r"(?:(?:View|Download|No)\sPDF\b[^\n]{0,100}\n\s*+){1,3}(?:>\s?)?Abstract\s*:"
)
"""What is between the title and the abstract where a reader view dropped the rest."""
LINE: Final = r"(?!https?:|\s)[^\n]{3,5000}+"
"""A title or names without a label."""
ITEM: Final = r"(?:[-*•][ ]+)?"
NEXT_HEAD: Final = r"\b(?:Title|Abstract)\s*:|\n(?:Article title|Description)\s*:|\\?\([ ]*Submitted"
START = re.compile(
    rf"(?:{FRONT}(?:[^\n]*\n){{0,12}}?)?(?:{ID_LINE})?(?:{BANNER})?(?=\\?\[){ANY_DATES}"
    rf"(?:(?:\s*\[[^\[\]\n]{{1,80}}\])?[\s*#]*{TITLE}|[*_ ]*$)"
    rf"|(?!{UNNAMED})(?:{ID_LINE})?(?<!Page )\b{TITLE}(?=\s*\S)(?:(?!{NEXT_HEAD}|(?<!-)Authors?\s*:)[\s\S]){{1,1500}}?"
    rf"(?:(?<!-)Authors?\s*:(?:(?!{NEXT_HEAD})[\s\S]){{1,60000}}?)?"
    rf"{ANY_DATES}"
    rf"|(?P<above>^{ADDRESS})?^{LINE}(?:\n+[-=]{{3,}}[ ]*$)?(?:\s+(?:https?://\S+\s++)?{ADDRESS}|\n+){LINE}"
    rf"\n\s*+{ITEM}(?=\\?\(){ANY_DATES}[*_ ]*$(?(above)|(?:\n{ADDRESS}|\n[ ]*\n\s*{LINK}[ ]*(?=\n[ ]*\n|\s*\Z))?)"
    rf"|^(?!arXiv:|---|[^\n]* > ){LINE}\n\s*+{ITEM}{ADDRESS}{ITEM}(?=\\?\[){ANY_DATES}[*_ ]*$"
    rf"|(?:{FRONT}\n*)?^(?!arXiv:|---|[^\n]* > ){LINE}\n\s*+[*_]*(?=\\?\[){ANY_DATES}[*_ ]*$"
    r"(?=\s+(?:(?:[^\n]*arxiv\.org/abs/[^\n]*|-{3,}|\d+[ ][–-][ ]\d+ minutes|Authors:[^\n]{1,5000})[ ]*\n\s*){0,3}"
    r"(?:>\s?)?(?:View\sPDF|Download\sPDF|Abstract\s*:))"
    rf"|{YAML}(?:[^\n]*\n){{0,12}}?{TITLE}(?!(?:[^\n]*\n){{0,60}}?[^\n]*Submitted\s+on)"
    rf"|(?!{UNNAMED})(?:{ID_LINE})?^{TITLE}",
    re.MULTILINE,
)
NO_TITLE: Final = (
    rf"arXiv:|---|\W{{0,3}}Important:|This paper has|A newer version"
    rf"|(?:Authors?|Title)\s*:|\\?[\[(](?!{ID}\])|[^\n]* > "
)
VIEW = re.compile(
    rf"(?:{READER}|{YAML}\s*+|^(?!{NO_TITLE})(?P<title>{LINE})\n\s*+(?:[-=]{{3,}}\s*+)?)(?={BUTTONS})",
    re.MULTILINE,
)
"""How a page begins of which a reader view shows no dates, names and labels of the head."""
