"""A person going through a review: questions in the table's order, answers, and the way back.

A question is a row, or a group of rows that are alternatives. Nothing here prints, reads keys or writes files.
"""

from dataclasses import dataclass, field
from itertools import chain

from paperlist.merging.review_table import ANSWERS, Row, Table

Question = list[Row]
Old = list[tuple[Row, str, dict[str, str]]]
"""Rows with the text and the cells that they had before."""


@dataclass(slots=True)
class Session:
    """Where a person is in a table."""

    table: Table
    every: bool = False
    """Whether answered questions are asked again."""
    questions: list[Question] = field(init=False)
    asked: list[int] = field(init=False)
    """The positions of the questions that are asked, in order."""
    at: int = 0
    """The position among those asked; behind the last one when all were."""
    past: list[tuple[int, Old]] = field(default_factory=list)
    """Where each answer of this session was given, and what was there before."""

    def __post_init__(self) -> None:
        """Find the questions."""
        groups: dict[object, Question] = {}
        for row in self.table.rows:
            groups.setdefault(row.group or row.piece, []).append(row)
        self.questions = [*groups.values()]
        self.asked = [at for at, question in enumerate(self.questions) if self.every or is_open(question)]

    @property
    def question(self) -> Question | None:
        """The question that is asked; None behind the last one."""
        return self.questions[self.asked[self.at]] if self.at < len(self.asked) else None

    def answer(self, same: Row | None, keep: str = "") -> None:
        """Answer the question: which of its rows is the same work, if any, and whose values win; and go on."""
        question = self.question
        assert question
        self._write([(row, "yes" if row is same else "no", keep if row is same else "") for row in question])
        self.skip()

    def answer_above(self) -> int:
        """Answer `yes` to all open questions of a higher score than this one's, groups aside; return how many."""
        question = self.question
        limit = score(question) if question else 0
        above = [each for each in self.questions if len(each) == 1 and is_open(each) and score(each) > limit]
        self._write([(row, "yes", "") for row in chain(*above)])
        return len(above)

    def undo(self) -> bool:
        """Take the last answer back and go to where it was given; return whether there was one."""
        if not self.past:
            return False
        self.at, old = self.past.pop()
        for row, text, cells in old:
            self.table.pieces[row.piece], row.cells = text, cells
        return True

    def skip(self) -> None:
        """Go to the next question."""
        self.at = min(self.at + 1, len(self.asked))

    def back(self) -> None:
        """Go to the question before."""
        self.at = max(self.at - 1, 0)

    def _write(self, answers: list[tuple[Row, str, str]]) -> None:
        if answers:
            self.past.append((self.at, [(row, self.table.pieces[row.piece], {**row.cells}) for row, _, _ in answers]))
        for row, same, keep in answers:
            self.table.answer(row, same, keep)


def is_open(question: Question) -> bool:
    """Whether a question has no answer: none of its rows is the same work, and not all are different ones."""
    answers = [ANSWERS.get(row.same.lower()) for row in question]
    return True not in answers and None in answers


def score(question: Question) -> float:
    """Return the highest score of a question's rows; 0 where there is none."""
    return max((_number(row.cells.get("score", "")) for row in question), default=0)


def _number(text: str) -> float:
    try:
        return float(text.replace(",", "."))  # as spreadsheets of some countries write it
    except ValueError:
        return 0
