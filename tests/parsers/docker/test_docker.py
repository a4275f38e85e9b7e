"""Tests of Dockerfiles as declared steps."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.facts import DeclaredStep, Facts
from mlaudit.model.shell import Command
from mlaudit.model.vocabulary import StepKind
from mlaudit.parsers.docker.file import PARSER


def parse(text: str, path: str = "Dockerfile") -> Facts:
    return PARSER.parse(path, text.encode())


def build(text: str, path: str = "Dockerfile") -> DeclaredStep:
    step = parse(text, path).steps[0]
    assert step.kind == StepKind.CONTAINER_BUILD
    return step


def service(text: str) -> DeclaredStep:
    step = parse(text).steps[1]
    assert step.kind == StepKind.CONTAINER_SERVICE
    return step


def lines(step: DeclaredStep) -> list[list[str | None]]:
    return [
        [word.literal for word in node.words]
        for run in step.runs
        if run.script is not None
        for node in run.script.nodes
        if isinstance(node, Command)
    ]


SERVING = """\
FROM python:3.10-slim AS base
WORKDIR /app
COPY requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt && pip install torch==2.1.0
COPY --chown=1:1 src/ ./src/
COPY models/m.pkl /opt/model.pkl
ENV PORT=80
VOLUME ["/data"]
CMD ["python", "src/serve.py", "--port", "80"]
"""


def test_copies_are_reads_and_maps() -> None:
    step = build(SERVING)
    assert [(d.path, d.role) for d in step.reads] == [
        ("requirements.txt", "copy"),
        ("src", "copy"),
        ("models/m.pkl", "copy"),
    ]
    assert step.path_maps == (
        ("/app/requirements.txt", "requirements.txt"),
        ("/app/src", "src"),
        ("/opt/model.pkl", "models/m.pkl"),
    )
    assert "/data" in step.container_paths
    assert [u.inputs for u in step.uses] == [(("image", "python:3.10-slim"), ("stage", "base"))]


def test_the_command_runs_where_the_working_directory_leads() -> None:
    step = service(SERVING)
    assert step.directory == "."
    assert lines(step) == [["python", "src/serve.py", "--port", "80"]]
    assert step.environment == (("PORT", "80"),)
    assert step.place.line == 9


def test_installed_packages_are_requirements() -> None:
    (environment,) = parse(SERVING).environments
    assert [(r.name, r.specifier, r.pinned) for r in environment.requirements] == [
        ("torch", "==2.1.0", True)
    ]
    assert (environment.python, environment.includes) == ("3.10", ("requirements.txt",))


def test_system_packages_are_named_as_such() -> None:
    (environment,) = parse(
        "FROM debian\nRUN apt-get update && apt-get install -y git=2.1 gcc\n"
    ).environments
    assert [(r.name, r.pinned) for r in environment.requirements] == [
        ("apt:git", True),
        ("apt:gcc", False),
    ]


def test_entry_point_and_command_are_joined() -> None:
    text = 'FROM a\nENTRYPOINT ["python", "t.py"]\nCMD ["--epochs", "3"]\n'
    assert lines(service(text)) == [["python", "t.py", "--epochs", "3"]]
    assert lines(service("FROM a\nENTRYPOINT python t.py\nCMD x\n")) == [["python", "t.py"]]


def test_comments_and_blank_lines_go_on_inside_a_continuation() -> None:
    step = build("from a\nrun python a.py \\\n  # why\n\n  --x 1\nRUN b\n")
    assert lines(step) == [["python", "a.py", "--x", "1"], ["b"]]
    assert [run.place.line for run in step.runs] == [2, 6]


def test_here_documents() -> None:
    step = build(
        "FROM a\nRUN <<EOF\npip install x\npython b.py\nEOF\nCOPY <<EOF /f\nt\nEOF\nRUN c\n"
    )
    assert lines(step) == [["pip", "install", "x"], ["python", "b.py"], ["c"]]
    first = step.runs[0].script
    assert first is not None
    assert [n.line for n in first.nodes if isinstance(n, Command)] == [3, 4]
    assert step.reads == ()


def test_escape_directive_of_windows() -> None:
    step = build("# escape=`\nFROM a\nRUN python a.py `\n  --x 1\n")
    assert lines(step) == [["python", "a.py", "--x", "1"]]


def test_arguments_expand_and_unknown_ones_stay_open() -> None:
    step = build(
        "ARG TAG=3.9\nFROM python:${TAG}\nARG SRC=app\nARG WHAT\n"
        "COPY ${SRC}/a.py /x/\nCOPY $WHAT/b.py /x/\n"
    )
    assert step.uses[0].inputs == (("image", "python:3.9"),)
    assert [d.path for d in step.reads] == ["app/a.py", "{WHAT}/b.py"]


def test_stages_hand_over_what_was_copied() -> None:
    step = service(
        "FROM a AS build\nWORKDIR /src\nCOPY . .\nFROM b\n"
        "COPY --from=build /src/app /srv/app\nWORKDIR /srv\nCMD python app/x.py\n"
    )
    assert step.path_maps == (("/srv/app", "app"),)
    assert step.directory == "."


def test_downloads_are_no_copies() -> None:
    step = build("FROM a\nADD https://example.org/m.bin /m.bin\n")
    assert [(d.path, d.role) for d in step.reads] == [("https://example.org/m.bin", "download")]


def test_copies_are_relative_to_the_folder_of_the_file() -> None:
    assert build("FROM a\nCOPY x.py /x.py\n", "api/Dockerfile").reads[0].path == "api/x.py"


def test_a_source_that_repeats_the_folder_shows_the_context() -> None:
    step = build("FROM a\nCOPY api/x.py lib/y.py /srv/\n", "api/Dockerfile")
    assert [d.path for d in step.reads] == ["api/x.py", "lib/y.py"]
    assert step.directory == "."


def test_another_shell_is_not_read_as_posix() -> None:
    step = build('FROM a\nSHELL ["powershell", "-Command"]\nRUN Get-Item x\n')
    assert step.runs[0].script is not None
    assert step.runs[0].script.problem == "not a POSIX shell"


def test_broken_files_are_problems() -> None:
    assert parse("RUN a\n").problems[0].whole
    facts = parse("FROM a\nFROBNICATE x\nRUN b\n")
    assert (facts.problems[0].place.line, facts.problems[0].whole) == (2, False)
    assert lines(facts.steps[0]) == [["b"]]


def test_names() -> None:
    claimed = [
        "Dockerfile",
        "a/Dockerfile.gpu",
        "train.Dockerfile",
        "Containerfile",
        "Dockerfile_old",
    ]
    assert all(map(PARSER.claims, claimed))
    assert not any(map(PARSER.claims, ["Dockerfile.dockerignore", "dockerfile.py", "a.docker"]))


@given(st.binary(max_size=200))
def test_any_bytes_give_facts(data: bytes) -> None:
    assert isinstance(PARSER.parse("Dockerfile", b"FROM a\n" + data), Facts)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["RUN", "COPY", "ADD", "ENV", "ARG", "CMD", "FROM", "WORKDIR", "#"]),
            st.text(alphabet="a ./$\\{}[]\"'=<-\n,:*", max_size=20),
        ),
        max_size=6,
    )
)
def test_any_instructions_give_facts(rows: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{name} {rest}" for name, rest in rows)
    assert isinstance(PARSER.parse("Dockerfile", text.encode()), Facts)
