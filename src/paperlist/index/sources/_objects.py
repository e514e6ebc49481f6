"""The objects of a JSON array, one after the other: a dump of gigabytes is never held as a whole."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from paperlist.diagnostics import Diagnostic
from paperlist.index.sources import Fault, as_fault
from paperlist.readers.json import split_array
from paperlist.readers.records import explain

Row = TypeVar("Row", bound=BaseModel)


def objects(chunks: Iterable[str], model: type[Row]) -> Iterator[tuple[Row | Fault, int, int]]:
    """Yield each object of an array as this model, or what is wrong with it, with its first and last line."""
    for each in split_array(chunks, "", ""):
        if isinstance(each, Diagnostic):
            yield as_fault(each), *each.place[1:]
            continue
        text, source = each
        first, last = source.first_line, source.last_line
        try:
            yield model.model_validate_json(text), first, last
        except ValidationError as faults:
            yield Fault(first, last, explain(faults)), first, last
