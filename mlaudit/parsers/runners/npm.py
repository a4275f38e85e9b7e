"""Scripts of package.json, by the page "scripts" of the npm documentation."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.data import Scalar
from mlaudit.model.facts import DeclaredStep, Facts, Run
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.environment.values import entries_of, find, text_of
from mlaudit.parsers.json_data import read_json
from mlaudit.parsers.path_text import folder_of, name_of
from mlaudit.parsers.shell import parse_script

NPM_SCRIPT = StepKind("npm-script", StepFamily.TARGET)

_OTHER_PACKAGES = (
    "-w",
    "--workspace",
    "--workspaces",
    "-ws",
    "-r",
    "--recursive",
    "-F",
    "--filter",
)
_FOLDERS = ("--prefix", "--cwd", "-C", "--dir")
_COMMANDS = (
    *("", "run", "run-script", "install", "i", "ci", "add", "remove", "rm", "uninstall", "update"),
    *("up", "upgrade", "init", "create", "exec", "x", "dlx", "node", "link", "unlink", "config"),
    *("set", "cache", "pack", "publish", "version", "login", "logout", "info", "view", "why"),
    *(
        "list",
        "ls",
        "outdated",
        "audit",
        "global",
        "import",
        "patch",
        "plugin",
        "plugins",
        "dedupe",
    ),
    *("workspace", "workspaces", "store", "prune", "rebuild", "bin", "help", "env", "npm"),
)


def parse(path: str, data: bytes) -> Facts:
    """The scripts of a package; what runs before and after each by its name.

    Broken syntax is reported where the file is read as configuration.
    """
    if b'"scripts"' not in data:
        return Facts(path, PARSER.name)
    value, _, _ = read_json(data)
    scripts = {
        entry.key: entry.value
        for entry in entries_of(find(value, "scripts"))
        if isinstance(entry.value, Scalar) and isinstance(entry.value.value, str)
    }
    environment = tuple(
        (f"npm_package_config_{entry.key}", text_of(entry.value) or "")
        for entry in entries_of(find(value, "config"))
    )
    return Facts(path, PARSER.name, steps=tuple(_steps(path, scripts, environment)))


def _steps(
    path: str, scripts: dict[str, Scalar], environment: tuple[tuple[str, str], ...]
) -> Iterator[DeclaredStep]:
    for name, script in scripts.items():
        place = Place(path, script.line)
        late = (Run(place, step=f"post{name}"),) if f"post{name}" in scripts else ()
        code = parse_script(str(script.value), script.line)
        yield DeclaredStep(
            NPM_SCRIPT,
            name,
            place,
            f"scripts.{name}",
            runs=(Run(place, script=code), *late),
            directory=folder_of(path),
            after=(f"pre{name}",) if f"pre{name}" in scripts else (),
            environment=environment,
            group=path,
        )


def _launcher(
    programs: tuple[str, ...],
    before: tuple[str, ...] = ("",),
    names: tuple[str, ...] = (),
    reserved: tuple[str, ...] = (),
) -> Launcher:
    return Launcher(
        NPM_SCRIPT,
        programs,
        before=tuple((word,) if word else () for word in before),
        files=("package.json",),
        folder_options=_FOLDERS,
        asking=_OTHER_PACKAGES,
        names=names,
        reserved=reserved,
        default="none",
    )


PARSER = Parser(
    "npm",
    lambda path: name_of(path) == "package.json",
    parse,
    launchers=(
        _launcher(("npm", "yarn", "pnpm", "bun"), before=("run", "run-script")),
        _launcher(("npm",), names=("test", "start", "stop", "restart")),
        _launcher(("yarn",), reserved=_COMMANDS),
        _launcher(("pnpm",), reserved=(*_COMMANDS, "fetch")),
        Launcher(
            NPM_SCRIPT,
            ("npm-run-all", "run-s"),
            files=("package.json",),
            asking=("-p", "--parallel"),
            several=True,
            default="none",
        ),
    ),
)
"""Reads package.json."""
