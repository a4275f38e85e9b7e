from __future__ import annotations

from dataclasses import replace

from mlaudit.graph.neighbourhood import select_around
from mlaudit.model.vocabulary import Role
from mlaudit.report.pictures.collapse import collapse
from mlaudit.report.pictures.looks import LOOKS, look_of, title_of
from mlaudit.report.pictures.picture import Edge, Node, Picture, draw
from tests.report.examples import MODEL, RAW, make_workflow
from tests.report.pictures.workflows import make_chain


def test_data_goes_to_and_from_units_and_what_starts_what_is_drawn() -> None:
    workflow = make_workflow()
    stage, script = "dvc.yaml:train", "src/train.py"
    steps = tuple(replace(s, unit=s.id != script) for s in workflow.steps)
    picture = draw(replace(workflow, steps=steps, orders=()))
    keys = {node.id: node.key for node in picture.nodes}
    assert set(picture.edges) == {
        Edge(keys[RAW], keys[stage], "reads"),
        Edge(keys[stage], keys[MODEL], "writes"),
        Edge(keys[stage], keys[script], "invokes"),
    }


def test_an_order_is_drawn_where_no_data_shows_it() -> None:
    workflow = make_workflow()
    assert not [edge for edge in draw(workflow).edges if edge.sort == "order"]
    orders = tuple(replace(order, artifact=None) for order in workflow.orders)
    found = [edge.detail for edge in draw(replace(workflow, orders=orders)).edges if edge.detail]
    assert found == ["data-flow"]


def test_levels_differ_in_colour_and_in_shape() -> None:
    steps = [look for look in LOOKS if look.name not in ("aside",)]
    assert len({look.shape for look in steps}) == len(steps)
    assert len({(look.fill, look.line) for look in steps if look.name != "brought"}) == 7


def test_what_nothing_makes_is_brought_by_hand_and_a_test_is_no_work() -> None:
    workflow = make_workflow()
    steps = tuple(replace(step, role=Role.TEST) for step in workflow.steps)
    by_id = {node.id: node for node in draw(replace(workflow, steps=steps)).nodes}
    assert look_of(by_id[RAW]).name == "brought"
    assert look_of(by_id[MODEL]).name == "made"
    assert {look_of(by_id[step.id]).name for step in steps} == {"aside"}


def test_a_part_does_not_call_brought_what_the_rest_makes() -> None:
    part = select_around(make_chain(5), "data/part2/file2.csv", 0)
    assert part is not None
    assert [(node.id, node.by_hand) for node in draw(part).nodes] == [
        ("data/part2/file2.csv", False)
    ]


def test_large_pictures_get_groups_that_lose_nobody() -> None:
    picture = draw(make_chain(150))
    small = collapse(picture)
    assert len(picture.nodes) == 300
    assert len(small.nodes) <= 60
    assert sum(node.members for node in small.nodes) == 300
    for state in ("hidden", "automated"):
        counted = [sum(n.members for n in p.nodes if n.state == state) for p in (picture, small)]
        assert counted[0] == counted[1] > 0
    keys = {node.key for node in small.nodes}
    assert {end for edge in small.edges for end in (edge.source, edge.target)} <= keys


def test_small_folders_are_put_together_first_and_work_by_hand_last() -> None:
    paths = [*(f"src/small/{n}.csv" for n in range(3)), *(f"src/big/{n}.csv" for n in range(9))]
    nodes = [
        Node(f"a{n}", path, path, "artifact", "dataset", "git") for n, path in enumerate(paths)
    ]
    hand = [replace(nodes[n], key=f"a{n + 20}", by_hand=True) for n in range(3)]
    picture = Picture((*nodes, *hand), (Edge("a0", "a20", "holds"), Edge("a0", "a1", "holds")))
    small = collapse(picture, 13)
    assert [(n.label, n.members) for n in small.nodes if n.members > 1] == [("src/small/", 3)]
    assert small.edges == (Edge("a0", "a20", "holds"),)
    assert [n.label for n in collapse(picture, 5).nodes][:2] == ["src/small/", "src/big/"]
    assert [(n.label, n.members) for n in collapse(picture, 2).nodes] == [
        ("src/", 12),
        ("src/small/", 3),
    ]


def test_commands_of_one_document_are_called_by_its_name() -> None:
    steps = [
        Node(f"s{n}", f"README.md:{n}", f"c{n}", "step", "readme-command", "documented")
        for n in range(5)
    ]
    placed = tuple(replace(step, place=f"README.md:{n}") for n, step in enumerate(steps))
    (node,) = collapse(Picture(placed, ()), 2).nodes
    assert (title_of(node), node.inside[0]) == ("README.md (5 steps)", "README.md:0")


def test_small_pictures_stay_as_they_are() -> None:
    picture = draw(make_chain(30))
    assert collapse(picture) is picture
