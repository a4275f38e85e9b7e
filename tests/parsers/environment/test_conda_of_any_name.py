"""Environment files of conda whose name does not tell what they are."""

from __future__ import annotations

from mlaudit.parsers.environment.conda import parse_conda


def test_a_file_of_any_name_with_a_list_of_pip() -> None:
    text = "name: ci\ndependencies:\n  - python=3.7.*\n  - pip:\n      - python-dotenv==0.12.0\n"
    (environment,) = parse_conda("ci_dependencies.yml", text.encode()).environments
    assert [item.name for item in environment.requirements] == ["python-dotenv"]
    chart = b"dependencies:\n  - name: redis\n    version: 1\n# - pip: none\n"
    assert parse_conda("requirements.yaml", chart).environments == ()
