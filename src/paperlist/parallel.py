"""Several processes, the same result: a large text is read in blocks, each by a worker that also reads on behind it.

    text ─ blocks ─▶ workers ─ records of each ─▶ joined where two agree ─▶ events

Where the output has a line of its own for each record, the workers write it too, and all that is left to do here is
to see to the keys.

What a line means depends on what stands before it, so a worker that begins in the midst of a text may misread the
first lines. Therefore two things are checked before a block's records are believed: its text must have been cleaned
from the state in which the block before ended, and the workers of both must have read one same entry behind the seam.
From that entry on they read the same text in the same state; what stands before it is told by the first of the two.
Where one of this fails, or a worker dies, this process reads the rest of the text by itself.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from paperlist import cleanup, processes, signals
from paperlist.diagnostics import Code, Diagnostic
from paperlist.keys import mark_of
from paperlist.listings import Listing
from paperlist.paper import Paper, Written
from paperlist.processes import Pipe
from paperlist.reading import TOGETHER, Event, KeyOf, Reader, Row, make_paper, make_papers

if TYPE_CHECKING:
    from paperlist.exporters import LineExporter
    from paperlist.keys import Keys

BLOCK = 5 << 15
"""Bytes of a block, at least: some hundred entries. What is read behind it is read twice; several are held at once."""

AHEAD = 1 << 14
"""Bytes behind a block that its worker reads too: some entries."""

LARGEST = 8 << 20
"""Bytes of a piece of memory that is larger than any that is often taken and freed here."""

TRIES = 9
"""So many ends of a block are tried."""

TASKS = 2
"""A worker has so many at a time, that it need not wait for the next one while this process is at work."""

HELD = 1
"""So many results may wait for that of a task before theirs: workers are not equally quick, and results are large."""

SHARED = 2
"""So many entries behind a seam are compared: the second worker may have misread the first of them."""


class Task(NamedTuple):
    """A block to be read. It is kept as bytes, which one sign that is not Latin does not make twice as many."""

    file: str
    line: int
    """The number of its first line."""
    block: bytes
    end: int
    """The number of the first line behind it."""
    ahead: bytes
    """The lines behind it; none behind the last block."""
    state: cleanup.State
    """Of the cleaner, where it begins."""


class Result(NamedTuple):
    """What a worker has read of a block and behind it: of each record something in each of the first lists."""

    records: list[dict[str, Any]]
    """Its values; none where workers write."""
    lines: bytes
    """The lines of the output, one behind the other, where workers write."""
    ends: "array[int]"
    """Where the line before it ends, and at last where the last one does."""
    names: list[str]
    """The name of its listing."""
    firsts: "array[int]"
    """The number of its first line."""
    lasts: "array[int]"
    """The number of its last line."""
    marks: "array[int]"
    """The mark of the key that it would get if there were no other; see `keys.mark_of`."""
    untitled: dict[int, str]
    """The places of those that have no title, with this key."""
    told: list[tuple[int, Diagnostic]]
    """Diagnostics, each with the number of records before it."""
    state: cleanup.State
    """Of the cleaner, at the block's end."""
    numbers: list[int]
    """What might be link numbers, up to there."""
    endless: dict[str, bool]
    """See `Reader.endless`."""

    def row(self, place: int) -> tuple[Any, str, int, int]:
        """Give all that is known of one record; its key is a part of it."""
        said = self.lines_between(place, place + 1) if self.lines else self.records[place]
        return said, self.names[place], self.firsts[place], self.lasts[place]

    def lines_between(self, begin: int, end: int) -> memoryview:
        """Give the lines of the records between two places."""
        return memoryview(self.lines)[self.ends[begin] : self.ends[end]]


class Seam(NamedTuple):
    """What the text before a block has left: all that decides how the block is read."""

    line: int
    state: cleanup.State
    endless: dict[str, bool]


# The process that has the text


def read(chunks: Iterable[str], file: str, workers: "Workers", keys: "Keys | None") -> Iterator[Event | Written]:
    """Read the papers of one large text; see `reading.read`, which gives the same but for what workers have written."""
    tasks = divide(chunks, file)
    seam = Seam(1, cleanup.START, {})
    held: tuple[Task, Result | None] | None = None
    since, meeting = -1, 0
    rest: list[Task] = []
    for task, result in workers.map(tasks):
        if held:
            # 1. The records of a block are told when those of the next one have been joined to them.
            behind = seam_behind(seam, *held)
            before = held[1]
            joint = behind and before and result and join(before, result, task.line)
            if not (behind and before and result and joint):
                rest = [task]
                break
            yield from events(before, since, joint[0], file, workers.lines, keys)
            seam, since, meeting = behind, joint[1], result.firsts[joint[1]]
            before = None  # the next result need not find it still there
        held = task, result
    if held:
        task, result = held
        # 2. Nothing follows the last block.
        if result and not rest and seam_behind(seam, task, result):
            yield from events(result, since, len(result.names), file, workers.lines, keys)
        else:
            sent = (each for each, _ in workers.rest())
            texts = (cleanup.decode(each.block) for each in chain([task], rest, sent, tasks))
            yield from read_alone(texts, file, workers, keys, seam, meeting)


