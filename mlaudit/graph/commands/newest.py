"""Pipelines of commands that give the newest file: `ls -t folder | head -1`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mlaudit.graph.commands.state import ShellState
from mlaudit.graph.newest import BY_TIME, NEWEST_EFFECT
from mlaudit.patterns import lazy_regex

_ONE = lazy_regex(r"-(n\s*)?1")


def note_newest(state: ShellState, commands: Sequence[Sequence[str]]) -> None:
    """Record the choice, where what the commands print is used and not only shown."""
    if len(commands) < 2 or not commands[0] or commands[0][0] != "ls":
        return
    used = state.around.captured or commands[-1][:1] == ["xargs"]
    flags = "".join(word[1:] for word in commands[0][1:] if re.fullmatch(r"-[A-Za-z1]+", word))
    wanted = "tail" if "r" in flags else "head"
    takes_one = any(
        words[:1] == [wanted] and _ONE.fullmatch("".join(words[1:])) for words in commands[1:]
    )
    if used and "t" in flags and takes_one:
        names = [word for word in commands[0][1:] if not word.startswith("-")]
        artifact = state.resolve(names[0]) if names else None
        state.effect(NEWEST_EFFECT, "ls -t", artifact=artifact, detail=BY_TIME)
