"""What a listing lost, from an index: each paper is looked up by itself and merged with what the index has of it.

1. The records of the index that share a blocking key with the paper go into the merger as one more listing.
2. The merger decides by the stricter table of `merging.rules`; what only a weaker rule unites is unsure, and reported.
3. Fields of the paper that were null are filled, each with its place and rule. What the listing said stays.
4. Records that did not unite with the paper are forgotten.

The danger is a paper that is absent from the index while a sibling of it is there. So a sentence that other people's
abstracts have too proves nothing, an identifier is followed only with title or authors, nothing is filled where the
index knows the paper's identifier as another paper's, and a paper newer than the index is completed by identifier only.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

from paperlist.diagnostics import Code, Diagnostic, Place, diagnostic_for
from paperlist.index.postings import near_day_hashes, sentence_hashes, value_hashes
from paperlist.index.store import Index
from paperlist.merging import Review, without_garbage_collection
from paperlist.merging.author_lists import Authors, compare_authors
from paperlist.merging.blocking import OPENING
from paperlist.merging.clusters import Merger
from paperlist.merging.comparison import Comparison
from paperlist.merging.features import Features, day_range
from paperlist.merging.fields import contradictions, unite
from paperlist.merging.outcome import to_review, unsure
from paperlist.merging.review import Decisions
from paperlist.merging.rules import Answer, Verdict, judge_completing
from paperlist.merging.texts import VERY_LONG_SENTENCE
from paperlist.merging.titles import Title
from paperlist.paper import Completion, Paper, PaperType

ALL, IDS, NONE = "all", "ids", "none"
"""Which fields are filled."""
IDENTIFIERS: Final = ("arxiv_id", "doi", "other_dois")
FILLED: Final = (
    *("title", "authors", "date", "submitted", "announced", "abstract", "arxiv_id", "categories", "doi", "other_dois"),
    *("comments", "journal_ref", "report_number", "msc_class", "acm_class", "venue", "code_implementations", "tasks"),
    *("repository", "withdrawn"),
)
"""The fields that may be filled: not those that tell of the listing, as the version that it lists."""
COMMON: Final = 1000
"""Records under one hash that are looked at: works named `Introduction`."""
COMMON_SENTENCE: Final = 40
DAY: Final = len("2024-01-10")

STOCK = Verdict(Answer.UNSURE, "the sentence is short, or in other people's abstracts too")
NEWER = Verdict(Answer.UNSURE, "the paper is newer than the index")
OTHER_PAPER: Final = "the index knows its identifier as that of another paper"
DECIDED: Final = "a person decided it"


class Candidates(Protocol):
    """What papers are completed from."""

    path: Path
    newest: str
    damaged: list[int]

    def candidates(self, paper: Paper) -> list[Paper]:
        """Return the records that may be of this paper."""


@dataclass(slots=True)
class Completed:
    """What completing gives."""

    papers: list[Paper] = field(default_factory=list)
    """The papers that went in, in their order, completed where that is sure."""
    diagnostics: list[Diagnostic] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    """Papers and records of the index that may be one work, which nothing settles."""


def complete(
    papers: Iterable[Paper],
    index: str | Path | Sequence[str | Path],
    fields: str = ALL,
    decisions: Decisions | None = None,
) -> Completed:
    """Complete papers from an index, or several.

    Args:
        papers: the papers; none is looked at together with another.
        index: the file of an index, or several files.
        fields: "all", "ids" or "none".
        decisions: a person's answers to earlier reviews, which overrule the rules.

    Raises:
        OSError: a file is no index, is damaged or of another version.
    """
    result = Completed()
    with ExitStack() as stack:
        paths = [index] if isinstance(index, str | Path) else index
        indices = [stack.enter_context(Index(Path(path))) for path in paths]
        completer = Completer([Lookup(each) for each in indices], fields, decisions)
        for paper in papers:
            result.papers.append(completer.complete(paper))
            result.diagnostics += completer.diagnostics()
        result.reviews = completer.reviews
    return result


class Lookup:
    """Finds the records of an index that share a key with a paper."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.path, self.newest, self.damaged = index.path, index.newest, index.damaged

    def candidates(self, paper: Paper) -> list[Paper]:
        """Return the records that may be of this paper, in the order of their numbers."""
        numbers: set[int] = set()
        for hashed in (*value_hashes(paper), *near_day_hashes(paper)):
            numbers.update(self.index.find(hashed, COMMON))
        if not paper.title:
            for hashed in sentence_hashes(paper):
                numbers.update(self.index.find(hashed, COMMON_SENTENCE))
        found = map(self.index.load, sorted(numbers))
        return [record for record in found if record is not None]


