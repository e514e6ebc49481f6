"""Work that several processes share gives what one would give, whatever becomes of them."""

import os
import select
import signal
from array import array
from collections.abc import Sequence
from typing import NamedTuple

import pytest

from paperlist import processes, signals
from paperlist.processes import spread

HERE = os.getpid()
pytestmark = pytest.mark.skipif(not processes.can_fork(), reason="no processes can be forked here")


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


def workers(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Tell of each number which process did it."""
    return [(number, os.getpid()) for number in numbers]


@pytest.mark.parametrize("jobs", [1, 2, 3, 7])
@pytest.mark.parametrize("size", [0, 1, 2, 99, 100, 101])
def test_the_results_are_in_order(jobs: int, size: int) -> None:
    assert spread(squares, range(size), jobs, 1) == squares(range(size))
    assert signals.children == []


def test_each_process_does_a_slice() -> None:
    done = spread(workers, range(100), 4, 10)
    assert [number for number, _ in done] == list(range(100))
    by = [process for _, process in done]
    assert by[:25] == [HERE] * 25
    assert len(set(by)) == 4
    assert [by.count(process) for process in dict.fromkeys(by)] == [25] * 4


@pytest.mark.parametrize(("size", "there"), [(19, 1), (20, 2), (39, 3), (400, 4)])
def test_few_items_are_worth_no_process(size: int, there: int) -> None:
    assert len({process for _, process in spread(workers, range(size), 4, 10)}) == there


def test_a_process_that_is_killed_costs_nothing() -> None:
    def killed(numbers: Sequence[int]) -> list[int]:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return squares(numbers)

    assert spread(killed, range(100), 3, 1) == squares(range(100))
    assert signals.children == []


def test_a_process_that_fails_costs_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    def failing(numbers: Sequence[int]) -> list[int]:
        if os.getpid() != HERE:
            raise MemoryError
        return squares(numbers)

    assert spread(failing, range(100), 3, 1) == squares(range(100))
    assert capfd.readouterr() == ("", "")


def test_what_fails_everywhere_is_an_exception_here() -> None:
    def failing(numbers: Sequence[int]) -> list[int]:
        raise ZeroDivisionError(len(numbers))

    with pytest.raises(ZeroDivisionError):
        spread(failing, range(100), 3, 1)
    assert signals.children == []


@pytest.mark.usefixtures("forks_once")
def test_no_more_processes() -> None:
    done = spread(workers, range(90), 3, 1)
    assert [number for number, _ in done] == list(range(90))
    assert [process == HERE for _, process in done] == [True] * 30 + [False] * 30 + [True] * 30


def test_a_large_result_comes_whole() -> None:
    assert spread(lambda numbers: ["x" * 1_000_000 for _ in numbers], range(6), 3, 1) == ["x" * 1_000_000] * 6


# What goes through the pipes


class Message(NamedTuple):
    """Like a task or a result: some texts, and what else there is."""

    name: str
    text: bytes
    numbers: "array[int]"
    more: bytes


@pytest.mark.parametrize(
    "message",
    [
        Message("a.txt", b"\x00\xff" * 10_000, array("q", [1, -(2**63)]), b""),
        ["one", ("two", b"three")],
        None,
    ],
    ids=["named", "list", "nothing"],
)
def test_a_message_arrives_as_it_was_sent(message: object) -> None:
    here, there = processes.open_pipes()
    here.send(message)
    here.send(message)
    for received in (there.receive(), there.receive()):
        assert received == message
        assert type(received) is type(message)
        if isinstance(received, Message):
            assert [type(part) for part in received] == [str, bytes, array, bytes]
    here.close()
    with pytest.raises(EOFError):
        there.receive()
    there.close()


def test_who_has_sent_something_or_is_no_more_is_seen() -> None:
    (one, other), (two, another) = processes.open_pipes(), processes.open_pipes()
    another.send("first")
    another.send("second")
    assert processes.wait([one, two]) is two
    assert two.receive() == "first"
    assert select.select([two.incoming], [], [], 10)[0]  # what comes behind it was not read with it
    assert two.receive() == "second"
    other.close()
    assert processes.wait([one, two]) is one
    with pytest.raises(EOFError):
        one.receive()
    for pipe in (one, two, another):
        pipe.close()


def test_half_a_message_is_none() -> None:
    message = Message("a.txt", b"text" * 100, array("q", [1]), b"more")
    here, there = processes.open_pipes()
    here.send(message)
    whole = os.read(there.incoming.fileno(), 1 << 16)
    here.close()
    there.close()
    for size in range(len(whole)):
        here, there = processes.open_pipes()
        here.outgoing.write(whole[:size])
        here.close()
        with pytest.raises(EOFError):
            there.receive()
        there.close()
