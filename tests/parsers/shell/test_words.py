"""Words of shell code: variables inside unquoted words, and unknown parts of commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.shell import (
    Assignment,
    Command,
    Group,
    Hole,
    Literal,
    Pipeline,
    ShellLoop,
    Variable,
    Word,
    WordPart,
)
from mlaudit.parsers.shell import parse_script


def show(word: Word) -> str:
    """A word with its variables as `<name>` and its holes as `?text?`."""

    def part_text(part: WordPart) -> str:
        if isinstance(part, Variable):
            return f"<{part.name}>"
        return f"?{part.text}?" if isinstance(part, Hole) else getattr(part, "text", "…")

    return "".join(map(part_text, word.parts))


def words_of(text: str) -> list[str]:
    """The words of the only command of `text`."""
    script = parse_script(text)
    assert script.problem is None
    (node,) = script.nodes
    assert isinstance(node, Command)
    return [show(word) for word in node.words]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cp $IN/$name.csv $OUT", ["cp", "<IN>/<name>.csv", "<OUT>"]),
        ("cp ${IN}_$name $a$b", ["cp", "<IN>_<name>", "<a><b>"]),
        ("cp $A-$B/x a$b-c$d.e", ["cp", "<A>-<B>/x", "a<b>-c<d>.e"]),
        ("$BIN/$tool/$version run", ["<BIN>/<tool>/<version>", "run"]),
        ("train --data=$DIR/$1.csv", ["train", "--data=<DIR>/<1>.csv"]),
        ('cat "a"$b.csv $A"x"$b.c', ["cat", "a<b>.csv", "<A>x<b>.c"]),
        ("echo $A/$ '$A/$b.c' price$", ["echo", "<A>/$", "$A/$b.c", "price$"]),
    ],
)
def test_a_variable_inside_a_word_stays_in_it(text: str, words: list[str]) -> None:
    assert words_of(text) == words


def test_redirections_loops_and_assignments_keep_their_words_whole() -> None:
    redirected, loop, assigned = parse_script(
        "cat a > $OUT/$name.csv\nfor f in $IN/$day.csv; do cat $f; done\nx=$A/$b.csv run $c\n"
    ).nodes
    assert isinstance(redirected, Command)
    assert show(redirected.redirects[0].target) == "<OUT>/<name>.csv"
    assert [show(word) for word in redirected.words] == ["cat", "a"]
    assert isinstance(loop, ShellLoop)
    assert [show(word) for word in loop.words] == ["<IN>/<day>.csv"]
    assert isinstance(assigned, Command)
    assert [(name, show(word)) for name, word in assigned.assignments] == [("x", "<A>/<b>.csv")]
    assert [show(word) for word in assigned.words] == ["run", "<c>"]


_PIECE = st.one_of(
    st.sampled_from(["/", "-", ".", "x", "data/", ".csv", "_0", "="]).map(lambda t: (t, t)),
    st.sampled_from(["A", "name", "dir"]).map(lambda n: ("${" + n + "}", f"<{n}>")),
    # What follows an unbraced name must not go on with it.
    st.sampled_from(["A", "name"]).map(lambda n: (f"${n}/", f"<{n}>/")),
    st.sampled_from(["B", "dir"]).map(lambda n: (f"${n}.", f"<{n}>.")),
)


def _is_operator(word: list[tuple[str, str]]) -> bool:
    """The grammar keeps `==` for tests, wherever it stands at the start of a word."""
    return "".join(written for written, _ in word).startswith("==")


_WORD = st.lists(_PIECE, min_size=1, max_size=7).filter(lambda word: not _is_operator(word))


@given(st.lists(_WORD, min_size=1, max_size=4))
def test_any_mix_of_text_and_variables_is_one_word(words: list[list[tuple[str, str]]]) -> None:
    text = " ".join("".join(written for written, _ in word) for word in words)
    expected = ["".join(meant for _, meant in word) for word in words]
    assert words_of("cmd " + text)[1:] == expected


def test_a_command_may_start_with_an_unknown_part() -> None:
    assert words_of("{python} train.py --out {out}") == [
        "?{python}?",
        "train.py",
        "--out",
        "{out}",
    ]
    assert words_of("{venv}/bin/python train.py")[0] == "?{venv}?/bin/python"


def test_unknown_commands_in_lists_pipes_and_branches() -> None:
    script = parse_script("cat a | {tool} b && {run} c\nif [ -f x ]; then {fetch} x; fi\n")
    assert script.problem is None
    pipe = script.nodes[0]
    assert isinstance(pipe, Pipeline)
    assert isinstance(pipe.commands[1], Command)
    assert show(pipe.commands[1].words[0]) == "?{tool}?"
    assert isinstance(script.nodes[1], Command)
    assert show(script.nodes[1].words[0]) == "?{run}?"


def test_groups_brace_lists_and_empty_braces_are_left_alone() -> None:
    group, *rest = parse_script("{ echo a; }\n").nodes
    assert isinstance(group, Group)
    assert not rest
    assert words_of("cp {a,b}.csv out") == ["cp", "a.csv", "b.csv", "out"]
    assert words_of("find . -exec rm {} +") == ["find", ".", "-exec", "rm", "{}", "+"]
    (assigned,) = parse_script("x=${y}").nodes
    assert assigned == Assignment("x", Word((Variable("y"),)), 1)
    assert words_of("echo {x}") == ["echo", show(Word((Literal("{x}"),)))]


@pytest.mark.parametrize(
    "line",
    [
        "run -P n=<how many (if 0 -> all, default: 3)> -P m=<max, in # of batches>",
        "run <in.csv> <dir/out.bam>",
        "run <your folder> --out <name>",
    ],
)
def test_what_a_reader_shall_put_in_is_no_redirect(line: str) -> None:
    (command,) = parse_script(line).nodes
    assert isinstance(command, Command)
    assert command.redirects == ()


@pytest.mark.parametrize("line", ["sort <in.csv >out.csv", "sort <in.csv> out.csv", "sort < a > b"])
def test_redirects_without_a_space(line: str) -> None:
    (command,) = parse_script(line).nodes
    assert isinstance(command, Command)
    assert len(command.redirects) == 2