class Completer:
    """Completes papers one after the other."""

    def __init__(self, sources: Sequence[Candidates], fields: str = ALL, decisions: Decisions | None = None) -> None:
        self.sources = sources
        self.fields = {ALL: FILLED, IDS: IDENTIFIERS, NONE: ()}[fields]
        self.decisions = decisions
        self.reviews: list[Review] = []
        self.newest = max((source.newest for source in sources), default="")
        self._new: list[Diagnostic] = []
        self._damaged: set[tuple[Path, int]] = set()

    def diagnostics(self) -> list[Diagnostic]:
        """Return what is to be reported since this was last asked."""
        new, self._new = self._new, []
        return new

    def complete(self, paper: Paper) -> Paper:
        """Return the paper with what it lacked."""
        if not self.fields:
            return paper
        records: list[Paper] = []
        outcome = Outcome(paper)
        with without_garbage_collection():
            # What one record fills finds others: a title those of a source without abstracts.
            while new := self.candidates(outcome.paper, records):
                records += new
                outcome = self.merged(paper, records)
        self.report_damage()
        self.reviews += outcome.reviews
        self._new += [*map(unsure, outcome.reviews), *outcome.notes]
        return outcome.paper

    def candidates(self, paper: Paper, known: list[Paper]) -> list[Paper]:
        """Return the records that may be of this paper and are not known yet."""
        return [record for source in self.sources for record in source.candidates(paper) if record not in known]

    def report_damage(self) -> None:
        """Report records that could not be read, each once."""
        for source in self.sources:
            for number in source.damaged:
                if (source.path, number) not in self._damaged:
                    self._damaged.add((source.path, number))
                    message = f"record {number} of the index is damaged: build it again"
                    self._new.append(Diagnostic(Code.BAD_ENTRY, Place(str(source.path)), message))
            source.damaged.clear()

    def merged(self, paper: Paper, records: list[Paper]) -> "Outcome":
        """Return the paper, completed from those of the records that the merger unites it with."""
        judge_pair = Judge(is_newer(paper, self.newest), is_stock(paper, records))
        merger = Merger(self.decisions, judge_pair)
        for each in (paper, *records):
            merger.add(each)
        merger.run()
        nodes = merger.nodes
        cluster = nodes.clusters[nodes.find(0)]
        united = [records[position - 1] for position in cluster if position]
        root = nodes.papers[nodes.find(0)]
        reviews = [review for review in to_review(merger) if review.one is root or review.two is root]
        if foreign := identifier_of_another(paper, [each for each in records if each not in united]):
            if united:
                reviews.append(Review(paper, foreign, (OTHER_PAPER,)))
            united = []
        outcome = self.filled(paper, united, judge_pair) if united else Outcome(paper)
        outcome.reviews += reviews
        return outcome

    def filled(self, paper: Paper, records: Sequence[Paper], judge_pair: "Judge") -> "Outcome":
        """Return the paper with the null fields that the records have, each with its place and rule."""
        rules = dict(zip(map(id, records), reasons(paper, records, judge_pair), strict=True))
        known = unite(records)
        changes: dict[str, Any] = {}
        completed: dict[str, Completion] = {}
        notes: list[Diagnostic] = []
        for name in self.fields:
            value = getattr(known, name)
            if is_null(value) or not is_null(getattr(paper, name)):
                continue
            source = next((each for each in records if getattr(each, name) == value), records[0])
            place = source.sources[0]
            changes[name] = value
            completed[name] = Completion(file=place.file, line=place.first_line, rule=rules[id(source)])
            message = f"{name}: filled from {place.place}, {completed[name].rule}"
            notes.append(diagnostic_for(Code.COMPLETED, paper, message))
        if not changes:
            return Outcome(paper)
        if "abstract" in changes:
            changes["excerpt"] = None
        changes["type"] = conclude_type(paper, records, changes)
        result = paper.replace(**changes, completed={**(paper.completed or {}), **completed})
        notes += [diagnostic_for(Code.CONTRADICTION, paper, each) for each in contradictions([paper, known], result)]
        return Outcome(result, notes)


