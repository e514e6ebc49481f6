"""From pairs to works: what unites, what stays apart, until nothing more unites.

1. Entries that say the very same unite without further ado.
2. Candidates are judged. The surest verdicts unite first.
3. A union that would bring together two records which are surely different is refused: the record between them
   matches two works, and is unsure, not the nearest's.
4. What has united is judged again as a whole, as if it had been read so: it may have keys that none of its parts had,
   and what refused a union may be gone. So go on until nothing more unites; merging the result changes nothing.

A *node* is a record as it stands: an entry, or what several entries became. A node that unites others replaces them.
"""

from collections.abc import Iterable, Sequence
from itertools import chain, combinations
from operator import attrgetter
from typing import Any

from paperlist.diagnostics import Code, Diagnostic
from paperlist.merging import Merged, Review
from paperlist.merging.blocking import Index, Keys
from paperlist.merging.comparison import Title, View, content, says_enough, weigh
from paperlist.merging.fields import contradictions, unite
from paperlist.merging.folding import letters
from paperlist.merging.review import Decisions, mark
from paperlist.merging.rules import Answer, Strength, Verdict, judge
from paperlist.paper import Paper

VIEWS = 2000
"""Views kept at a time; a view holds an abstract's words."""
RIVAL = 1.0
"""Of `likeness`: a partner that is less than this behind is a rival, and neither is taken."""
MANY = 40
"""Nodes that hang together; more are not checked pair by pair, and stay apart."""
NAME = 50
"""Characters of a title that a message quotes."""
TWO_WORKS = "it matches two works"

weighed = attrgetter(
    *("title", "authors", "authors_omitted", "date", "submitted", "updated", "abstract", "excerpt"),
    *("arxiv_id", "doi", "other_dois"),
)
"""What evidence and keys look at."""

Edge = tuple[int, int, Verdict, float | None]
Listings = frozenset[tuple[str, str, bool]]