def divide(chunks: Iterable[str], file: str) -> Iterator[Task]:
    """Cut the text of a file into tasks."""
    blocks = cut(chunks)
    block, breaks = next(blocks, (b"", 0))
    # Whether a text is markdown is known from its first lines.
    cleaner = cleanup.Cleaner()
    cleaner.clean(cleanup.decode(lines_of(block, AHEAD)))
    state, later = cleanup.START, cleanup.State(markdown=cleaner.state.markdown, pandoc=cleaner.state.pandoc)
    line = 1
    for following, more in chain(blocks, [(b"", 0)]):
        end = line + breaks
        yield Task(file, line, block, end, lines_of(following, AHEAD), state)
        line, block, breaks, state = end, following, more, later


def lines_of(block: bytes, size: int) -> bytes:
    """Give the first lines of a block, of so many bytes."""
    return block[: block.find(b"\n", size) + 1 or None]


def cut(chunks: Iterable[str]) -> Iterator[tuple[bytes, int]]:
    """Cut a text into blocks, behind lines that no mark reaches beyond; give the number of line breaks with each."""
    pieces: list[bytes] = []
    size = breaks = 0
    for chunk in chunks:
        pieces.append(cleanup.data_of(chunk))
        size += len(pieces[-1])
        breaks += cleanup.count_lines(chunk)
        if size >= BLOCK:
            block, rest = divided(b"".join(pieces))
            # What is behind it is for the next one; the pieces are not kept while this one is read.
            pieces, size, left = [rest], len(rest), cleanup.count_breaks(rest)
            yield block, breaks - left
            breaks = left
    if size:
        yield b"".join(pieces), breaks


def divided(block: bytes) -> tuple[bytes, bytes]:
    """Give the lines of a block up to a seam, and the lines behind it."""
    end = seam_of(block)
    return block[:end], block[end:]


def seam_of(block: bytes) -> int:
    """Give the end of lines, near the end of a block, at which no mark is open; the block's end if there is none."""
    end = len(block)
    for _ in range(TRIES):
        begin = block.find(b"\n", max(0, end - 2 * cleanup.OPEN_REACH), end) + 1
        tail = cleanup.decode(block[begin:end])
        closed = cleanup.closed_until(tail)
        if closed == len(tail):
            return end
        end -= len(cleanup.encode(tail[closed:]))  # where a mark may be open that began earlier
    return len(block)


def seam_behind(seam: Seam, task: Task, result: Result | None) -> Seam | None:
    """Give what a block leaves to the next one; None if it cannot be believed."""
    if result is None:
        return None
    # 1. The cleaner began in another state, or would have taken other numbers for those of links.
    if task.state.without_links() != seam.state.without_links():
        return None
    assumed, _ = cleanup.count_links(task.state.links, result.numbers)
    true, links = cleanup.count_links(seam.state.links, result.numbers)
    if assumed != true:
        return None
    # 2. The last entry of all is told to be cut off only if others were not.
    endless = {**seam.endless}
    for name, value in result.endless.items():
        endless[name] = endless.get(name, True) and value
    if not task.ahead and any(seam.endless.get(name) is not False for name in set(result.names)):
        return None
    return Seam(task.end, result.state._replace(links=links), endless)


def join(before: Result, after: Result, seam: int) -> tuple[int, int] | None:
    """Find the first record from the line `seam` on that both have read; give its place in both."""
    first = bisect_left(before.firsts, seam)
    for i in range(first, min(first + SHARED, len(before.firsts))):
        for k in range(bisect_right(after.firsts, before.firsts[i])):
            if before.row(i) == after.row(k):
                return i, k
    return None


def events(
    result: Result, since: int, end: int, file: str, lines: "LineExporter | None", keys: "Keys | None"
) -> Iterator[Event | Written]:
    """Give the records of a result from the place `since` on, up to `end`, with their keys, and what is told of them.

    What stands before the record at `since` was told with another result; -1 where there was none.
    """
    at = max(since, 0)
    for place, diagnostic in result.told:
        if since < place <= end:
            yield from records(result, at, place, file, lines, keys)
            yield diagnostic
            at = place
    yield from records(result, at, end, file, lines, keys)