@dataclass(slots=True)
class Outcome:
    """What came of one paper."""

    paper: Paper
    notes: list[Diagnostic] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges the pairs of one paper and the records of the index."""

    newer: bool
    """Whether the paper is newer than the index."""
    stock: bool
    """Whether its sentence proves nothing."""

    def __call__(self, comparison: Comparison) -> Verdict:
        """Return the verdict on one pair."""
        verdict = judge_completing(comparison)
        if verdict.answer is Answer.SAME and comparison.identifier is not True:
            if self.newer:
                return NEWER
            if self.stock and comparison.title is Title.UNKNOWN:
                return STOCK
        return verdict


def is_null(value: object) -> bool:
    """Whether a value says nothing; 0 code implementations are something."""
    return value is None or value is False or value == ()


def is_newer(paper: Paper, newest: str) -> bool:
    """Whether a paper is surely newer than the newest record of the index; a listing's day may be one day later."""
    date = paper.submitted or paper.date
    return bool(date and len(newest) == DAY and day_range(date)[0] > day_range(newest)[1] + 1)


def is_stock(paper: Paper, records: Sequence[Paper]) -> bool:
    """Whether the sentence that is shown of a paper is too short, or in the abstracts of other people too.

    A very long one may be in that of one other, who quotes it.
    """
    if paper.title or not paper.excerpt:
        return False
    sentence = Features(paper).text
    quoting = [features for features in map(Features, records) if sentence and sentence in features.text]
    others: list[Features] = []  # each with other authors than the paper and than those before it
    for features in quoting:
        compared = {compare_authors(features, other) for other in (Features(paper), *others)}
        if compared <= {Authors.NONE, Authors.UNKNOWN}:  # the members of a collaboration are not known
            others.append(features)
    return len(sentence) < OPENING or len(others) > (len(sentence) >= VERY_LONG_SENTENCE)


def identifier_of_another(paper: Paper, others: Sequence[Paper]) -> Paper | None:
    """Return a record that has an identifier of the paper and did not unite with it; None where there is none."""
    ours = Features(paper)
    return next((each for each in others if Comparison(ours, Features(each)).identifier), None)


def reasons(paper: Paper, records: Sequence[Paper], judge_pair: Judge) -> Iterator[str]:
    """Yield for each record the rule that unites it with the paper, or with another record that is."""
    features = [Features(each) for each in (paper, *records)]
    for own in features[1:]:
        verdicts = (judge_pair(Comparison(own, other)) for other in features if other is not own)
        yield next((verdict.why for verdict in verdicts if verdict.answer is Answer.SAME), DECIDED)


def conclude_type(paper: Paper, records: Sequence[Paper], changes: Mapping[str, Any]) -> PaperType:
    """Return the type that follows from what was filled: a journal or venue makes an article or a conference paper."""
    if paper.type not in (PaperType.PREPRINT, PaperType.OTHER):
        return paper.type
    for name, published in (("venue", PaperType.CONFERENCE), ("journal_ref", PaperType.JOURNAL)):
        if name in changes:
            types = [each.type for each in records if getattr(each, name) == changes[name]]
            return next((each for each in types if each in (PaperType.JOURNAL, PaperType.CONFERENCE)), published)
    return PaperType.PREPRINT if changes.get("arxiv_id") else paper.type
