"""Settings of dynaconf."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written

PLAIN = (
    'out = "a.csv"\nroot = "data"\ninside = "@format {this.ROOT}/b.csv"\n[paths]\nraw = "r.csv"\n'
)
LAYERS = '[default]\nout = "d.csv"\n[production]\nout = "p.csv"\n'


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("settings.OUT", "a.csv"),
        ("settings.out", "a.csv"),
        ("settings['out']", "a.csv"),
        ("settings.get('OUT')", "a.csv"),
        ("settings.PATHS.raw", "r.csv"),
        ("settings.paths['raw']", "r.csv"),
        ("settings.inside", "data/b.csv"),
    ],
)
def test_keys_have_any_case(asked: str, expected: str) -> None:
    files = {
        "config.py": "from dynaconf import Dynaconf\nsettings = Dynaconf()\n",
        "main.py": f"from config import settings\nopen({asked}, 'w')\n",
        "settings.toml": PLAIN,
    }
    assert touched(behaviour(files, "")) == ["read settings.toml", f"write {expected}"]


def test_variables_replace_values() -> None:
    source = """
        from dynaconf import Dynaconf
        files = ["conf/settings.toml", "conf/.secrets.toml"]
        s = Dynaconf(envvar_prefix="APP", settings_files=files)
        open(s.out, "w")
        open(s.paths.raw, "w")
    """
    files = {"main.py": source, "conf/settings.toml": PLAIN}
    assert written(files, "", APP_OUT="v.csv", APP_PATHS__RAW="w.csv") == ["v.csv", "w.csv"]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [({}, "d.csv"), ({"ENV_FOR_DYNACONF": "production"}, "p.csv")],
)
def test_layers(variables: dict[str, str], expected: str) -> None:
    source = """
        from dynaconf import Dynaconf
        settings = Dynaconf(settings_files=["s.toml"], environments=True)
        open(settings.OUT, "w")
    """
    assert written({"main.py": source, "s.toml": LAYERS}, "", **variables) == [expected]


def test_file_that_is_not_there_leaves_its_values_open() -> None:
    source = "from dynaconf import Dynaconf\ns = Dynaconf(settings_files=['n.toml'])\nopen(s.OUT)\n"
    found = behaviour(source, "")
    assert touched(found) == ["read n.toml"]
    assert len(found.unresolved) == 1