class Merger:
    """One run of merging over one input."""

    def __init__(self, decisions: Decisions | None = None) -> None:
        self.papers: list[Paper] = []
        """The entries, in the order in which they were taken."""
        self.decisions = decisions
        self.nodes: list[Paper] = []
        self.members: list[tuple[int, ...]] = []
        """For each node, the places of the entries that it unites."""
        self.listings: list[Listings] = []
        self.into: list[int] = []
        """For each node, the node that it became; itself where it still stands."""
        self.index = Index()
        self.unsure: list[tuple[int, int, str]] = []
        self.edges: list[Edge] = []
        """The pairs that are the same work and have not united yet."""
        self.refused: set[tuple[frozenset[tuple[int, int]], tuple[Listings, ...]]] = set()
        """The pairs that hang together and may not unite, as long as no other page names one of them."""
        self.filed: dict[int, Keys] = {}
        """The new nodes that have not been compared yet, with their keys."""
        self._saying: dict[int, int | dict[Any, int]] = {}
        """The nodes by a hash of what they say: one, or where there are several each by all that it says."""
        self._copies: dict[int, list[int]] = {}
        """The places of the entries that say the same, by their node."""
        self._views: dict[int, View] = {}
        self._interned: dict[Listings, Listings] = {}
        self._prints: dict[int, frozenset[str]] = {}

    # Nodes

    def take(self, paper: Paper) -> None:
        """Takes an entry: one that says the very same as an earlier one goes to it, any other is filed for itself."""
        place, new = len(self.papers), len(self.nodes)
        self.papers.append(paper)
        node = self.said_by(paper, new)
        if node == new:
            self.file(paper, (place,), self.listings_of([paper]))
        else:
            self._copies.setdefault(node, [*self.members[node]]).append(place)

    def said_by(self, paper: Paper, new: int) -> int:
        """The node of an earlier entry that says the very same; `new` if there is none."""
        key = hash((paper.title or paper.excerpt or paper.abstract, paper.authors))
        there = self._saying.setdefault(key, new)
        if there is new:
            return new
        if not isinstance(there, dict):
            there = self._saying[key] = {all_said(self.nodes[there]): there}
        return there.setdefault(all_said(paper), new)

    def file(self, paper: Paper, members: tuple[int, ...], listings: Listings) -> Keys:
        """Makes a new node, and gives the keys that it is filed under."""
        node = len(self.nodes)
        self.nodes.append(paper)
        self.members.append(members)
        self.listings.append(listings)
        self.into.append(node)
        return self.index.add(node, paper)

    def join(self, parts: Sequence[int]) -> int:
        """The node of several: the one of them that says all that is weighed, else a new one."""
        members = tuple(sorted([member for part in parts for member in self.members[part]]))
        paper = unite([self.papers[member] for member in members])
        pages = frozenset[tuple[str, str, bool]]().union(*[self.listings[part] for part in parts])
        listings = self._interned.setdefault(pages, pages)
        said = weighed(paper)
        node = next((part for part in parts if weighed(self.nodes[part]) == said), None)
        if node is None:
            node = len(self.nodes)
            self.filed[node] = self.file(paper, members, listings)
        else:
            self.nodes[node], self.members[node], self.listings[node] = paper, members, listings
        if self.decisions:
            self._prints[node] = self.prints_of(node)
        return node

    def prints_of(self, node: int) -> frozenset[str]:
        """What a person's decisions may know a node by: the marks of its record and of its entries."""
        return frozenset(map(mark, (self.nodes[node], *(self.papers[member] for member in self.members[node]))))

    def listings_of(self, papers: Sequence[Paper]) -> Listings:
        """The pages that name these papers. A record with a key comes from an earlier run: its pages were others."""
        pages = frozenset([(each.file, each.format, bool(paper.key)) for paper in papers for each in paper.sources])
        return self._interned.setdefault(pages, pages)

    def find(self, node: int) -> int:
        """The node that `node` became."""
        while self.into[node] != node:
            self.into[node] = self.into[self.into[node]]
            node = self.into[node]
        return node

    def stands(self, node: int) -> bool:
        """Whether `node` has not become another."""
        return self.into[node] == node

    def view(self, node: int) -> View:
        """What the merger sees of a node."""
        view = self._views.get(node)
        if view is None:
            if len(self._views) >= VIEWS:
                self._views.clear()
            view = self._views[node] = View(self.nodes[node], self.listings[node])
        return view

    # The run

    def run(self) -> None:
        """Unites until nothing more unites."""
        self.unite_copies()
        self.decide()
        only: dict[int, Keys] | None = None  # at first all are compared
        while True:
            pairs = list(self.index.pairs(self.nodes, self.skip, only))
            self.filed.clear()
            united, others = self.unite_twos(pairs)
            self.edges += self.judged(others)
            united |= self.settle()
            if not united:
                break
            self.edges = self.judged_again(united | self.decide())
            only = self.filed
        self.unsure.extend((one, two, TWO_WORKS) for one, two, _, _ in self.edges)

    def unite_copies(self) -> None:
        """Unites the entries that say the very same, now that all are there; what is weighed stays as it was filed."""
        self._saying.clear()
        for node, places in self._copies.items():
            papers = [self.papers[place] for place in places]
            self.nodes[node], self.members[node] = unite(papers), tuple(places)
            self.listings[node] = self.listings_of(papers)
        if self.decisions:
            self._prints = {node: self.prints_of(node) for node in range(len(self.nodes))}

    def skip(self, one: int, two: int) -> bool:
        """Whether a pair is settled before it is weighed: one page names both as two entries."""
        ours, theirs = self.listings[one], self.listings[two]
        if ours is not theirs and ours.isdisjoint(theirs):
            return False
        a, b = self.nodes[one], self.nodes[two]
        if (a.arxiv_id and a.arxiv_id == b.arxiv_id) or (a.doi and b.doi):
            return False
        if a.title is None or b.title is None:
            return a.title is not None or b.title is not None or letters(a.excerpt or "") != letters(b.excerpt or "")
        return a.title != b.title and letters(a.title) != letters(b.title)

    def unite_twos(self, pairs: Sequence[tuple[int, int]]) -> tuple[set[int], list[tuple[int, int]]]:
        """Unites those pairs of which neither node is in another pair, where that is sure: nothing else has a say.

        Gives the nodes that come of it, and the pairs that are not settled. Most pairs are: to judge and to unite them
        while both records are at hand takes a fifth less than one after the other.
        """
        if self.decisions:
            return set(), list(pairs)  # a person may have a say
        united: set[int] = set()
        others: list[tuple[int, int]] = []
        met = bytearray(len(self.nodes))  # how often, twice being often enough
        for node in chain.from_iterable(chain(pairs, (edge[:2] for edge in self.edges))):
            met[node] = min(met[node] + 1, 2)
        for one, two in pairs:
            if met[one] + met[two] > 2:
                others.append((one, two))
                continue
            evidence = weigh(View(self.nodes[one], self.listings[one]), View(self.nodes[two], self.listings[two]))
            verdict = judge(evidence)
            if verdict.answer is Answer.SAME and verdict.strength is not Strength.LIKELY:
                united.add(self.unite(ordered(one, two)))
            elif verdict.answer is not Answer.DIFFERENT:
                others.append((one, two))
        return united, others

    def judged(self, pairs: Iterable[tuple[int, int]]) -> list[Edge]:
        """The pairs that are the same work; those that are unsure are noted."""
        edges: list[Edge] = []
        for one, two in pairs:
            evidence = weigh(self.view(one), self.view(two))
            verdict = judge(evidence)
            if verdict.answer is Answer.SAME:
                edges.append((one, two, verdict, evidence.likeness))
            elif verdict.answer is Answer.UNSURE:
                self.unsure.append((one, two, verdict.why))
        return edges

    def judged_again(self, united: set[int]) -> list[Edge]:
        """The edges as they are now that these nodes have `united`. A node that is new will be compared with others."""
        edges, changed = [], []
        for edge in self.edges:
            one, two, _, _ = edge
            if not (self.stands(one) and self.stands(two)):
                self.unsure.append((one, two, TWO_WORKS))
            elif one in united or two in united:
                changed.append((one, two))
            else:
                edges.append(edge)
        return edges + self.judged(changed)

    def settle(self) -> set[int]:
        """Unites what the edges join, the surest first, where no veto stands against it; the nodes that come of it."""
        united: set[int] = set()
        for strength in Strength:
            pairs: dict[tuple[int, int], bool] = {}
            for one, two, verdict, alike in self.edges:
                if verdict.strength is not strength:
                    continue
                ours, theirs = self.find(one), self.find(two)
                if ours == theirs:
                    continue
                if alike is None or strength is not Strength.LIKELY or not self.has_rival(ours, theirs, alike):
                    pairs[ordered(ours, theirs)] = (
                        ours == one and theirs == two and one not in united and two not in united
                    )
            for nodes in components(self.without_vetoes(pairs)):
                united.add(self.unite(nodes))
        self.edges = [edge for edge in self.edges if self.find(edge[0]) != self.find(edge[1])]
        return united

    def has_rival(self, one: int, two: int, alike: float) -> bool:
        """Whether a third record is nearly as like one of the two: another partner, or a companion on its own page.

        A partner that already united with an entry of the same page is none.
        """
        for node in (one, two):
            for other in self.index.near(self.nodes, node) - {one, two}:
                ours, theirs = self.view(node), self.view(other)
                rival = View(theirs.paper) if len(theirs.paper.sources) == 1 else theirs
                evidence = weigh(View(ours.paper) if rival is not theirs else ours, rival)
                if evidence.title is Title.SAME or (
                    evidence.likeness is not None and evidence.likeness > alike - RIVAL
                ):
                    return True
        return False

    def without_vetoes(self, pairs: dict[tuple[int, int], bool]) -> set[tuple[int, int]]:
        """The pairs that may unite: none that would bring different works together.

        The value of a pair says that it is as it was when it was judged.
        """
        clean: set[tuple[int, int]] = set()
        for nodes in components(pairs):
            if len(nodes) == 2 and pairs[nodes[0], nodes[1]] and not self.decisions:
                clean.add((nodes[0], nodes[1]))
                continue
            if len(nodes) > MANY:
                continue
            joined = frozenset(filter(pairs.__contains__, combinations(nodes, 2)))
            asked = joined, tuple([self.listings[node] for node in nodes])
            if asked in self.refused:
                continue
            partners: dict[int, set[int]] = {node: set() for node in nodes}
            for one, two in joined:
                partners[one].add(two)
                partners[two].add(one)
            vetoed = {pair for pair in combinations(nodes, 2) if self.is_vetoed(*pair)}
            inner = joined - vetoed
            between = {
                (one, two)
                for one, two in inner
                for node, partner in ((one, two), (two, one))
                for other in partners[node] - {partner}
                if ordered(node, other) not in vetoed and ordered(partner, other) in vetoed
            }
            left = inner - between
            before = len(clean)
            for part in components(left):
                if not any(pair in vetoed for pair in combinations(part, 2)):
                    clean.update(pair for pair in left if pair[0] in part)
            if len(clean) == before:
                self.refused.add(asked)
        return clean

    def is_vetoed(self, one: int, two: int) -> bool:
        """Whether two nodes are surely different works, or have two titles and nothing that unites them."""
        if self.decisions and self.decisions.are_different(self._prints[one], self._prints[two]):
            return True
        evidence = weigh(self.view(one), self.view(two))
        answer = judge(evidence).answer
        return answer is Answer.DIFFERENT if evidence.title is Title.UNKNOWN else answer is not Answer.SAME

    def unite(self, parts: Sequence[int]) -> int:
        """Makes one node of several."""
        node = self.join(parts)
        for part in parts:
            self.into[part] = node
            self._views.pop(part, None)
        self.index.gone.update(part for part in parts if part != node)
        return node

    def decide(self) -> set[int]:
        """Unites what a person said is the same; the nodes that come of it."""
        if not self.decisions:
            return set()
        by_print: dict[str, set[int]] = {}
        for node, prints in self._prints.items():
            for each in prints:
                by_print.setdefault(each, set()).add(self.find(node))
        pairs = set()
        for one, two in self.decisions.same:
            for ours in by_print.get(one, ()):
                pairs |= {(min(ours, theirs), max(ours, theirs)) for theirs in by_print.get(two, ()) if ours != theirs}
        return {self.unite(nodes) for nodes in components(pairs)}

    # What comes of it

    def standing(self) -> list[int]:
        """The nodes that stand at the end, in order of first appearance."""
        return sorted(
            (node for node, became in enumerate(self.into) if node == became), key=lambda node: self.members[node]
        )

    def result(self, explain: bool) -> Merged:
        """The works, and what is to be told of them; what they contradict each other in only to `explain`."""
        standing = self.standing()
        told = [*self.contradictions(standing)] if explain else []
        reviews = self.reviews()
        told += [unsure(review) for review in reviews]
        papers, groups = [self.nodes[node] for node in standing], [self.members[node] for node in standing]
        return Merged(self.papers, papers, groups, told, reviews)

    def report(self) -> Merged:
        """The input as it is, and what would become of it."""
        told = [
            would_unite([self.papers[member] for member in self.members[node]])
            for node in self.standing()
            if len(self.members[node]) > 1
        ]
        reviews = self.reviews()
        told += [unsure(review) for review in reviews]
        return Merged(self.papers, self.papers, [(place,) for place in range(len(self.papers))], told, reviews)

    def contradictions(self, standing: Iterable[int]) -> Iterable[Diagnostic]:
        """A note for each united work whose entries say different things."""
        for node in standing:
            if len(self.members[node]) > 1:
                for said in contradictions([self.papers[member] for member in self.members[node]], self.nodes[node]):
                    yield at(Code.CONTRADICTION, self.nodes[node], said)

    def reviews(self) -> list[Review]:
        """The pairs for a person to decide, each once, in order of appearance."""
        pairs: dict[tuple[int, int], str] = {}
        for one, two, why in sorted(self.unsure):
            a, b = sorted((self.find(one), self.find(two)), key=lambda node: self.members[node])
            if a != b:
                pairs.setdefault((a, b), why)
        reviews = []
        for (a, b), why in sorted(pairs.items(), key=lambda item: (self.members[item[0][0]], self.members[item[0][1]])):
            evidence = weigh(self.view(a), self.view(b), whole=True)
            if judge(evidence).answer is Answer.DIFFERENT or (
                self.decisions and self.decisions.are_different(self._prints[a], self._prints[b])
            ):
                continue  # what united with one of them since has settled it
            reviews.append(Review(self.nodes[a], self.nodes[b], (why, *evidence.sentences())))
        return reviews


