"""The objects of a JSON array, one after the other: a dump of gigabytes is never held as a whole."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from paperlist.index.sources import Fault, explain
from paperlist.readers.json import Window, junk_end, object_end
from paperlist.readers.records import reason

Row = TypeVar("Row", bound=BaseModel)


def objects(chunks: Iterable[str], model: type[Row]) -> Iterator[tuple[Row | Fault, int, int]]:
    """Yield each object of an array as this model, or what is wrong with it, with its first and last line.

    After an object that is no JSON reading goes on where the next one begins.
    """
    window = Window(chunks)
    last, broken = 1, False
    while window.skip():
        fault: Exception | None = None
        if is_object := window.text[window.start] == "{":
            end, fault = object_end(window)
        else:
            end = junk_end(window)
        first, text, last = window.take(end)
        broken = bool(fault)
        if fault or not is_object:
            message = f"no JSON: {reason(fault)}" if fault else "no object of the array"
            yield Fault(first, last, message), first, last
            continue
        try:
            yield model.model_validate_json(text), first, last
        except ValidationError as faults:
            yield Fault(first, last, explain(faults)), first, last
    if window.depth > 0 and not broken:
        yield Fault(last, last, "the array breaks off: there is no ] at its end", truncated=True), last, last
