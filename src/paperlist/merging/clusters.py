"""From pairs to works: what unites, what stays apart, until nothing more unites.

1. Entries that say the very same unite at once.
2. Pairs that share a blocking key are judged. The surest verdicts unite first.
3. A union that would bring together two records which are surely different is refused: the record between them
   matches two works, and is unsure, not the nearest's, unless all around it find a partner in one way only.
4. What has united is judged again as a whole, as if it had been read so: it may have keys that none of its parts had,
   and what refused a union may be gone. So go on until nothing more unites; merging the result changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import NamedTuple

from paperlist.merging.comparison import Comparison
from paperlist.merging.features import Features
from paperlist.merging.folding import comparison_key, title_key
from paperlist.merging.nodes import Nodes
from paperlist.merging.review import Decisions
from paperlist.merging.rules import Answer, Strength, Verdict, judge
from paperlist.merging.titles import Title
from paperlist.paper import Paper

RIVAL_MARGIN = 1.0
"""Of the similarity score: a partner that is less than this below is a rival, and neither is taken."""
MAX_COMPONENT = 40
"""Nodes that are joined by pairs; more are not checked pair by pair, and stay apart."""
TWO_WORKS = "it matches two works"
TWO_ANSWERS = "it is answered `yes` with two works of one page"

Pair = tuple[int, int]
"""Two nodes, the smaller number first."""


class Edge(NamedTuple):
    """A pair that is the same work and has not united yet."""

    pair: Pair
    verdict: Verdict
    similarity: float | None


class Merger:
    """One run of merging over one input."""

    def __init__(
        self,
        decisions: Decisions | None = None,
        judge: Callable[[Comparison], Verdict] = judge,
        *,
        within: bool = False,
    ) -> None:
        self.decisions = decisions
        self.judge = judge
        self.nodes = Nodes(decisions, within=within)
        self.edges: list[Edge] = []
        self.unsure: list[tuple[Pair, str]] = []
        """Pairs that nothing settles, and why."""
        self.alike: list[Pair] = []
        """Pairs of entries of one library that would unite, or be unsure, if they were not."""

    def add(self, paper: Paper) -> None:
        """Add an entry."""
        self.nodes.add_entry(paper)

    def run(self) -> None:
        """Unite until nothing more unites."""
        nodes = self.nodes
        nodes.unite_copies()
        self.unite_decided()
        only = None  # at first all are compared
        while True:
            pairs = list(nodes.index.pairs(nodes.papers, self.is_settled, only))
            nodes.new.clear()
            self.edges += self.judged(pairs)
            united = self.unite_edges()
            if not united:
                break
            self.edges = self.judged_again(united | self.unite_decided())
            only = nodes.new
        for edge in self.edges:
            self.note_unsure(edge)

    def is_settled(self, one: int, two: int) -> bool:
        """Whether a pair need not be compared: one page names both as two entries."""
        if self.nodes.listings[one].isdisjoint(self.nodes.listings[two]):
            return False
        a, b = self.nodes.papers[one], self.nodes.papers[two]
        if (a.arxiv_id and a.arxiv_id == b.arxiv_id) or (a.doi and b.doi):
            return False
        if a.title is None or b.title is None:
            return a.title != b.title or comparison_key(a.excerpt or "") != comparison_key(b.excerpt or "")
        return a.title != b.title and title_key(a.title) != title_key(b.title)

    def compare(self, one: int, two: int) -> tuple[Comparison, Verdict]:
        """Compare two nodes, and judge them."""
        comparison = Comparison(self.nodes.features(one), self.nodes.features(two))
        return comparison, self.judge(comparison)

    def judged(self, pairs: Iterable[Pair]) -> list[Edge]:
        """Return the pairs that are the same work; note those that are unsure."""
        edges: list[Edge] = []
        for pair in pairs:
            comparison, verdict = self.compare(*pair)
            if self.nodes.are_of_one_library(*pair):
                self.alike += [pair] if verdict.for_good is not Answer.DIFFERENT else []
            elif verdict.answer is Answer.SAME:
                likely = verdict.strength is Strength.LIKELY
                edges.append(Edge(pair, verdict, comparison.similarity if likely else None))
            elif verdict.answer is Answer.UNSURE:
                self.unsure.append((pair, verdict.why))
        return edges

    def note_unsure(self, edge: Edge) -> None:
        """Note a pair that could not unite for a person, unless it is different where anything competes."""
        if edge.verdict.strength is not Strength.LONE:
            self.unsure.append((edge.pair, TWO_WORKS))
        elif edge.verdict.otherwise is Answer.UNSURE:
            self.unsure.append((edge.pair, f"{edge.verdict.why}, but another record may be the same work too"))

    def judged_again(self, united: set[int]) -> list[Edge]:
        """Return the edges as they are now that these nodes have united. New nodes will be compared with others."""
        edges, changed = [], []
        for edge in self.edges:
            one, two = edge.pair
            if not (self.nodes.is_root(one) and self.nodes.is_root(two)):
                self.note_unsure(edge)
            elif one in united or two in united:
                changed.append(edge.pair)
            else:
                edges.append(edge)
        return edges + self.judged(changed)

    def unite_edges(self) -> set[int]:
        """Unite what the edges join, the surest first, unless a veto forbids it; return the nodes made so."""
        united: set[int] = set()
        for strength in Strength:
            if strength is Strength.LONE and united:
                break  # what has united may be surer of a partner of these
            pairs: set[Pair] = set()
            sure = [edge for edge in self.edges if edge.verdict.strength.value >= strength.value]
            unchanged = {edge.pair for edge in sure if united.isdisjoint(edge.pair)}
            for edge in self.edges:
                pair = ordered(*map(self.nodes.find, edge.pair))
                if edge.verdict.strength is strength and pair[0] != pair[1] and not self.has_rival(pair, edge):
                    pairs.add(pair)
            for nodes in components(self.without_vetoes(pairs, unchanged)):
                united.add(self.nodes.unite(nodes))
        self.edges = [edge for edge in self.edges if self.nodes.find(edge.pair[0]) != self.nodes.find(edge.pair[1])]
        return united

    def has_rival(self, pair: Pair, edge: Edge) -> bool:
        """Whether a third record is nearly as like one of the two: another partner, or a companion on its own page.

        A partner that already united with an entry of the same page is none. Only a pair with a similarity has rivals,
        and one that is the same where nothing competes: then any record with an author and the day is one.
        """
        if edge.verdict.strength is Strength.LONE:
            return self.has_competitor(pair)
        similarity = edge.similarity
        if similarity is None:
            return False
        for node in pair:
            for other in (self.nodes.index.near(self.nodes.papers, node) or set()) - {*pair}:
                ours, rival = self.nodes.features(node), self.nodes.features(other)
                if len(rival.paper.sources) == 1:
                    ours, rival = Features(ours.paper), Features(rival.paper)  # whatever pages name them
                comparison = Comparison(ours, rival)
                alike = comparison.similarity
                if comparison.title is Title.SAME or (alike is not None and alike > similarity - RIVAL_MARGIN):
                    return True
        return False

    def has_competitor(self, pair: Pair) -> bool:
        """Whether a third record that may be the same work as one of the two has an author of it and its day."""
        for node in pair:
            near = self.nodes.index.near(self.nodes.papers, node)
            listings = self.nodes.listings[node]
            if near is None or any(listings.isdisjoint(self.nodes.listings[other]) for other in near - {*pair}):
                return True
        return False

    def without_vetoes(self, pairs: set[Pair], same: set[Pair]) -> set[Pair]:
        """Return the pairs that may unite: none that would bring different works together.

        Those of `same` were judged so and have not changed since.
        """
        allowed: set[Pair] = set()
        for nodes in components(pairs):
            if len(nodes) > MAX_COMPONENT:
                continue
            joined = pairs.intersection(combinations(nodes, 2))
            vetoed = {pair for pair in combinations(nodes, 2) if self.is_vetoed(pair, same)}
            left = joined - vetoed
            torn = between_two_works(left, joined, vetoed)
            left -= torn - matched(torn, vetoed)
            for part in components(left):
                if vetoed.isdisjoint(combinations(part, 2)):
                    allowed.update(pair for pair in left if pair[0] in part)
        return allowed

    def is_vetoed(self, pair: Pair, same: set[Pair]) -> bool:
        """Whether two nodes are surely different works, or have two titles and nothing that unites them."""
        if self.nodes.are_decided_different(*pair) or self.nodes.are_of_one_library(*pair):
            return True
        if pair in same:
            return False
        comparison, verdict = self.compare(*pair)
        if comparison.title is Title.UNKNOWN:
            return verdict.for_good is Answer.DIFFERENT
        return verdict.for_good is not Answer.SAME

    def unite_decided(self) -> set[int]:
        """Unite what a person said is the same; return the nodes made so."""
        if not self.decisions:
            return set()
        nodes_of: dict[str, set[int]] = {}
        for node, fingerprints in self.nodes.fingerprints.items():
            for each in fingerprints:
                nodes_of.setdefault(each, set()).add(self.nodes.find(node))
        pairs = {
            ordered(ours, theirs)
            for one, two in self.decisions.same
            for ours in nodes_of.get(one, ())
            for theirs in nodes_of.get(two, ())
            if ours != theirs
        }
        united: set[int] = set()
        for nodes in components(pairs):
            joined = pairs.intersection(combinations(nodes, 2))
            if any(self.are_listed_apart(*pair) for pair in combinations(nodes, 2) if pair not in joined):
                self.unsure += [(pair, TWO_ANSWERS) for pair in joined]
            else:
                united.add(self.nodes.unite(nodes))
        return united

    def are_listed_apart(self, one: int, two: int) -> bool:
        """Whether one page, not a library, names two nodes as two works."""
        comparison, _ = self.compare(one, two)
        return comparison.one_listing and comparison.one.libraries.isdisjoint(comparison.two.libraries)


def between_two_works(left: set[Pair], joined: set[Pair], vetoed: set[Pair]) -> set[Pair]:
    """Return the pairs of `left` in which a node has another partner that its partner is surely different from."""
    partners: dict[int, set[int]] = {}
    for one, two in joined:
        partners.setdefault(one, set()).add(two)
        partners.setdefault(two, set()).add(one)
    return {
        (one, two)
        for one, two in left
        for node, partner in ((one, two), (two, one))
        for other in partners[node] - {partner}
        if ordered(node, other) not in vetoed and ordered(partner, other) in vetoed
    }


def matched(torn: set[Pair], vetoed: set[Pair]) -> set[Pair]:
    """Return the pairs of `torn` that are left where every node finds a partner, and can find it in one way only.

    Of two papers by the same authors and their two cards one card may match both papers, and the other only one: then
    the first card is of the other paper.
    """
    found: set[Pair] = set()
    for nodes in components(torn):
        rest = torn.intersection(combinations(nodes, 2))
        apart = set(combinations(nodes, 2)) - rest
        pairs: set[Pair] = set()
        while sole := sole_pair(rest):
            pairs.add(sole)
            rest = {pair for pair in rest if set(pair).isdisjoint(sole)}
        if 2 * len(pairs) == len(nodes) and apart <= vetoed:
            found |= pairs
    return found


def sole_pair(pairs: set[Pair]) -> Pair | None:
    """Return a pair of which one node is in no other pair, None where there is none."""
    count = Counter(node for pair in pairs for node in pair)
    return min((pair for pair in pairs if 1 in (count[pair[0]], count[pair[1]])), default=None)


def ordered(one: int, two: int) -> Pair:
    """Return two nodes as a pair."""
    return (one, two) if one < two else (two, one)


def components(pairs: Iterable[Pair]) -> list[list[int]]:
    """Return the nodes that pairs join, directly or by way of others; each list sorted, and all."""
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