def records(
    result: Result, begin: int, end: int, file: str, lines: "LineExporter | None", keys: "Keys | None"
) -> Iterator[Paper | Written]:
    """Give the records of a result between two places, with their keys."""
    if lines:
        yield from written(result, begin, end, file, lines, keys)
        return
    for i in range(begin, end):
        said = result.records[i]
        if keys:
            said["key"] = keys.key_of(said)
        yield make_paper((said, result.names[i], result.firsts[i], result.lasts[i]), file)


def written(
    result: Result, begin: int, end: int, file: str, lines: "LineExporter", keys: "Keys | None"
) -> Iterator[Written]:
    """Give the records of a result between two places as workers have written them; one whose key is taken gets one."""
    while begin < end:
        clash = keys.take_marks(result.marks, begin, end) if keys else end
        if begin < clash:
            places = [
                (result.untitled[i], result.firsts[i], result.lasts[i])
                for i in range(begin, clash)
                if i in result.untitled
            ]
            yield Written(file, result.lines_between(begin, clash), result.names[begin:clash], places)
        if keys and clash < end:
            line, name, first_line, last_line = result.row(clash)
            key, line = lines.rekeyed(bytes(line), keys.key_of)
            yield Written(
                file, memoryview(line), [name], [(key, first_line, last_line)] if clash in result.untitled else []
            )
        begin = clash + 1


def read_alone(
    texts: Iterable[str], file: str, workers: "Workers", keys: "Keys | None", seam: Seam, meeting: int
) -> Iterator[Event]:
    """Read the rest of a text in this process, from a seam on; tell only what begins with the record at `meeting`."""
    reader = Reader(file, workers.listings(), workers.key_of)
    reader.line, reader.endless = seam.line - seam.state.lines, seam.endless
    cleaner = cleanup.Cleaner(seam.state)
    told = not meeting
    for event in make_papers(reader.read_text(cleanup.clean(texts, cleaner)), file):
        if not told and isinstance(event, Paper):
            told = event.sources[0].first_line >= meeting
        if told:
            yield keys.give(event) if keys and isinstance(event, Paper) else event


# The workers


