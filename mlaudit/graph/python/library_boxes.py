"""Models of boxes: dicts whose entries are attributes as well."""

from __future__ import annotations

from mlaudit.graph.python.access import record_path
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_configuration import load_data, read_configuration
from mlaudit.graph.python.values import (
    Arguments,
    DictValue,
    ExternalValue,
    ListValue,
    Value,
)

_BOXES = [
    "box.ConfigBox",
    "box.Box",
    "box.DDBox",
    "box.SBox",
    "easydict.EasyDict",
    "easydict.EasyDict.fromDict",
    "attrdict.AttrDict",
    "attridict.AttriDict",
    "types.SimpleNamespace",
    "types.MappingProxyType",
    "argparse.Namespace",
    "jsonargparse.Namespace",
    "munch.munchify",
    "munch.Munch",
    "munch.Munch.fromDict",
    "munch.DefaultMunch.fromDict",
    "munch.unmunchify",
    "bunch.Bunch",
    "bunch.bunchify",
    "sklearn.utils.Bunch",
    "addict.Dict",
    "addict.Addict",
    "prodict.Prodict.from_dict",
    "benedict.benedict",
    "ml_collections.ConfigDict",
    "ml_collections.FrozenConfigDict",
    "ml_collections.config_dict.ConfigDict",
    "ml_collections.config_dict.FrozenConfigDict",
    "ml_collections.config_dict.create",
    "dotmap.DotMap",
    "yacs.config.CfgNode",
    "fvcore.common.config.CfgNode",
    "detectron2.config.CfgNode",
    "lightning.fabric.utilities.data.AttributeDict",
]
_BOX_CLASSES = ("box.ConfigBox", "box.Box")
_TEXTS = ("from_yaml", "from_json", "from_toml")
_FILES = ["box.box_from_file", "anyconfig.load", "box.Box.from_file", "confuse.load_yaml"]


def _wrap(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """A box around a dict: attribute access to the same entries."""
    given = arguments.positional[0] if arguments.positional else None
    if isinstance(given, DictValue) and arguments.keywords:
        return DictValue({**given.entries, **arguments.keywords}, given.open_)
    if isinstance(given, ListValue):
        return run.call(run, ExternalValue("dict"), arguments, site)
    return DictValue(dict(arguments.keywords), arguments.open_) if given is None else given


def _wrap_second(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`DefaultMunch(default, dict)`."""
    return _wrap(run, name, Arguments(arguments.positional[1:], arguments.keywords), site)


def _box_of_text(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`Box.from_yaml(text)`, `Box.from_json(filename=…)`."""
    file = arguments.get(None, "filename")
    if file is not None:
        record_path(run, file, "read", name, site, "config")
        return read_configuration(run, file)
    return load_data(
        run, name, Arguments(arguments.positional or [*arguments.keywords.values()]), site
    )


def _box_of_file(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`Box.from_file(path)`, `anyconfig.load(path)`."""
    file = arguments.positional[0] if arguments.positional else arguments.get(None, "file")
    if file is not None:
        record_path(run, file, "read", name, site, "config")
    return read_configuration(run, file)


MODELS = {
    **dict.fromkeys(_BOXES, _wrap),
    **dict.fromkeys(_FILES, _box_of_file),
    **{f"{class_}.{name}": _box_of_text for class_ in _BOX_CLASSES for name in _TEXTS},
    "munch.DefaultMunch": _wrap_second,
}
