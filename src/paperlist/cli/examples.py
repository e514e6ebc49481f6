"""The end of each command's help: examples with a comment each, then the exit codes, then the formats."""

from paperlist import exporters


def end_of_help(*blocks: str) -> str:
    """Return the end of a help: blocks of lines, each marked for click as one whose lines stay."""
    return "\n".join(f"\b\n{block}" for block in blocks)


EXIT_CODES = """Exit codes:
  0  everything was read
  1  something could not be read; with --strict, also where there is a warning
  2  a usage error, or a file that cannot be opened or written
"""

READ = """Input formats (--from):
  arxiv-abs arxiv-api arxiv-list arxiv-mail arxiv-search hf-papers papers-with-code bibtex csl-json ris nbib endnote paperlist-json paperlist-jsonl
"""  # noqa: E501 - wrapped where it is shown; named here, since no help should wait for the formats to be loaded

WRITTEN = f"""Output formats (--to):
  {" ".join(exporters.names())}
"""

ROOT = """Examples:
  # references for LaTeX from saved pages, each paper once
  paperlist parse search.html author.html -o references.bib
  # a table for Excel from what was just copied
  pbpaste | paperlist parse --bom -o papers.csv
  # new papers into a library that you keep by hand
  paperlist add library.bib search.txt --dry-run
  # how each line of a page was read
  paperlist check search.txt
"""

PARSE = """Examples:
  # references for LaTeX from saved pages, each paper once
  paperlist parse search.html author.html -o references.bib
  # what was just copied, as a table for Excel
  pbpaste | paperlist parse -t csv --bom -o papers.csv
  # all pages of a folder; possible duplicates go to a table for you to decide
  paperlist parse pages/ -o papers.json --review duplicates.csv
  # last month's list with this month's pages added
  paperlist parse papers.jsonl november.html -t jsonl -o papers-new.jsonl
"""

CHECK = """Examples:
  # each line beside the field it was read as
  paperlist check search.txt
  # each paper's values beside the text they were read from
  paperlist check search.txt --fields
  # what is wrong in a library: syntax, keys used twice, duplicates
  paperlist check --bib library.bib
  # a page that is read wrongly, with its words replaced, to send in a report
  paperlist check search.txt --report > report.txt
"""

ADD = """Examples:
  # show what would be added
  paperlist add library.bib search.txt --dry-run
  # add it, and keep the old file as library.bib.bak
  paperlist add library.bib search.txt --backup
  # fill in what papers in it lack, from what was just copied
  pbpaste | paperlist add library.bib --update
  # new references with keys such as lovelace:2024
  paperlist add library.bib search.txt --key '{family}:{year}'
"""

COMPLETE = """Examples:
  # fill in what a local index knows
  paperlist complete papers.bib --index papers.idx -o complete.bib
  # identifiers only, with a line for each paper that says where they come from
  paperlist complete papers.bib --index papers.idx --complete ids --explain -o complete.bib
  # ask arXiv about the papers that have an arXiv id
  paperlist complete papers.bib --online -o complete.bib
  # from two indices
  paperlist complete papers.bib --index arxiv.idx --index dblp.idx -o complete.bib
"""

SHOW = """Examples:
  # what is in a library
  paperlist show references.bib
  # a folder of pages, the newest papers first
  paperlist show pages/ --sort date
  # choose one in fzf
  paperlist show references.bib | fzf
  # every paper as it was read, duplicates too
  paperlist show search.html author.html --no-merge
"""

STATS = """Examples:
  # how many papers of each year, venue and category
  paperlist stats references.bib
  # of a folder of pages, each paper once
  paperlist stats pages/
  # the venues alone
  paperlist stats references.bib | grep ^venue
  # of what was just copied
  pbpaste | paperlist stats
"""

REVIEW = """Examples:
  # write possible duplicates to a table
  paperlist parse arxiv.txt cards.txt --review pairs.csv -o papers.bib
  # decide them, one key each
  paperlist review pairs.csv
  # look at all of them again
  paperlist review pairs.csv --all
  # merge by your answers
  paperlist parse arxiv.txt cards.txt --decisions pairs.csv -o papers.bib
"""

FORMATS = """Examples:
  # what is read and written
  paperlist formats
  # only what is written
  paperlist formats | grep ^write
  # the JSON Schema of a paper
  paperlist formats --schema > paper.schema.json
  # a table in DuckDB for the rows of --to csv
  paperlist formats --sql | duckdb papers.duckdb
"""

BUILD = """Examples:
  # from arXiv's snapshot, as it is downloaded
  paperlist index build arxiv-metadata-oai-snapshot.json.gz -o papers.idx
  # from a library of your own
  paperlist index build library.bib -o library.idx
"""

INFO = """Examples:
  # what it was built from
  paperlist index info papers.idx
  # read all of it, and say whether it is whole
  paperlist index info papers.idx --check
"""
