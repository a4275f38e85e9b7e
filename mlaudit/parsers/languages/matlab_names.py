"""Names of MATLAB and what they mean."""

from __future__ import annotations

COMMANDS = frozenset(
    {"load", "save", "cd", "run", "addpath", "delete", "mkdir", "print", "clear", "close", "clc"}
    | {"hold", "format", "warning", "pkg", "more", "diary", "rmdir", "copyfile", "movefile"}
)
"""Functions that are called without brackets, too."""

MEANINGS = {
    "fullfile": "os.path.join",
    "isfile": "os.path.isfile",
    "isfolder": "os.path.isdir",
    "isdir": "os.path.isdir",
    "cd": "os.chdir",
    "cd_now": "os.getcwd",
    "os.path.dirname": "os.path.dirname",
    "os.path.exists": "os.path.exists",
    "getenv": "os.getenv",
    "system": "os.system",
    "os.system": "os.system",
    "dos": "os.system",
    "unix": "os.system",
}
"""Functions of MATLAB that do what a function of Python does."""
