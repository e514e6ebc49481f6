"""Papers with Code: what of a card's text goes where."""

from paperlist.listings import Entry, papers_with_code
from paperlist.surface import clean


def find_all(text: str) -> list[Entry]:
    text = "".join(clean([text]))
    entries: list[Entry] = []
    floor = 0
    while isinstance(entry := papers_with_code.find(text, floor, True), Entry):
        assert floor <= entry.start < entry.end <= len(text)
        entries.append(entry)
        floor = entry.end
    return entries


SENTENCE = "We find that such backdoor behavior can be made persistent."


def test_card_without_title() -> None:
    [entry] = find_all(f"1 code implementation • 10 Jan 2024 • Evan Hubinger, Carson Denison\n{SENTENCE}\n")
    assert entry.values == {
        "code_implementations": 1,
        "date": "2024-01-10",
        "authors": ("Evan Hubinger", "Carson Denison"),
        "excerpt": SENTENCE,
    }


def test_category_line_is_no_title() -> None:
    card = f"no code implementations • NeurIPS 2018 12 • Yu Zhang\n{SENTENCE}\n"
    first, second = find_all(f"{card}Information Theory Social and Information Networks\n{card}")
    assert first.values["categories"] == ("cs.IT", "cs.SI")
    assert first.values["venue"] == "NeurIPS 2018"
    assert "title" not in second.values


def test_title_is_no_excerpt() -> None:
    card = f"no code implementations • 3 Jul 2019\n{SENTENCE}\n"
    first, second = find_all(f"Chasing Ghosts\n{card}Visual Dialog\n{card}")
    assert [first.values["title"], second.values["title"]] == ["Chasing Ghosts", "Visual Dialog"]
    assert [first.values["excerpt"], second.values["excerpt"]] == [SENTENCE, SENTENCE]
