"""A repository that wants something of its own to be run: each trap leaves a file when it is."""

from __future__ import annotations

import os
import pickle
import socket
from pathlib import Path

from tests.conftest import Git

PYTHON = [
    "setup.py",
    "conftest.py",
    "sitecustomize.py",
    "usercustomize.py",
    "yaml.py",
    "rich.py",
    "json.py",
    "typer.py",
    "networkx.py",
    "nbformat.py",
    "tree_sitter.py",
    "libcst.py",
    "markdown_it.py",
    "platformdirs.py",
    "tomllib.py",
    "noxfile.py",
    "tasks.py",
    "dodo.py",
    "fabfile.py",
    "train.py",
    "mlaudit_rules.py",
    "plugin.py",
    "src/package/__init__.py",
    "pkg/__main__.py",
    "kedro_settings.py",
]
HOOKS = [
    "pre-commit",
    "post-checkout",
    "post-index-change",
    "fsmonitor-watchman",
    "reference-transaction",
]
PROGRAM_SETTINGS = [
    "core.fsmonitor",
    "core.pager",
    "core.sshCommand",
    "core.editor",
    "core.askPass",
    "core.gitProxy",
    "core.alternateRefsCommand",
    "diff.external",
    "diff.evil.command",
    "diff.evil.textconv",
    "pager.ls-files",
    "pager.diff",
    "credential.helper",
    "filter.evil.clean",
    "filter.evil.smudge",
    "filter.evil.process",
    "gpg.program",
    "uploadpack.packObjectsHook",
    "remote.origin.uploadpack",
    "merge.evil.driver",
]


class _Evil:
    def __init__(self, command: str) -> None:
        self._command = command

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (self._command,)


def make_hostile(root: Path, sprung: Path, git: Git) -> None:
    """Write it to `root`; a trap that springs makes a file in `sprung`."""
    root.mkdir()
    sprung.mkdir()
    _write_code(root, sprung)
    _write_settings(root)
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Start")
    (root / "train.py").write_text((root / "train.py").read_text() + "x = 1\n")
    git(root, "commit", "-q", "-a", "-m", "Next")
    (root / "train.py").write_text((root / "train.py").read_text() + "y = 1\n")
    _write_special_files(root)
    _set_traps_for_git(root, sprung)


def _write_code(root: Path, sprung: Path) -> None:
    for path in PYTHON:
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        touch = f"open({str(sprung / path.replace('/', '_'))!r}, 'w').close()\n"
        target.write_text(touch + "import pandas as pd\npd.read_csv('in.csv').to_csv('out.csv')\n")
    touch = f"touch {sprung}"
    (root / "evil.pth").write_text(f"import os; os.system('{touch}/pth')\n")
    (root / "model.pkl").write_bytes(pickle.dumps(_Evil(f"{touch}/pickle")))
    (root / "model.joblib").write_bytes(pickle.dumps(_Evil(f"{touch}/joblib")))
    (root / "array.npz").write_bytes(b"PK\x03\x04" + b"\0" * 40)
    (root / "Makefile").write_text(f"X := $(shell {touch}/make)\nall:\n\t{touch}/make\n")
    (root / "params.yaml").write_text(f"a: !!python/object/apply:os.system ['{touch}/yaml']\n")
    (root / "README.md").write_text(f"    python train.py\n\n    {touch}/readme\n")
    info = root / "evil-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: evil\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[mlaudit.rules]\nevil = plugin\n")


def _write_settings(root: Path) -> None:
    (root / "mlaudit.toml").write_text(
        '[[call]]\nname = "plugin.load"\neffect = "read"\npath = { position = 0 }\n'
    )
    (root / ".gitattributes").write_text("* filter=evil diff=evil merge=evil\n")
    (root / ".gitmodules").write_text(
        '[submodule "x"]\n\tpath = x\n\turl = ext::sh -c evil\n\tupdate = !sh -c evil\n'
    )
    (root / ".lfsconfig").write_text("[lfs]\n\turl = http://127.0.0.1:1/\n")
    (root / "data.bin").write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 12\n"
    )


def _write_special_files(root: Path) -> None:
    for name in ("pipe.py", "params.json", ".mlaudit-history.jsonl", "Dockerfile", ".env"):
        os.mkfifo(root / name)
    (root / "outside.py").symlink_to("/etc/passwd")
    (root / "loop").symlink_to(".", target_is_directory=True)
    (root / "zero.py").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as listener:
        here = os.getcwd()
        os.chdir(root)
        try:
            listener.bind("socket.py")
        finally:
            os.chdir(here)
    with (root / "sparse.json").open("wb") as stream:
        stream.truncate(1 << 40)
    deep = root
    for _ in range(60):
        deep = deep / "deep"
    deep.mkdir(parents=True)
    (deep / "end.py").write_text("open('x.csv')\n")
    with open(os.path.join(os.fsencode(root), b"a\nb\x1b[31m\xff.py"), "w") as stream:
        stream.write("open('x.csv')\n")


def _set_traps_for_git(root: Path, sprung: Path) -> None:
    settings = {}
    for number, key in enumerate(PROGRAM_SETTINGS):
        script = root / ".git" / f"trap{number}.sh"
        script.write_text(f"#!/bin/sh\ntouch {sprung}/git-{key}\ncat\n")
        script.chmod(0o755)
        settings[key] = str(script)
    hooks = root / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in HOOKS:
        (hooks / name).write_text(f"#!/bin/sh\ntouch {sprung}/hook-{name}\n")
        (hooks / name).chmod(0o755)
    settings |= {
        "protocol.ext.allow": "always",
        "protocol.allow": "always",
        "remote.origin.url": f"ext::sh -c touch% {sprung}/ext",
        "remote.origin.promisor": "true",
        "remote.origin.partialclonefilter": "blob:none",
        "extensions.partialClone": "origin",
        "alias.ls-files": f"!touch {sprung}/alias",
        "core.hooksPath": str(hooks),
        "core.repositoryformatversion": "1",
    }
    with (root / ".git" / "config").open("a") as stream:
        for key, value in settings.items():
            section, _, rest = key.partition(".")
            part, _, name = rest.rpartition(".")
            stream.write(f'[{section} "{part}"]' if part else f"[{section}]")
            stream.write(f'\n\t{name} = "{value}"\n')
