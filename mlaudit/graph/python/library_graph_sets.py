"""Data sets of PyTorch Geometric: folders by convention, files that are made where they lack.

https://pytorch-geometric.readthedocs.io/en/latest/tutorial/create_dataset.html
"""

from __future__ import annotations

from collections.abc import Iterable

from mlaudit.graph.python.attributes import bind_member, get_attribute
from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.inheritance import find_in_class
from mlaudit.graph.python.text import join_paths, texts_of
from mlaudit.graph.python.values import (
    NONE,
    Arguments,
    InstanceValue,
    Known,
    ListValue,
    join,
    options_of,
)

_GRAPHS = frozenset(
    {
        *("torch_geometric.data.Dataset", "torch_geometric.data.InMemoryDataset"),
        *("torch_geometric.data.OnDiskDataset", "torch_geometric.data.dataset.Dataset"),
    }
)


def is_graph_set(bases: Iterable[str]) -> bool:
    """Is one of the library classes a data set of graphs?"""
    return not _GRAPHS.isdisjoint(bases)


def construct_graphs(
    run: Evaluation, dataset: InstanceValue, arguments: Arguments, site: Site
) -> None:
    """A data set makes its files where they lack: `download`, then `process`."""
    root = arguments.get(0, "root")
    if root is None or root == NONE or dataset.class_ is None:
        return
    dataset.attributes["root"] = root
    for part in ("raw", "processed"):
        folder = f"{part}_dir"
        if find_in_class(dataset.class_, folder) is None:
            inside = [Known(join_paths((text, part))) for text in texts_of(root)]
            dataset.attributes[folder] = join([*inside], folder)
        folders = texts_of(get_attribute(run, dataset, folder, site))
        names = get_attribute(run, dataset, f"{part}_file_names", site)
        paths = [
            Known(join_paths((place, name)))
            for option in options_of(names)
            for item in (option.items if isinstance(option, ListValue) else [option])
            for name in texts_of(item)
            for place in folders[:1]
        ]
        dataset.attributes[f"{part}_paths"] = ListValue([*paths])
    for hook in ("download", "process"):
        member = find_in_class(dataset.class_, hook)
        if member is not None:
            run.uncertain += 1
            bound = bind_member(run, member[0], dataset, member[1], site)
            run.call(run, bound, Arguments(), site)
            run.uncertain -= 1
