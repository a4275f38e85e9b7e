"""The ways through a loop, and what the variables are where they come together."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Frame
from mlaudit.graph.python.values import Value, join
from mlaudit.model import summary as s

RETURN, RAISE, LEAVE, AGAIN = "return", "raise", "leave", "again"
"""How a body surely ends early: the last two are `break` and `continue`."""


def join_states(states: list[dict[str, Value]]) -> dict[str, Value]:
    """What the variables are where several ways come together."""
    if len(states) == 1:
        return states[0]
    first, *others = states
    joined = dict(first)
    for number, state in enumerate(others, start=1):
        for name, value in state.items():
            if name not in joined:
                joined[name] = _join_variable(states[number:], name)
            elif joined[name] is not value and name in first:
                joined[name] = _join_variable(states, name)
    return joined


def _join_variable(states: list[dict[str, Value]], name: str) -> Value:
    values = [state[name] for state in states if name in state]
    same = all(value is values[0] for value in values)
    return values[0] if same else join(values, name)


class Rounds:
    """The ways through the rounds of one loop.

    Attributes:
        broken: what the variables were at each `break`.
        signal: what surely ended the last round, None where another one may follow.
    """

    def __init__(self, run: Evaluation, frame: Frame) -> None:
        self.run, self.frame = run, frame
        self.broken: list[dict[str, Value]] = []
        self.signal: str | None = None

    def execute(self, body: tuple[s.Statement, ...]) -> bool:
        """Follow one round; may another one follow?"""
        outside, self.frame.left = self.frame.left, []
        signal = self.run.execute(self.run, body, self.frame)
        left, self.frame.left = self.frame.left, outside
        states = [self.frame.scope.variables] if signal is None else []
        states += [state for again, state in left if again]
        self.broken += [state for again, state in left if not again]
        if states:
            self.frame.scope.variables = join_states(states)
        self.signal = None if states else signal
        return bool(states)

    def finish(self, otherwise: tuple[s.Statement, ...], *, certain: bool) -> str | None:
        """Join the ways out of the loop; the signal where none of them leads on."""
        ended = None
        if self.signal is None or not (certain or self.broken):
            ended = self.run.execute(self.run, otherwise, self.frame)
            states = [self.frame.scope.variables] if ended is None else []
        else:
            ended, states = self.signal, []
        states += self.broken
        if states:
            self.frame.scope.variables = join_states(states)
        return None if states else ended
