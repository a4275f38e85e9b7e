"""A process: what goes in, what comes out, and the code that it hands to a shell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from mlaudit.model.facts import Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.parsers.orchestrators.nextflow.parameters import PROJECT, fill
from mlaudit.parsers.orchestrators.nextflow.text import Text, strip_comments
from mlaudit.parsers.shell import parse_script
from mlaudit.parsers.shell.templates import MARKS
from mlaudit.patterns import lazy_regex

_SECTION = lazy_regex(
    r"^[ \t]*(input|output|script|shell|exec|stub|when)[ \t]*:(?!:)", re.MULTILINE
)
_TRIPLE = lazy_regex(r"(\"\"\"|''')(.*?)\1", re.DOTALL)
_INPUT = lazy_regex(r"^[ \t]*(?:path|file|val)\b[ \t(]*[\"']?(\w+)", re.MULTILINE)
_OUTPUT = lazy_regex(r"\b(?:path|file)\b[ \t(]*(?:\"([^\"\n]+)\"|'([^'\n]+)')")
_PUBLISH = lazy_regex(
    r"\bpublishDir\b[ \t(]*(?:path[ \t]*:[ \t]*)?"
    r"(?:\"([^\"\n]+)\"|'([^'\n]+)'"
    r"|\{?[ \t]*params\.(\w+)[ \t]*(?:\+[ \t]*(?:\"([^\"\n]*)\"|'([^'\n]*)'))?)"
)
_CONTAINER = lazy_regex(r"^[ \t]*container[ \t=]+(?:\"([^\"\n]+)\"|'([^'\n]+)')", re.MULTILINE)
_TEMPLATE = lazy_regex(r"\btemplate[ \t(]+[\"']([^\"'\n]+)[\"']")
_SHEBANG = lazy_regex(r"\s*#!\s*(\S+)(?:[ \t]+(\S+))?")
_OWN_PROGRAM = lazy_regex(r"(^[ \t]*|[;&|][ \t]*)([\w.-]+\.(?:py|sh|R|pl))(?=\s|$)", re.MULTILINE)
_UNKNOWN = lazy_regex(r"(?<!\\)\$(?:\{([^{}]*)\}|([A-Za-z_][\w.]*))")
_SHELL_UNKNOWN = lazy_regex(r"!\{([^{}]*)\}")


@immutable
class Process:
    """One process of a file.

    Attributes:
        name: as its file defines it.
        line: of its body.
        inputs: the names of what goes in, one each; "" for a tuple and the like.
        published: (name, path) of outputs that are copied out of the working directory.
        image: of its container, or None.
        body: its text.
    """

    name: str
    line: int
    inputs: tuple[str, ...]
    published: tuple[tuple[str, str], ...]
    image: str | None
    body: Text


def read_process(name: str, body: Text, parameters: Mapping[str, str]) -> Process:
    """The parts of the body of a process."""
    parts = dict(_sections(body))
    head = strip_comments(parts[""].written)
    image = _CONTAINER.search(head)
    return Process(
        name,
        body.line,
        tuple(_inputs(parts.get("input"))),
        tuple(_published(head, parts.get("output"), parameters)),
        fill(image[1] or image[2], parameters) if image else None,
        body,
    )


def _sections(body: Text) -> Iterator[tuple[str, Text]]:
    """(name, text) of each section; what stands before the first has the name ""."""
    found = list(_SECTION.finditer(body.masked))
    ends = [match.start() for match in found] + [len(body.masked)]
    yield "", body.part(0, ends[0])
    for match, end in zip(found, ends[1:], strict=True):
        yield match[1], body.part(match.end(), end)


def _inputs(section: Text | None) -> Iterator[str]:
    lines = strip_comments(section.written).splitlines() if section is not None else []
    for line in filter(str.strip, lines):
        found = _INPUT.match(line)
        yield found[1] if found else ""


def _published(
    head: str, output: Text | None, parameters: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    written = strip_comments(output.written) if output is not None else ""
    names = [match[1] or match[2] for match in _OUTPUT.finditer(written)]
    for match in _PUBLISH.finditer(head):
        folder = match[1] or match[2]
        if folder is None:
            folder = "${params." + match[3] + "}" + (match[4] or match[5] or "")
        for name in names:
            inside = _open(fill(name, parameters))
            if inside not in ("*", "**"):
                yield inside, f"{_open(fill(folder, parameters)).rstrip('/')}/{inside}"


def runs_of(
    process: Process, path: str, parameters: Mapping[str, str], inputs: Mapping[str, str]
) -> tuple[Run, ...]:
    """The code of a process; a name of `inputs` stands for what it is called with."""
    parts = dict(_sections(process.body))
    section = parts.get("script") or parts.get("shell")
    if section is None:
        section = None if "exec" in parts else process.body
    if section is None:
        return ()
    found = []
    for match in _TRIPLE.finditer(section.written):
        line = section.line_of(match.start(2))
        code = _code(match[2], match[1] == "'''", parameters, inputs)
        found.append(Run(Place(path, line), script=parse_script(code, line)))
    for match in _TEMPLATE.finditer(section.written):
        line = section.line_of(match.start())
        code = f"bash {PROJECT}/templates/{match[1]}"
        found.append(Run(Place(path, line), script=parse_script(code, line)))
    return tuple(found)


def _code(text: str, plain: bool, parameters: Mapping[str, str], inputs: Mapping[str, str]) -> str:
    """Shell code: what Groovy puts in is known or a hole, and `\\$` is left to the shell."""
    for name, value in inputs.items():
        text = re.sub(rf"(?<!\\)(?:\$\{{{name}\}}|\${name}\b)", _constant(value), text)
    text = fill(text, parameters)
    if plain:
        text = _SHELL_UNKNOWN.sub(_hole, text)
    else:
        text = _UNKNOWN.sub(_hole, text).replace("\\$", "$").replace("\\\\", "\\")
    shebang = _SHEBANG.match(text)
    if shebang is not None:
        program = shebang[2] or shebang[1].rpartition("/")[2]
        if program not in ("bash", "sh", "-e", "-euo"):
            return f"{program} - <<'END_OF_SCRIPT'\n{text.lstrip()}\nEND_OF_SCRIPT"
    # The folder `bin` of a pipeline is on the search path of its processes.
    return _OWN_PROGRAM.sub(rf"\1{PROJECT}/bin/\2", text)


def _constant(value: str) -> Callable[[re.Match[str]], str]:
    return lambda _: value


def _hole(match: re.Match[str]) -> str:
    name = next((group for group in match.groups() if group), "value")
    return MARKS[0] + re.sub(r"\W+", "_", name).strip("_") + MARKS[1]


def _open(text: str) -> str:
    """A path with `{name}` for what is not known."""
    return _UNKNOWN.sub(lambda m: "{" + re.sub(r"\W+", "_", m[1] or m[2]).strip("_") + "}", text)
