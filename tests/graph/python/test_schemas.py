"""Objects that libraries make of plain data by the fields of a class."""

from __future__ import annotations

import pytest

from tests.graph.python.running import written

CLASSES = """
    import json, yaml
    from dataclasses import dataclass, field
    from pathlib import Path
    from typing import Optional

    @dataclass
    class Paths:
        raw: str
        out: Path = Path("usual")

    @dataclass
    class Settings:
        paths: Paths
        extra: Optional[Paths] = None

    data = yaml.safe_load(open("c.yaml"))
"""
FILE = "paths: {raw: raw.csv, out: made}\n"


@pytest.mark.parametrize(
    "make",
    [
        "import dacite\n    s = dacite.from_dict(data_class=Settings, data=data)",
        "from dacite import from_dict\n    s = from_dict(Settings, data)",
        "import cattrs\n    s = cattrs.structure(data, Settings)",
        "import msgspec\n    s = msgspec.convert(data, type=Settings)",
        "import msgspec\n    s = msgspec.yaml.decode(open('c.yaml').read(), type=Settings)",
        "from marshmallow_dataclass import class_schema\n"
        "    Schema = class_schema(Settings)\n    s = Schema().load(data)",
        "import desert\n    s = desert.schema(Settings).load(data)",
        "from pydantic import TypeAdapter\n    s = TypeAdapter(Settings).validate_python(data)",
    ],
)
def test_nested_records(make: str) -> None:
    source = CLASSES + f"\n    {make}\n    df.to_csv(s.paths.out / s.paths.raw)\n"
    assert written({"main.py": source, "c.yaml": FILE}, "") == ["made/raw.csv"]


@pytest.mark.parametrize(
    "make",
    [
        "Settings.from_dict(yaml.safe_load(open('c.yaml')))",
        "Settings.from_json(open('c.json').read())",
        "Settings.schema().load(yaml.safe_load(open('c.yaml')))",
        "Settings.schema().loads(open('c.json').read())",
    ],
)
def test_methods_that_a_decorator_adds(make: str) -> None:
    source = f"""
        import yaml
        from dataclasses import dataclass
        from dataclasses_json import dataclass_json

        @dataclass_json
        @dataclass
        class Settings:
            raw: str

        df.to_csv({make}.raw)
        df.to_csv({make}.to_dict()["raw"])
    """
    files = {"main.py": source, "c.yaml": "raw: a.csv\n", "c.json": '{"raw": "a.csv"}'}
    assert written(files, "") == ["a.csv"]


@pytest.mark.parametrize(
    "make",
    [
        "Settings.model_validate_json(open('c.json').read())",
        "Settings.parse_raw(open('c.json').read())",
        "Settings.parse_file('c.json')",
        "Settings(**json.load(open('c.json')))",
        "pydantic.parse_obj_as(Settings, json.load(open('c.json')))",
        "pydantic_yaml.parse_yaml_file_as(Settings, 'c.yaml')",
    ],
)
def test_models_of_pydantic(make: str) -> None:
    source = f"""
        import json, pydantic, pydantic_yaml

        class Settings(pydantic.BaseModel):
            raw: str = "usual.csv"

        df.to_csv({make}.raw)
    """
    files = {"main.py": source, "c.yaml": "raw: a.csv\n", "c.json": '{"raw": "a.csv"}'}
    assert written(files, "") == ["a.csv"]