def all_said(paper: Paper) -> Any:
    """What two records must share to be one entry read twice."""
    said = content(paper)
    return said if says_enough(paper) else (said, paper.sources)


def ordered(one: int, two: int) -> tuple[int, int]:
    """A pair as it is kept."""
    return (one, two) if one < two else (two, one)


def components(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The nodes that pairs join, directly or by way of others; each sorted, and all."""
    part_of: dict[int, list[int]] = {}
    for one, two in pairs:
        ours = part_of.setdefault(one, [one])
        theirs = part_of.setdefault(two, [two])
        if ours is theirs:
            continue
        if len(ours) < len(theirs):  # the smaller part moves, so that none moves often
            ours, theirs = theirs, ours
        ours += theirs
        for node in theirs:
            part_of[node] = ours
    return sorted(sorted(part) for node, part in part_of.items() if node == part[0])


def place(paper: Paper) -> str:
    """`FILE:LINE` of the first source."""
    return f"{paper.sources[0].file}:{paper.sources[0].first_line}" if paper.sources else "?"


def at(code: Code, paper: Paper, message: str) -> Diagnostic:
    """A diagnostic at the place of a record."""
    if not paper.sources:
        return Diagnostic(code, "-", 0, 0, message)
    source = paper.sources[0]
    return Diagnostic(code, source.file, source.first_line, source.last_line, message)


def named(paper: Paper) -> str:
    """What a person knows a record by: its title, or its text in brackets; of a long one the beginning."""
    text = paper.title or f"[{paper.excerpt or paper.abstract or 'Untitled'}]"
    return f'"{text}"' if len(text) <= NAME else f'"{text[:NAME].rstrip()}…"'


def unsure(review: Review) -> Diagnostic:
    """What is said of a pair that stays apart because nothing settles it."""
    return at(Code.UNSURE, review.one, f"may be the same work as {place(review.two)}; kept apart: {review.evidence[0]}")


def would_unite(papers: Sequence[Paper]) -> Diagnostic:
    """What `--merge report` says of entries that would unite."""
    others = ", ".join(f"{named(paper)} ({place(paper)})" for paper in papers[1:])
    return at(Code.WOULD_UNITE, papers[0], f"{named(papers[0])} would be united with {others}")
