"""Settings of pydantic, which come from the environment and from files of variables."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

HEAD = """
        from pydantic import AliasChoices, Field
        from pydantic_settings import BaseSettings, SettingsConfigDict
"""


@pytest.mark.parametrize(
    ("body", "variables", "expected"),
    [
        ('out: str = "a.csv"', {}, "a.csv"),
        ('out: str = "a.csv"', {"OUT": "b.csv"}, "b.csv"),
        ('out: str = Field("a.csv", env="TARGET")', {"TARGET": "b.csv", "OUT": "c.csv"}, "b.csv"),
        ('out: str = Field("a.csv", validation_alias="TARGET")', {"TARGET": "b.csv"}, "b.csv"),
        (
            'out: str = "a.csv"\n            class Config:\n                env_prefix = "app_"',
            {"APP_OUT": "b.csv", "OUT": "c.csv"},
            "b.csv",
        ),
        (
            'model_config = SettingsConfigDict(env_prefix="APP_")\n            out: str = "a.csv"',
            {"APP_OUT": "b.csv"},
            "b.csv",
        ),
        ('model_config = {"env_file": "my.env"}\n            out: str = "a.csv"', {}, "file.csv"),
        (
            'out: str = "a.csv"\n            class Config:\n                env_file = "my.env"',
            {"OUT": "b.csv"},
            "b.csv",
        ),
    ],
)
def test_sources(body: str, variables: dict[str, str], expected: str) -> None:
    source = f"""{HEAD}
        class Settings(BaseSettings):
            {body}

        open(Settings().out, "w")
    """
    assert written({"main.py": source, "my.env": "OUT=file.csv\n"}, "", **variables) == [expected]


def test_argument_wins() -> None:
    source = f"{HEAD}\n        class S(BaseSettings):\n            out: str\n"
    source += '        open(S(out="own.csv").out, "w")\n'
    assert written(source, "", OUT="b.csv") == ["own.csv"]


def test_variable_that_must_be_set_is_needed() -> None:
    source = (
        f"{HEAD}\n        class S(BaseSettings):\n            out: str\n        open(S().out)\n"
    )
    found = behaviour(source, "")
    assert [access.artifact for access in found.accesses] == ["env:OUT"]
    assert not found.accesses[0].guarded
    assert len(found.unresolved) == 1


def test_models_that_are_no_settings_leave_the_environment_alone() -> None:
    source = """
        from pydantic import BaseModel
        class M(BaseModel):
            out: str = "a.csv"
        open(M().out, "w")
    """
    assert touched(behaviour(source, "", OUT="b.csv")) == ["write a.csv"]
