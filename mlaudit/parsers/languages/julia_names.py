"""Names of Julia and what they mean."""

from __future__ import annotations

MEANINGS = {
    "joinpath": "os.path.join",
    "dirname": "os.path.dirname",
    "os.path.dirname": "os.path.dirname",
    "basename": "os.path.basename",
    "abspath": "os.path.abspath",
    "realpath": "os.path.abspath",
    "normpath": "os.path.normpath",
    "expanduser": "os.path.expanduser",
    "isfile": "os.path.isfile",
    "isdir": "os.path.isdir",
    "ispath": "os.path.exists",
    "splitext": "os.path.splitext",
    "pwd": "os.getcwd",
    "cd": "os.chdir",
    "os.environ": "os.environ",
    "os.system": "os.system",
    "glob": "glob.glob",
    "Glob.glob": "glob.glob",
    "projectdir": "pyprojroot.here",
    "dataclasses.dataclass": "dataclasses.dataclass",
}
"""Functions of Julia that do what a function of Python does."""
