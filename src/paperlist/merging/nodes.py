"""The records while merging: entries, and what several of them became.

A *node* is a record as it is now: an entry, or several entries united. A node that unites others replaces them: it is
their parent. A *root* is a node that became no other. The entries of a node are its cluster.
"""

from collections.abc import Sequence
from typing import Any

from paperlist.merging.blocking import BlockingKeys, Index
from paperlist.merging.comparison import says_enough
from paperlist.merging.features import Features, Listings, compared, libraries_of
from paperlist.merging.fields import unite
from paperlist.merging.review import Decisions, fingerprints
from paperlist.paper import Paper
from paperlist.works import LIBRARY_FORMATS

CACHED_FEATURES = 2000
"""Features kept at a time; they hold the words of an abstract."""


class Nodes:
    """All nodes of one run, known by their numbers."""

    def __init__(self, decisions: Decisions | None = None, *, within: bool = False) -> None:
        self.entries: list[Paper] = []
        """The entries, in the order in which they were added."""
        self.decisions = decisions
        self.within = within
        """Whether entries of one library may unite too."""
        self.papers: list[Paper] = []
        """The record of each node."""
        self.clusters: list[tuple[int, ...]] = []
        """The positions of the entries that each node unites."""
        self.listings: list[Listings] = []
        self.parent: list[int] = []
        """The node that each node became; itself for a root."""
        self.index = Index()
        self.new: dict[int, BlockingKeys] = {}
        """The nodes made by uniting that have not been compared yet, with their keys."""
        self.fingerprints: dict[int, frozenset[str]] = {}
        """What a person's decisions may know a node by: the fingerprints of its record and of its entries."""
        self._same_content: dict[int, int] = {}
        """The first node with some content, by the content's hash."""
        self._copies: dict[int, list[int]] = {}
        self._features: dict[int, Features] = {}
        self._interned: dict[Listings, Listings] = {}

    def add_entry(self, paper: Paper) -> None:
        """Add an entry: to the node of an earlier one that says the very same, or as a node of its own."""
        position = len(self.entries)
        self.entries.append(paper)
        key = content_key(paper, within=self.within)
        node = self._same_content.setdefault(hash(key), len(self.papers))
        if node == len(self.papers) or content_key(self.papers[node], within=self.within) != key:
            self.add_node(paper, (position,), self.listings_of([paper]))
        else:
            self._copies.setdefault(node, [*self.clusters[node]]).append(position)

    def unite_copies(self) -> None:
        """Unite the entries that say the very same, now that all are there."""
        self._same_content.clear()
        for node, positions in self._copies.items():
            papers = [self.entries[position] for position in positions]
            self.papers[node], self.clusters[node] = unite(papers), tuple(positions)
            self.listings[node] = self.listings_of(papers)
        if self.decisions:
            self.fingerprints = {node: self.fingerprints_of(node) for node in range(len(self.papers))}

    def add_node(self, paper: Paper, cluster: tuple[int, ...], listings: Listings) -> BlockingKeys:
        """Make a new node, and return its keys."""
        node = len(self.papers)
        self.papers.append(paper)
        self.clusters.append(cluster)
        self.listings.append(listings)
        self.parent.append(node)
        return self.index.add(node, paper)

    def unite(self, parts: Sequence[int]) -> int:
        """Make one node of several, and return it: the one of them that has all that is compared, else a new one."""
        cluster = tuple(sorted([position for part in parts for position in self.clusters[part]]))
        paper = unite([self.entries[position] for position in cluster])
        listings = self.intern(Listings().union(*[self.listings[part] for part in parts]))
        said = compared(paper)
        node = next((part for part in parts if compared(self.papers[part]) == said), None)
        if node is None:
            node = len(self.papers)
            self.new[node] = self.add_node(paper, cluster, listings)
        else:
            self.papers[node], self.clusters[node], self.listings[node] = paper, cluster, listings
        if self.decisions:
            self.fingerprints[node] = self.fingerprints_of(node)
        for part in parts:
            self.parent[part] = node
            self._features.pop(part, None)
        self.index.merged_away.update(part for part in parts if part != node)
        return node

    def fingerprints_of(self, node: int) -> frozenset[str]:
        """Return the fingerprints of a node's record and of its entries."""
        entries = [self.entries[position] for position in self.clusters[node]]
        return fingerprints([self.papers[node], *entries])

    def listings_of(self, papers: Sequence[Paper]) -> Listings:
        """Return the pages that name these papers. A record with a key comes from an earlier run, with other pages.

        A library that is merged within may name one work twice, and is no page.
        """
        pages = [
            (each.file, each.format, bool(paper.key))
            for paper in papers
            for each in paper.sources
            if not (self.within and each.format in LIBRARY_FORMATS)
        ]
        return self.intern(frozenset(pages))

    def intern(self, listings: Listings) -> Listings:
        """Return one object for equal sets of pages: most records have the same few."""
        return self._interned.setdefault(listings, listings)

    def find(self, node: int) -> int:
        """Return the root that a node became."""
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def is_root(self, node: int) -> bool:
        """Whether a node has not become another."""
        return self.parent[node] == node

    def roots(self) -> list[int]:
        """Return the nodes that became no other, in order of first appearance."""
        return sorted(filter(self.is_root, range(len(self.parent))), key=self.clusters.__getitem__)

    def features(self, node: int) -> Features:
        """Return the features of a node."""
        features = self._features.get(node)
        if features is None:
            if len(self._features) >= CACHED_FEATURES:
                self._features.clear()
            features = self._features[node] = Features(self.papers[node], self.listings[node])
        return features

    def are_of_one_library(self, one: int, two: int) -> bool:
        """Whether somebody keeps both nodes in one library, as two entries, which are two works to them."""
        if self.within:
            return False
        return not self.features(one).libraries.isdisjoint(self.features(two).libraries)

    def are_decided_different(self, one: int, two: int) -> bool:
        """Whether a person said that two nodes are different works."""
        if not self.decisions:
            return False
        return self.decisions.are_different(self.fingerprints[one], self.fingerprints[two])


def content_key(paper: Paper, *, within: bool) -> Any:
    """Return what two records must share to be one entry read twice: in a library the key too."""
    if not within and (libraries := libraries_of(paper)):
        return (
            (paper.content, paper.key, libraries) if paper.key or says_enough(paper) else (paper.content, paper.sources)
        )
    said = paper.content
    return said if says_enough(paper) else (said, paper.sources)