def work(
    task: Task, listings: Sequence[Listing], key_of: KeyOf | None, lines: "LineExporter | None" = None
) -> Result | None:
    """Read a block, and some entries behind it; None where a bug has cost something."""
    cleaner = cleanup.Cleaner(task.state, numbers=[])
    state, known = cleaner.state, 0

    def cleaned() -> Iterator[str]:
        nonlocal state, known
        for piece in cleanup.cut(cleanup.decode(task.block)):
            yield cleaner.clean(piece)
        state, known = cleaner.state, len(cleaner.numbers or ())
        reader.together = SHARED  # of what follows not more than that is wanted
        # Often the first half of what lies ahead will do.
        near = lines_of(task.ahead, AHEAD // 2)
        yield cleaner.clean(cleanup.decode(near))
        yield cleaner.clean(cleanup.decode(task.ahead[len(near) :]))
        yield cleaner.end()

    write = lines.line_writer() if lines else None
    fresh: list[Row] = []
    records: list[dict[str, Any]] = []
    written: list[bytes] = []
    ends = array("q", [0] if write else [])
    names: list[str] = []
    firsts: array[int] = array("q")
    lasts: array[int] = array("q")
    marks: array[int] = array("q")
    untitled: dict[int, str] = {}
    told: list[tuple[int, Diagnostic]] = []

    def take() -> None:
        """Put fresh rows into columns."""
        for said, name, first_line, last_line in fresh:
            if "title" not in said:
                untitled[len(names)] = said["key"]
            names.append(name)
            firsts.append(first_line)
            lasts.append(last_line)
            marks.append(mark_of(said["key"]))
        if write:
            made = [
                write(said, ((task.file, name, first_line, last_line),)) for said, name, first_line, last_line in fresh
            ]
            ends.extend(accumulate(map(len, made), initial=ends.pop()))
            written.append(b"".join(made))
        else:
            records.extend([said for said, *_ in fresh])
        fresh.clear()

    reader = Reader(task.file, listings, key_of)
    reader.line = task.line
    if not task.ahead:
        reader.endless = {listing.NAME: False for listing in listings}
    shared = 0
    for event in reader.read_text(cleaned()):
        if isinstance(event, Diagnostic):
            if event.code is Code.BUG:
                return None
            told.append((len(names) + len(fresh), event))
            continue
        fresh.append(event)
        if len(fresh) == TOGETHER:
            take()
        if event[2] >= task.end:
            shared += 1
            if task.ahead and shared == SHARED:
                break
    take()
    numbers = (cleaner.numbers or [])[:known]
    return Result(
        records, b"".join(written), ends, names, firsts, lasts, marks, untitled, told, state, numbers, reader.endless
    )


class Job:
    """A task that has been sent."""

    __slots__ = ("over", "result", "task")

    def __init__(self, task: Task) -> None:
        self.task = task
        self.result: Result | None = None
        self.over = False
        """Whether its result has been received, or its worker has died."""


class Workers:
    """Processes that read blocks of text; results come in the order of the tasks."""

    def __init__(
        self,
        jobs: int,
        listings: Callable[[], Sequence[Listing]],
        key_of: KeyOf | None,
        lines: "LineExporter | None" = None,
    ) -> None:
        """Start so many; with fewer than two, or where processes cannot be forked, none.

        Args:
            jobs: how many.
            listings: gives the formats to look for. They are loaded by who reads: by the workers, at once, and by this
                process only if it reads alone; what they take is a sixth of its memory.
            key_of: gives a record the key that it would get if there were no other.
            lines: the output whose lines they are to write; without it they give the records.
        """
        self.listings = listings
        self.key_of = key_of
        self.lines = lines
        self.tasks: dict[Pipe, deque[Job]] = {}
        """The workers, each with the tasks that it has."""
        self.busy: deque[Job] = deque()
        """The tasks that have been sent, in their order, from the first on whose result is not there."""
        self.done: deque[tuple[Task, Result | None]] = deque()
        """Those before them, with their results."""
        if jobs < 2 or not processes.can_fork():
            return
        # glibc gives a large piece of memory back to the system once it is free, and gets the next one page by page,
        # but not a piece that is smaller than the largest that was ever freed. What a block takes is, from now on.
        bytes(LARGEST)
        with suppress(OSError):  # no memory, no more processes: those that are there will do
            for _ in range(jobs):
                self.tasks[processes.fork(self.serve, self.tasks)] = deque()

    def serve(self, pipe: Pipe) -> NoReturn:
        """Be a worker: do the tasks that come until the other process closes the pipe or is no more."""
        listings = self.listings()
        while True:
            pipe.send(work(pipe.receive(), listings, self.key_of, self.lines))

    def __enter__(self) -> "Workers":
        return self

    def __exit__(self, *_: object) -> None:
        """Send them home, whatever they do."""
        signals.end_children()
        for pipe in self.tasks:
            pipe.close()

    def __bool__(self) -> bool:
        """Whether there are any."""
        return bool(self.tasks)

    def map(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | None]]:
        """Give each task with its result, None where its worker has died."""
        for task in tasks:
            while not (pipe := self.choose(task)):
                self.receive(of_first=self.is_full())
            # That the worker is dead will show when its result is to be received.
            with suppress(OSError), signals.outlived_pipe():
                pipe.send(task)
            job = Job(task)
            self.tasks[pipe].append(job)
            self.busy.append(job)
            while self.done:
                yield self.done.popleft()
        yield from self.rest()

    def choose(self, task: Task) -> Pipe | None:
        """Give a worker that can get a task: it has none, or may have another and this one fits into its pipe.

        A worker that has one may be waiting for its result to be received, and would not receive anything itself.
        """
        if self.is_full():
            return None
        pipe = min(self.tasks, key=lambda pipe: len(self.tasks[pipe]))
        has = len(self.tasks[pipe])
        fits = 2 * (len(task.block) + len(task.ahead)) < pipe.room  # the other half is more than names and state take
        return pipe if not has or (fits and has < TASKS) else None

    def is_full(self) -> bool:
        """Whether so many tasks have been sent that the result of the first of them must be received before others."""
        return len(self.busy) >= TASKS * len(self.tasks) + HELD

    def receive(self, *, of_first: bool) -> None:
        """Wait for the result of the first task or, if it need not be that, of whichever task has one."""
        pipes = {jobs[0]: pipe for pipe, jobs in self.tasks.items() if jobs}
        pipe = pipes[self.busy[0]] if of_first else processes.wait(pipes.values())
        job = self.tasks[pipe].popleft()
        with suppress(EOFError, OSError):
            job.result = pipe.receive()
        job.over = True
        while self.busy and self.busy[0].over:
            first = self.busy.popleft()
            self.done.append((first.task, first.result))

    def rest(self) -> Iterator[tuple[Task, Result | None]]:
        """Give the tasks that have been sent and not been given, with their results."""
        while self.done or self.busy:
            if self.done:
                yield self.done.popleft()
            else:
                self.receive(of_first=True)
