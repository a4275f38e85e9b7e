"""How the program ends, and what it then says on standard error."""

from __future__ import annotations

import sys
from enum import IntEnum


class ExitCode(IntEnum):
    """What a caller can rely on; the output format never changes it."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    NOTHING_TO_SCAN = 3
    INTERNAL = 4
    INTERRUPTED = 130
    TERMINATED = 143


class Terminated(KeyboardInterrupt):
    """Another program wants this one to end; what it was about to write is left out."""


class Stop(Exception):
    """Ends a command with a message for the person who typed it."""

    def __init__(self, code: ExitCode, message: str) -> None:
        super().__init__(message)
        self.code = code


def complain(message: str) -> None:
    """Write a message to standard error, whatever it quotes and whatever that can show."""
    from mlaudit.report.escape import lines

    text = lines(f"mlaudit: {message}") + "\n"
    encoding = sys.stderr.encoding or "ascii"
    sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
