"""Several files at once: workers of the standard library's pool read ahead, a file each.

A worker's result is what this process would have read: the papers and diagnostics of one file, in their order. Where
no worker can be started, or one is killed, this process reads the file.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice, repeat
from multiprocessing import active_children, get_context, parent_process
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from paperlist import signals

if TYPE_CHECKING:
    from paperlist.reading import Event

START_METHOD = "fork" if hasattr(os, "fork") else "spawn"
"""Forked workers need no process beside them, as those that are started anew do."""

POLL = 0.5
"""Seconds after which it is asked whether the workers are alive."""


@dataclass(slots=True)
class FileContents:
    """What a worker read in a file."""

    events: "list[Event]" = field(default_factory=list)
    library: str | None = None
    """The format, if the file holds finished records."""
    error: OSError | None = None
    """Why the file could not be opened, or not be read on after `events`."""
    size: int = 0
    """The file's size in bytes."""

    def replay(self, recognised: Callable[[str], None]) -> "Iterator[Event]":
        """Yield the events and raise the error, as `pipeline.read` would."""
        if self.library:
            recognised(self.library)
        yield from self.events
        if self.error:
            raise self.error


Read = Callable[[str, Callable[[str], None]], "Iterator[Event]"]
"""Yields what is in a file, by name; its second argument is `recognised` of `pipeline.read`."""


def read_ahead(files: Sequence[str], jobs: int, read: Read) -> Iterator[FileContents | None]:
    """Yield what workers read in each of `files`, in this order; None for a file that this process is to read.

    `jobs` workers read a file each, and so many files are held in memory at most until it is their turn. What is no
    regular file (standard input, a pipe) is left to this process, and so is a single file.
    """
    regular = [file != "-" and Path(file).is_file() for file in files]
    workers = min(jobs, sum(regular))
    if workers < 2:
        yield from repeat(None, len(files))
        return
    tasks = (file for file, is_regular in zip(files, regular, strict=True) if is_regular)
    with started_pool(workers, read) as submit:
        waiting = deque(map(submit, islice(tasks, workers)))
        for is_regular in regular:
            contents = None
            if is_regular:
                contents = result_of(waiting.popleft(), workers)
                waiting.extend(map(submit, islice(tasks, 1)))
            yield contents


@contextmanager
def started_pool(workers: int, read: Read) -> Iterator[Callable[[str], Future[FileContents] | None]]:
    """Yield a function that has a worker read a file; it returns None where no worker can be started."""
    executor: ProcessPoolExecutor | None = None

    def submit(file: str) -> Future[FileContents] | None:
        nonlocal executor
        try:
            # The first call starts the workers. They must not act on a signal as this process does, so none is
            # delivered to them before they are prepared.
            with signals.delayed():
                executor = executor or ProcessPoolExecutor(workers, get_context(START_METHOD), prepare_worker)
                return executor.submit(read_whole, file, read)
        except (OSError, RuntimeError, ImportError):  # no more processes, a broken pool, no semaphores
            return None

    try:
        yield submit
    finally:
        for worker in active_children():
            worker.kill()
        if executor:
            executor.shutdown(wait=False, cancel_futures=True)


def result_of(future: Future[FileContents] | None, workers: int) -> FileContents | None:
    """Return what a worker read; None where none was started or one of them was killed."""
    while future:
        try:
            return future.result(POLL)
        except BrokenExecutor:
            return None
        except TimeoutError:
            # The pool does not notice a worker that is killed while it sends its result.
            if len(active_children()) < workers:
                return None
    return None


# In a worker


def prepare_worker() -> None:
    """Leave signals to the process that started this worker, and end with it, however it ends."""
    signals.leave_to_parent()
    try:
        Thread(target=end_with_parent, daemon=True).start()
    except RuntimeError:  # no more threads
        os._exit(1)


def end_with_parent() -> None:
    """Wait for the end of the process that started this worker, then end."""
    parent = parent_process()
    if parent:
        parent.join()
    os._exit(1)


def read_whole(file: str, read: Read) -> FileContents:
    """Return all that is in a file."""
    contents = FileContents()

    def recognised(name: str) -> None:
        contents.library = name

    try:
        contents.size = Path(file).stat().st_size
        contents.events.extend(read(file, recognised))
    except OSError as error:
        contents.error = error
    return contents
