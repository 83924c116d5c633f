"""What a check found, in words: for a reader as text, for a page as plain data."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Outcome:
    """One case: did it pass, what was given, what came back, what was wanted."""

    words: str
    passed: bool
    given: str = ""
    got: str = ""
    wanted: str = ""
    problem: str = ""

    def __str__(self):
        lines = [f"{'✓' if self.passed else '✗'} {self.words}"]
        if not self.passed:
            shown = (
                ("given", self.given.replace("\n", ", ")),
                ("got", self.got),
                ("wanted", self.wanted),
                ("", self.problem),
            )
            lines += [f"    {name:<7} {text}" for name, text in shown if text]
        return "\n".join(lines)


@dataclass(frozen=True)
class Report:
    """The result of one check. `problem` is what kept the code from running at all."""

    passed: bool
    summary: str
    outcomes: tuple[Outcome, ...] = ()
    hint: str = ""
    hints: tuple[str, ...] = ()
    problem: str = ""
    printed: str = ""

    def as_dict(self) -> dict:
        """The report as plain data, for JSON."""
        return {**asdict(self), "outcomes": [asdict(one) for one in self.outcomes], "hints": list(self.hints)}

    def __str__(self):
        parts = [self.summary, self.problem, *map(str, self.outcomes)]
        parts += [f"Hint: {self.hint}" if self.hint else ""]
        parts += [f"Your code printed:\n{self.printed}" if self.printed else ""]
        return "\n".join(part for part in parts if part)

    __repr__ = __str__
