"""Jobs of GitHub that run for each combination of a matrix."""

from __future__ import annotations

import pytest

from tests.parsers.ci.reading import commands
from tests.parsers.ci.test_github import jobs


def matrix(text: str, reference: str = "${{ matrix.a }} ${{ matrix.b }}") -> list[str]:
    """What one step runs in the jobs of a matrix."""
    found = jobs(
        f"on: push\njobs:\n  j:\n    strategy: {{matrix: {text}}}\n"
        f"    steps:\n      - run: go {reference}\n"
    )
    return commands(found["j"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{a: [1, 2], b: [x]}", ["go 1 x", "go 2 x"]),
        ("{a: [1, 2], b: [x, y], exclude: [{a: 1, b: x}]}", ["go 1 y", "go 2 x", "go 2 y"]),
        ("{a: [1], include: [{a: 1, b: x}, {a: 2, b: y}]}", ["go 1 x", "go 2 y"]),
        ("{a: [1, 2], include: [{b: z}]}", ["go 1 z", "go 2 z"]),
        ("{include: [{a: 1, b: x}, {a: 2, b: y}]}", ["go 1 x", "go 2 y"]),
        ("{a: [1, 2], b: '${{ fromJSON(x) }}'}", ["go 1 ?", "go 2 ?"]),
        ("{a: [1, 2], b: [x], os: [l, m, w]}", ["go 1 x", "go 2 x"]),
        ("'${{ fromJSON(x) }}'", ["go ? ?"]),
    ],
)
def test_a_step_runs_in_every_job_of_a_matrix(text: str, expected: list[str]) -> None:
    assert matrix(text) == expected


def test_values_of_a_matrix_may_be_tables() -> None:
    text = "{a: [{n: 1}, {n: 2}], b: [x]}"
    assert matrix(text, "${{ matrix.a.n }}") == ["go 1", "go 2"]


def test_of_too_many_combinations_only_what_they_share_is_known() -> None:
    many = ", ".join(map(str, range(40)))
    assert matrix(f"{{a: [{many}], b: [x]}}") == ["go ? x"]


def test_variables_of_a_job_may_differ_within_a_matrix() -> None:
    found = jobs(
        """\
        on: push
        jobs:
          j:
            strategy: {matrix: {a: [1, 2]}}
            env: {A: "${{ matrix.a }}", B: b}
            steps:
              - {run: "go ${{ env.A }}", working-directory: "d/${{ matrix.a }}"}
              - {run: same, name: "Look at ${{ matrix.a }}"}
        """
    )
    assert found["j"].environment == (("A", ""), ("B", "b"))
    first, second, *others = found["j"].runs
    assert (first.environment, second.environment) == ((("A", "1"),), (("A", "2"),))
    assert (first.directory, second.directory) == ("d/1", "d/2")
    assert [run.name for run in others] == ["Look at {a}", "Look at {a}"]


def test_each_job_of_a_matrix_uploads_its_own_file() -> None:
    found = jobs(
        """\
        on: push
        jobs:
          a:
            strategy: {matrix: {n: [x, y]}}
            steps:
              - uses: actions/upload-artifact@v4
                with: {name: "m-${{ matrix.n }}", path: "out/${{ matrix.n }}.pkl"}
          b:
            needs: [a]
            steps:
              - uses: actions/download-artifact@v4
                with: {name: m-y}
        """
    )
    assert [d.path for d in found["b"].writes] == ["y.pkl"]
