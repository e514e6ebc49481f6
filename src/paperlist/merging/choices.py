"""Which record's values a united record takes where a person chose: over the table in `fields`, field by field."""

from typing import Any

from paperlist.merging.fields import CHOOSERS
from paperlist.paper import Paper

SEVERAL = {"authors": ("authors", "authors_omitted")}
"""Fields that go together."""
FIELDS = frozenset({*CHOOSERS, "authors", "date", "doi", "entry_type", "extra", "key", "type"})
"""What can be chosen."""


def prefer(united: Paper, chosen: Paper, field: str) -> Paper:
    """Return a united record with what `chosen` says of a field, or of every field where that is empty.

    What it does not say stays, and what was there of identifiers and keys goes to the others.
    """
    changes: dict[str, Any] = {}
    for name in [field] if field else sorted(FIELDS):
        for each in SEVERAL.get(name, (name,)):
            changes[each] = getattr(chosen, each)
    changes = {name: value for name, value in changes.items() if value not in (None, "", (), {}, getattr(united, name))}
    if united.abstract:
        changes.pop("excerpt", None)
    if "extra" in changes:
        changes["extra"] = united.extra | chosen.extra
    if "doi" in changes:
        changes["other_dois"] = (*filter(None, [united.doi]), *(doi for doi in united.other_dois if doi != chosen.doi))
    if "key" in changes:
        changes["keys"] = (*filter(None, [united.key]), *(key for key in united.keys if key != chosen.key))
    return united.replace(**changes) if changes else united
