"""Python files: scripts, modules, and notebooks kept as scripts."""

from __future__ import annotations

from functools import partial

from mlaudit.model.facts import Facts, Instruction, Problem
from mlaudit.model.place import Place
from mlaudit.model.summary import Module
from mlaudit.parsers.base import Parser
from mlaudit.parsers.prose import find_instructions
from mlaudit.parsers.python.decoding import decode_source
from mlaudit.parsers.python.instructions import make_instruction
from mlaudit.parsers.python.interactive_comments import CellScript, read_cell_script
from mlaudit.parsers.python.reading import Code, read_code
from mlaudit.parsers.python.runnable import is_runnable
from mlaudit.parsers.python.usage import find_usages
from mlaudit.parsers.requests import find_requests

__all__ = ["PARSER", "parse_python"]


def parse_python(path: str, data: bytes) -> Facts:
    """The facts of a Python file.

    `Facts.format` is "python", "jupytext" for scripts in cells, or "databricks-notebook".
    """
    decoded = decode_source(data)
    if decoded.text is None:
        return Facts(path, "python", problems=(Problem(Place(path), decoded.reason),))
    script = read_cell_script(decoded.text)
    code = _read(path, script, decoded.text)
    module = None
    if code.body is not None:
        runnable = bool(script.substitutes) or is_runnable(code.body)
        module = Module(path, code.body, (), runnable, code.docstring)
    return Facts(
        path,
        script.format,
        module=module,
        instructions=tuple(sorted((*code.instructions, *_told(path, script)), key=_order)),
        problems=tuple(
            Problem(Place(path, refusal.line), refusal.reason, whole=module is None)
            for refusal in code.refusals
        ),
        code_mentions=tuple(find_usages(path, code.docstring, decoded.text)),
        requests=find_requests(decoded.text),
    )


def _read(path: str, script: CellScript, text: str) -> Code:
    """Read the script with its magics, or without where they break the code around them."""
    place = partial(Place, path)
    code = read_code(script.code, place, substitutes=script.substitutes)
    if code.body is None and script.substitutes:
        script.substitutes.clear()
        return read_code(text, place)
    return code


def _told(path: str, script: CellScript) -> list[Instruction]:
    """The instructions in the markdown cells of a script."""
    return [
        make_instruction(
            found, Place(path, line + text.count("\n", 0, found.offset)), "notebook", ""
        )
        for line, text in script.texts
        for found in find_instructions(text, "notebook")
    ]


def _order(instruction: Instruction) -> tuple[str, int, int]:
    return instruction.place.sort_key


def _claims(path: str) -> bool:
    return path.endswith((".py", ".pyw"))


PARSER = Parser("python", _claims, parse_python)
