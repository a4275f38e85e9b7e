"""Tests of shell code as `Script` values."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.shell import (
    Assignment,
    Branch,
    Command,
    Group,
    Hole,
    Literal,
    Pipeline,
    Script,
    ShellFunction,
    ShellLoop,
    Substitution,
    Variable,
    Word,
)
from mlaudit.parsers.shell import parse_script


def commands(script: Script) -> list[list[str | None]]:
    """The literal words of the top-level commands."""
    return [
        [word.literal for word in node.words] for node in script.nodes if isinstance(node, Command)
    ]


def only_command(text: str) -> Command:
    (node,) = parse_script(text).nodes
    assert isinstance(node, Command)
    return node


def words(text: str) -> list[str | None]:
    return [word.literal for word in only_command(text).words]


def test_quotes_and_escapes_make_one_word() -> None:
    assert words('cp \'a b.csv\' "c\\"d" e\\ f') == ["cp", "a b.csv", 'c"d', "e f"]


def test_an_escaped_glob_is_quoted() -> None:
    command = only_command(r"find . -name \*.csv")
    assert command.words[3].parts == (Literal("*", quoted=True), Literal(".csv"))
    assert only_command("ls *.csv").words[1].parts == (Literal("*.csv"),)


def test_variables_with_default_and_operation() -> None:
    command = only_command('python a.py ${DATA:-data/raw.csv} "${name%.csv}".parquet $1')
    assert command.words[2].parts == (Variable("DATA", Word((Literal("data/raw.csv"),))),)
    assert command.words[3].parts == (Variable("name", operation="%.csv"), Literal(".parquet"))
    assert command.words[4].parts == (Variable("1"),)


def test_blanks_between_expansions_of_a_string_stay() -> None:
    command = only_command('echo "a  $b ${c} `d`"')
    blank = Literal(" ", quoted=True)
    assert command.words[1].parts[:5] == (
        Literal("a  ", quoted=True),
        Variable("b"),
        blank,
        Variable("c"),
        blank,
    )


def test_substitution_holds_its_commands() -> None:
    for text in ("x=$(ls -t models | head -1)", "x=`ls -t models | head -1`"):
        (node,) = parse_script(text, line=7).nodes
        assert isinstance(node, Assignment)
        (part,) = node.value.parts
        assert isinstance(part, Substitution)
        assert isinstance(part.script.nodes[0], Pipeline)
        assert part.script.text == "ls -t models | head -1"
        assert part.script.line == 7


def test_arithmetic_is_a_hole() -> None:
    assert only_command("echo $((n + 1))").words[1].parts == (Hole("$((n + 1))"),)


def test_braces_expand_in_order() -> None:
    assert words("mkdir -p data/{raw,interim}/{a,b}") == [
        "mkdir",
        "-p",
        "data/raw/a",
        "data/raw/b",
        "data/interim/a",
        "data/interim/b",
    ]
    assert words("echo f{1..3}.csv {08..10} {c..a}") == [
        "echo",
        *("f1.csv", "f2.csv", "f3.csv"),
        *("08", "09", "10"),
        *("c", "b", "a"),
    ]


def test_braces_that_do_not_expand_stay() -> None:
    assert words("find . -exec rm {} +")[3:] == ["rm", "{}", "+"]
    assert words("echo '{a,b}' {a}") == ["echo", "{a,b}", "{a}"]
    assert words("echo {1..100000}") == ["echo", "{1..100000}"]


def test_redirects() -> None:
    command = only_command("python a.py < in.txt > out.txt 2>&1")
    found = [(r.operator, r.target.literal, r.descriptor) for r in command.redirects]
    assert found == [("<", "in.txt", None), (">", "out.txt", None), (">&", "1", 2)]


def test_words_behind_a_redirect_belong_to_the_command() -> None:
    command = only_command("python a.py > log.txt --epochs 3")
    assert [word.literal for word in command.words] == ["python", "a.py", "--epochs", "3"]


def test_here_document_keeps_its_text_and_variables() -> None:
    script = parse_script("cat <<EOF > conf.yml\na: $X\n  b: 2\nEOF\npython a.py\n")
    first, second = script.nodes
    assert isinstance(first, Command)
    assert isinstance(second, Command)
    assert [r.operator for r in first.redirects] == [">", "<<"]
    assert first.redirects[1].target.parts == (
        Literal("a: ", quoted=True),
        Variable("X"),
        Literal("\n  b: 2\n", quoted=True),
    )
    assert second.line == 5


def test_quoted_here_document_into_a_pipe() -> None:
    (node,) = parse_script("cat <<'EOF' | python -\nprint('$x')\nEOF\n").nodes
    assert isinstance(node, Pipeline)
    first = node.commands[0]
    assert isinstance(first, Command)
    assert first.redirects[0].target.literal == "print('$x')\n"


def test_and_is_a_sequence_and_or_a_branch() -> None:
    assert commands(parse_script("cd src && python a.py")) == [["cd", "src"], ["python", "a.py"]]
    (node,) = parse_script("test -f a.csv || wget https://example.org/a.csv").nodes
    assert isinstance(node, Branch)
    assert commands(node.tests) == [["test", "-f", "a.csv"]]
    assert commands(node.bodies[0]) == [["wget", "https://example.org/a.csv"]]


def test_pipe_binds_tighter_than_or() -> None:
    (node,) = parse_script("a || b 2>&1 | tee log").nodes
    assert isinstance(node, Branch)
    assert isinstance(node.bodies[0].nodes[0], Pipeline)


def test_redirect_behind_a_list_belongs_to_its_last_command() -> None:
    first, second = parse_script("a && b > c").nodes
    assert isinstance(first, Command)
    assert isinstance(second, Command)
    assert (len(first.redirects), len(second.redirects)) == (0, 1)


def test_background() -> None:
    first, second = parse_script("mlflow ui & python a.py").nodes
    assert isinstance(first, Command)
    assert isinstance(second, Command)
    assert (first.background, second.background) == (True, False)


def test_branches_loops_and_functions() -> None:
    script = parse_script(
        "if [ ! -f d.csv ]; then wget u; elif b; then c; else d; fi\n"
        "for f in data/*.csv; do python a.py $f; done\n"
        "while read -r l; do echo $l; done < list.txt\n"
        "case $1 in train) python t.py;; *) python p.py;; esac\n"
        "prepare() { python prep.py; }\n"
    )
    branch, loop, group, case, function = script.nodes
    assert isinstance(branch, Branch)
    assert commands(branch.tests)[0] == ["[", "!", "-f", "d.csv", "]"]
    assert len(branch.bodies) == 3
    assert isinstance(loop, ShellLoop)
    assert (loop.variable, loop.words[0].literal, loop.line) == ("f", "data/*.csv", 2)
    assert isinstance(group, Group)
    assert group.redirects[0].target.literal == "list.txt"
    assert isinstance(case, Branch)
    assert [commands(b) for b in case.bodies] == [[["python", "t.py"]], [["python", "p.py"]]]
    assert isinstance(function, ShellFunction)
    assert commands(function.body) == [["python", "prep.py"]]


def test_subshell_and_group() -> None:
    first, second = parse_script("(cd a && make)\n{ b; c; } > log").nodes
    assert isinstance(first, Group)
    assert isinstance(second, Group)
    assert (first.subshell, second.subshell) == (True, False)
    assert second.redirects[0].target.literal == "log"


def test_assignments_and_exports() -> None:
    script = parse_script("A=1\nexport B=2 C\ndeclare -x D=4\nE=5 python a.py\nF+=x")
    a, b, c, d, e, f = script.nodes
    assert isinstance(a, Assignment)
    assert isinstance(b, Assignment)
    assert isinstance(c, Assignment)
    assert isinstance(d, Assignment)
    assert isinstance(f, Assignment)
    assert [x.exported for x in (a, b, c, d)] == [False, True, True, True]
    assert c.value.parts == (Variable("C"),)
    assert f.value.parts == (Variable("F"), Literal("x"))
    assert isinstance(e, Command)
    assert e.assignments == (("E", Word((Literal("5"),))),)


def test_a_line_of_assignments_does_not_swallow_the_next_command() -> None:
    a, b, command = parse_script("a=1 b=2\npython a.py").nodes
    assert isinstance(a, Assignment)
    assert isinstance(b, Assignment)
    assert isinstance(command, Command)
    assert (command.assignments, command.line) == ((), 2)


def test_keywords_are_not_commands() -> None:
    assert words("time python a.py") == ["python", "a.py"]
    assert words("! grep -q x y") == ["grep", "-q", "x", "y"]
    assert words("[[ -d data ]]") == ["[[", "-d", "data", "]]"]


def test_template_expressions_are_holes_and_lines_stay() -> None:
    script = parse_script('dvc pull ${{ inputs.x }}\necho "a {{ b\n }} c"\npython a.py', line=10)
    first, second, third = script.nodes
    assert isinstance(first, Command)
    assert isinstance(second, Command)
    assert isinstance(third, Command)
    assert first.words[2].parts == (Hole("${{ inputs.x }}"),)
    assert Hole("{{ b\n }}") in second.words[1].parts
    assert [first.line, second.line, third.line] == [10, 11, 13]


def test_placeholder_of_documentation_is_a_hole() -> None:
    command = only_command("python train.py --data <path/to/data> --out out.csv")
    assert command.words[3].parts == (Hole("<path/to/data>"),)
    assert command.redirects == ()


def test_windows_separators_survive() -> None:
    assert words(r"python .\src\train.py --data data\raw\a.csv") == [
        "python",
        "./src/train.py",
        "--data",
        "data/raw/a.csv",
    ]
    assert words(r"python a\ b.py src\x.py") == ["python", "a b.py", "srcx.py"]


def test_continuations_comments_and_carriage_returns() -> None:
    script = parse_script("# first\r\npython a.py \\\r\n  --x 1 # tail\r\nls\r\n")
    assert commands(script) == [["python", "a.py", "--x", "1"], ["ls"]]
    assert [n.line for n in script.nodes if isinstance(n, Command)] == [2, 4]


def test_broken_code_keeps_the_rest() -> None:
    script = parse_script("python a.py\nif x; then\npython b.py )\necho 'open\npython c.py\n")
    assert script.problem is not None
    assert ["python", "a.py"] in commands(script)


def test_an_open_quote_does_not_swallow_the_commands_before() -> None:
    script = parse_script("python a.py\npython b.py\necho \"it's\" 'open\n")
    assert commands(script)[:2] == [["python", "a.py"], ["python", "b.py"]]
    assert script.problem is not None


def test_deep_nesting_is_a_problem_and_no_exception() -> None:
    script = parse_script("( " * 20_000 + "a" + " )" * 20_000)
    assert script.problem is not None


@given(st.text(max_size=80))
def test_any_text_gives_a_script(text: str) -> None:
    assert isinstance(parse_script(text), Script)


@given(st.text(alphabet="ab $(){}[]<>|&;'\"\\`\n#!=*~.,-/", max_size=60))
def test_any_shell_like_text_gives_a_script(text: str) -> None:
    assert isinstance(parse_script(text), Script)


@pytest.mark.parametrize(
    "text",
    [
        "{\U000def9f5",
        "echo {1\U000def9f}",
        "echo {1..\U000def9f}",
        "echo {12.\U000def9f} > {\U000def9f}.csv",
    ],
)
def test_wide_characters_in_braces_are_kept_and_crash_nothing(text: str) -> None:
    """In the test's own process, since what is avoided here ends it."""
    script = parse_script(text)
    assert script.text == text


def test_wide_characters_stay_in_their_words() -> None:
    assert commands(parse_script("cat data/{名前,x}.csv 出力.csv")) == [
        ["cat", "data/名前.csv", "data/x.csv", "出力.csv"]
    ]


@given(st.text(alphabet="{}.019 ab,$\U000def9f\U0003b558\uffff名é", max_size=40))
def test_braces_around_wide_characters_give_a_script(text: str) -> None:
    assert isinstance(parse_script(text), Script)
