"""Models of Triton: https://github.com/triton-inference-server/server/blob/main/docs/user_guide."""

from __future__ import annotations

from collections.abc import Iterator

from mlaudit.model.facts import Declaration, DeclaredStep, Facts, Run
from mlaudit.model.immutable import immutable
from mlaudit.model.place import Place
from mlaudit.model.vocabulary import StepFamily, StepKind
from mlaudit.parsers.base import Launcher, Parser
from mlaudit.parsers.path_text import folder_of, join_path, name_of
from mlaudit.parsers.yaml_data import decode_text
from mlaudit.patterns import lazy_regex

TRITON_MODEL = StepKind("triton-model", StepFamily.TARGET, "model of Triton")

MAXIMUM_SIZE = 500_000
"""Bytes from which a file is left alone."""

_FILES = {
    "onnxruntime_onnx": "model.onnx",
    "onnxruntime": "model.onnx",
    "openvino": "model.xml",
    "python": "model.py",
    "pytorch_libtorch": "model.pt",
    "pytorch": "model.pt",
    "tensorflow_graphdef": "model.graphdef",
    "tensorflow_savedmodel": "model.savedmodel",
    "tensorrt_plan": "model.plan",
    "tensorrt": "model.plan",
}
"""What a backend loads where nothing else is named."""

_TOKEN = lazy_regex(
    r"#[^\n]*|\"((?:\\.|[^\"\\\n])*)\"|'((?:\\.|[^'\\\n])*)'|([\w.+-]+)|([{}\[\]:,;])"
)


@immutable
class _Field:
    """A value with the names of the messages around it, outermost first."""

    names: tuple[str, ...]
    value: str
    line: int


def parse(path: str, data: bytes) -> Facts:
    """The model whose settings the file holds, as what a server loads."""
    if len(data) > MAXIMUM_SIZE or not folder_of(path).strip("."):
        return Facts(path, PARSER.name)
    fields = list(_fields(decode_text(data)))
    top = {field.names[0]: field.value for field in fields if len(field.names) == 1}
    folder = folder_of(path)
    place = Place(path, 1)
    inner = [
        field for field in fields if field.names == ("ensemble_scheduling", "step", "model_name")
    ]
    name = top.get("name") or name_of(folder)
    step = DeclaredStep(
        TRITON_MODEL,
        name,
        place,
        f"models.{name}",
        runs=tuple(_run(path, field) for field in inner),
        directory=folder,
        reads=tuple(
            Declaration(file, place, "dep") for file in _files(folder, top, fields) if not inner
        ),
        group=path,
    )
    return Facts(path, PARSER.name, steps=(step,))


def _run(path: str, field: _Field) -> Run:
    """The step of a model beside this one, of which an ensemble consists."""
    other = join_path(folder_of(folder_of(path)), f"{field.value}/config.pbtxt")
    return Run(Place(path, field.line), step=f"{other}:{field.value}")


def _files(folder: str, top: dict[str, str], fields: list[_Field]) -> Iterator[str]:
    """The files of the versions that are served; by default the newest one is."""
    backend = top.get("backend") or top.get("platform") or ""
    file = top.get("default_model_filename") or _FILES.get(backend)
    named = [f.value for f in fields if f.names == ("version_policy", "specific", "versions")]
    if file is not None:
        for version in named or ["{version}"]:
            yield join_path(folder, f"{version}/{file}")


def _fields(text: str) -> Iterator[_Field]:
    """The scalars of a protocol buffer in its text format."""
    around: list[str] = []
    name, line, end = "", 1, 0
    for match in _TOKEN.finditer(text):
        line += text.count("\n", end, match.start())
        end = match.start()
        quoted = next((part for part in match.groups()[:2] if part is not None), None)
        word, mark = match[3], match[4]
        if mark in ("{", "["):
            around.append(name)
        elif mark in ("}", "]") and around:
            name = around.pop()
        elif quoted is not None or (word is not None and _is_value(text, match.end())):
            yield _Field(_names(around, name), word if quoted is None else quoted, line)
        elif word is not None:
            name = word


def _is_value(text: str, end: int) -> bool:
    """Is a word no name? A name comes before a colon or a bracket."""
    following = text[end : end + 200].lstrip()
    return not following.startswith((":", "{", "["))


def _names(around: list[str], name: str) -> tuple[str, ...]:
    """`steps [ {` and `[ 1, 2 ]` open two brackets, or repeat the name, for one field."""
    found: list[str] = []
    for each in (*around, name):
        if not found or found[-1] != each:
            found.append(each)
    return tuple(found)


PARSER = Parser(
    "triton",
    lambda path: name_of(path) == "config.pbtxt",
    parse,
    launchers=(
        Launcher(
            TRITON_MODEL,
            ("tritonserver",),
            folder_options=("--model-repository", "--model-store"),
            name_options=("--load-model",),
            valued=("--http-port", "--grpc-port", "--metrics-port", "--model-control-mode"),
            asking=("--help", "--version"),
            at_once=True,
        ),
    ),
)
"""Reads the settings of models that Triton serves."""
