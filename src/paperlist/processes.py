"""Other processes that do a part of the work: forked, joined by pipes, and never longer there than this one.

What they are to do they have in memory already, as it was when they were forked, so that only results travel. A process
that fails or dies costs nothing but time: whoever waits for its result sees its end, and does the work again.
"""

import os
import pickle
import select
from array import array
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from io import BufferedReader, FileIO
from typing import Any, BinaryIO, NamedTuple, TypeVar

from paperlist import signals

MOST = 4
"""More processes than this read faster than one can write."""

ROOM = 1 << 20
"""Bytes of room that a pipe is asked for, the most that Linux gives anyone; without asking it has 65,536."""

Item = TypeVar("Item")
Done = TypeVar("Done")


class Pipe(NamedTuple):
    """One end of two pipes, through which two processes send each other messages."""

    incoming: BinaryIO
    outgoing: FileIO
    """Without a buffer: what is left in one would be sent when nobody expects it any more."""
    room: int
    """So many bytes are sent without waiting for anyone to receive them; 0 where that is not known."""

    def send(self, message: Any) -> None:
        """Send a message; the bytes that a named tuple holds travel as they are. OSError: the other process is no more.

        To copy them into a pickle and out of it again took as long as to send them.
        """
        if hasattr(message, "_replace"):
            held = {name: part for name, part in message._asdict().items() if type(part) is bytes}
            message = message._replace(**{name: pickle.PickleBuffer(part) for name, part in held.items()})
        beside: list[pickle.PickleBuffer] = []
        data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL, buffer_callback=beside.append)
        parts = [memoryview(data), *(each.raw() for each in beside)]
        sizes = array("Q", [len(parts), *map(len, parts)])
        for rest in [memoryview(sizes.tobytes()), *parts]:
            while rest:
                rest = rest[self.outgoing.write(rest) :]

    def receive(self) -> Any:
        """Wait for a message. EOFError: the other process is no more."""
        (count,) = self.numbers(1)
        data, *beside = map(self.read, self.numbers(count))
        return pickle.loads(data, buffers=beside)

    def numbers(self, count: int) -> "array[int]":
        """Read so many numbers."""
        return array("Q", self.read(8 * count))

    def read(self, size: int) -> bytes:
        """Read so many bytes. EOFError: there are not."""
        data = self.incoming.read(size)
        if len(data) < size:
            raise EOFError
        return data

    def close(self) -> None:
        """Close both."""
        self.incoming.close()
        self.outgoing.close()


def open_pipes() -> tuple[Pipe, Pipe]:
    """Open two pipes; give both ends."""
    (here, from_there), (there, from_here) = os.pipe(), os.pipe()
    ours = Pipe(reader(here), FileIO(from_here, "wb"), widen(from_here))
    return ours, Pipe(reader(there), FileIO(from_there, "wb"), widen(from_there))


def reader(pipe: int) -> BinaryIO:
    """Give the end of a pipe, to be read; what has not been asked for stays in the pipe, where `wait` sees it."""
    return BufferedReader(FileIO(pipe, "rb"), buffer_size=1)


def widen(pipe: int) -> int:
    """Ask for more room in a pipe; give what it has, 0 where the system does not tell."""
    import fcntl

    if not hasattr(fcntl, "F_SETPIPE_SZ"):
        return 0
    with suppress(OSError):  # nobody may have so many that are so large
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, ROOM)
    return fcntl.fcntl(pipe, fcntl.F_GETPIPE_SZ)


def wait(pipes: Iterable[Pipe]) -> Pipe:
    """Wait until there is something to be received from one of these processes, or one is no more; give that one."""
    poll = select.poll()
    by_number = {pipe.incoming.fileno(): pipe for pipe in pipes}
    for number in by_number:
        poll.register(number, select.POLLIN)
    number, _ = poll.poll()[0]
    return by_number[number]


def usual() -> int:
    """Give how many processes a run has if nobody asks for a number: one a processor that it may use, four at most."""
    mine = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, mine)


def can_fork() -> bool:
    """Whether processes can be forked here; not on Windows."""
    return hasattr(os, "fork")


def fork(work: Callable[[Pipe], object], others: Iterable[Pipe] = ()) -> Pipe:
    """Start a process that does `work` with its end of two pipes, and is then no more; give the other end.

    Args:
        work: what it is to do.
        others: ends of pipes to other processes, which it must not hold open.

    Raises:
        OSError: there can be no more processes.
    """
    ours, theirs = open_pipes()
    try:
        child = os.fork()
    except OSError:
        ours.close()
        theirs.close()
        raise
    if not child:
        # Whatever goes wrong here, the other process will do again, and tell of it.
        try:
            signals.obey_signals_plainly()  # what is to be tidied up is the other process's
            for pipe in (ours, *others):
                pipe.close()
            work(theirs)
        finally:
            os._exit(0)
    signals.children.append(child)
    theirs.close()
    return ours


def spread(do: Callable[[Sequence[Item]], list[Done]], items: Sequence[Item], jobs: int, least: int) -> list[Done]:
    """Give what `do(items)` gives, a list with something for each of the items, of which several processes do a slice.

    Meanwhile no other processes may work for this one.

    Args:
        do: what is done with a slice; it changes nothing that anybody looks at later.
        items: what it is done with.
        jobs: how many processes there may be, this one among them.
        least: so many items are worth a process.
    """
    jobs = min(jobs, len(items) // least) if can_fork() else 1
    if jobs < 2:
        return do(items)
    size = -(-len(items) // jobs)
    own, *slices = (items[start : start + size] for start in range(0, len(items), size))
    pipes: list[Pipe] = []

    def send(each: Sequence[Item], pipe: Pipe) -> None:
        pipe.send(do(each))

    with suppress(OSError):  # no memory, no more processes: what they would do is done here
        for each in slices:
            pipes.append(fork(partial(send, each), pipes))
    try:
        done = do(own)
        for place, each in enumerate(slices):
            try:
                done += pipes[place].receive()
            except (IndexError, EOFError):
                done += do(each)
    finally:
        signals.end_children()
        for pipe in pipes:
            pipe.close()
    return done
