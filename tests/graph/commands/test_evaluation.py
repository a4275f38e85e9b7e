"""The shell itself: directories, variables, loops, branches, functions, substitutions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mlaudit.model.vocabulary import UnresolvedReason
from tests.graph.commands.shell import code, effects, only_run, run, touched


def test_cd_moves_what_follows() -> None:
    found = only_run(run("cd src && python train.py --data ../data/x.csv"))
    assert (found.target, found.directory) == ("src/train.py", "src")
    assert found.arguments == ("--data", "../data/x.csv")


def test_a_subshell_keeps_its_directory_to_itself() -> None:
    assert code(run("(cd sub; python a.py)\npython b.py")) == [
        ("python-file", "sub/a.py", ""),
        ("python-file", "b.py", ""),
    ]


def test_cd_back_and_the_directory_stack() -> None:
    text = "cd a; cd ../b; cd -; python x.py; pushd /srv; popd; python y.py"
    assert [target for _, target, _ in code(run(text))] == ["a/x.py", "a/y.py"]


def test_paths_that_leave_the_root_keep_their_way() -> None:
    assert touched(run("cat ../other/a.csv", directory="sub")) == ["read other/a.csv"]
    assert touched(run("cat ../a.csv")) == ["read ../a.csv"]
    assert touched(run("cat /mnt/a.csv ~/b.csv")) == ["read /mnt/a.csv", "read ~/b.csv"]


def test_the_folder_of_the_script_is_known() -> None:
    text = 'ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"\ncd "$ROOT/src"\npython a.py'
    assert only_run(run(text)).target == "src/a.py"


def test_an_absolute_value_is_handed_over_relative_to_the_working_directory() -> None:
    assert only_run(run("cd src; python a.py $(pwd)/x $PWD/../y")).arguments == ("x", "../y")


def test_the_top_of_the_checkout() -> None:
    text = "cd $(git rev-parse --show-toplevel)/jobs && sh a.sh"
    assert code(run(text, directory="deep/er")) == [("shell-script", "jobs/a.sh", "")]


def test_a_loop_over_known_words_unfolds() -> None:
    text = 'for city in berlin paris; do python clean.py "data/${city}.csv"; done'
    assert [found[2] for found in code(run(text))] == ["data/berlin.csv", "data/paris.csv"]


def test_a_loop_over_a_sequence() -> None:
    assert len(code(run("for i in $(seq 1 3); do python f.py $i; done"))) == 3


def test_a_loop_over_unknown_words_leaves_one_hole() -> None:
    text = 'for f in "$@"; do python clean.py "data/$f.csv"; done'
    assert only_run(run(text)).arguments == ("data/{f}.csv",)
    assert len(run(text, arguments=("a", "b")).runs) == 2


def test_a_loop_beyond_the_bound_is_one_pass() -> None:
    assert only_run(run("for i in {1..200}; do python f.py $i; done")).arguments == ("{i}",)


def test_a_loop_over_a_glob_keeps_the_pattern() -> None:
    text = 'for f in raw/*.csv; do cp "$f" "out/$(basename "$f" .csv).bak"; done'
    assert touched(run(text)) == ["read raw/*.csv", "write out/*.bak"]


def test_while_read_takes_what_the_pipe_lists() -> None:
    text = "find raw -name '*.csv' | while read f; do python x.py \"$f\"; done"
    outcome = run(text)
    assert only_run(outcome).arguments == ("raw/**/*.csv",)
    assert effects(outcome) == []


def test_a_counter_is_no_constant() -> None:
    text = "i=0\nwhile [ $i -lt 5 ]; do python f.py --fold $i; i=$((i+1)); done"
    assert only_run(run(text)).arguments == ("--fold", "{i}")


def test_defaults_and_trimming() -> None:
    text = (
        "DATA=${DATA:-data/raw}\nfile=$DATA/a.tar.gz\n"
        "python x.py ${file%%.*} ${file##*/} ${file/raw/out}"
    )
    assert only_run(run(text)).arguments == ("data/raw/a", "a.tar.gz", "data/out/a.tar.gz")
    assert only_run(run(text, DATA="d")).arguments == ("d/a", "a.tar.gz", "d/a.tar.gz")


def test_positional_parameters() -> None:
    text = 'python x.py "${1:-none}" $2\nshift\npython y.py "$@"'
    assert [args for *_, args in code(run(text, arguments=("a", "b")))] == ["a b", "b"]
    assert [args for *_, args in code(run(text))] == ["none {2}", ""]


def test_functions_take_arguments() -> None:
    text = 'fit() { local name=$1; python "$name.py" "${@:2}"; }\nfit svm --c 1\nfit knn'
    assert code(run(text)) == [("python-file", "svm.py", "--c 1"), ("python-file", "knn.py", "")]


def test_a_function_that_calls_itself_ends() -> None:
    outcome = run("f() { python a.py; f; f; }\nf")
    assert len(outcome.runs) == 1
    assert {found.reason for found in outcome.unresolved} == {UnresolvedReason.BOUND}


def test_both_sides_of_a_branch_are_taken_as_conditional() -> None:
    outcome = run('if [ "$1" = fast ]; then python a.py; else python b.py; fi\npython c.py')
    assert [found.conditional for found in outcome.runs] == [True, True, False]


def test_a_value_that_branches_disagree_on_is_unknown() -> None:
    text = "if test $X; then M=a; else M=b; fi\npython x.py $M"
    assert only_run(run(text)).arguments == ("{M}",)
    agreed = "if test $X; then M=a; else M=a; fi\npython x.py $M"
    assert only_run(run(agreed)).arguments == ("a",)


def test_an_option_that_nobody_gives_leaves_the_default() -> None:
    text = """
DATA=data/default
while [[ $# -gt 0 ]]; do
  case $1 in
    --data) DATA="$2"; shift 2 ;;
    *) shift ;;
  esac
done
python x.py $DATA
"""
    assert only_run(run(text)).arguments == ("data/default",)


def test_variables_that_are_handed_over() -> None:
    outcome = run("export A=1\nB=2\nC=3 python x.py\npython y.py")
    assert [found.environment for found in outcome.runs] == [
        (("A", "1"), ("C", "3")),
        (("A", "1"),),
    ]
    assert outcome.variables["B"] == "2"


def test_variables_of_powershell() -> None:
    assert only_run(run('$env:DATA = "d"\npython a.py')).environment == (("DATA", "d"),)


def test_redirections_write_and_read() -> None:
    outcome = run("python x.py < in.txt > out.csv 2> err.log\npython y.py > /dev/null 2>&1")
    assert touched(outcome) == ["read in.txt", "write out.csv", "write err.log"]
    assert outcome.accesses[2].kind == "log"


def test_events_keep_the_order() -> None:
    outcome = run("cp a b\npython x.py\ncat c")
    kinds = [type(event).__name__ for event in outcome.events]
    assert kinds == ["Access", "Access", "CodeRun", "Access"]


def test_here_documents() -> None:
    assert code(run("python - <<EOF\nimport a\nEOF")) == [("python-code", "import a\n", "")]
    assert code(run("bash <<EOF\ncd src\npython b.py\nEOF")) == [("python-file", "src/b.py", "")]
    assert touched(run("cat > conf.yaml <<EOF\na: 1\nEOF")) == ["write conf.yaml"]


def test_a_path_that_is_only_a_hole_is_unresolved() -> None:
    outcome = run("cat $FILE; cat $1; for m in a; do cp $SRC/x.csv d/; done")
    assert [found.reason for found in outcome.unresolved] == [
        UnresolvedReason.ENVIRONMENT,
        UnresolvedReason.COMMAND_LINE,
    ]
    assert touched(outcome) == ["read {SRC}/x.csv", "write d/x.csv"]


def test_a_template_expression_is_unresolved_as_such() -> None:
    (found,) = run("cat ${{ inputs.file }}").unresolved
    assert found.reason == UnresolvedReason.TEMPLATE


def test_dates_and_files_in_values() -> None:
    text = "D=$(date +%F)\npython x.py --out models/m_$D.pkl --version $(cat VERSION)"
    outcome = run(text)
    assert only_run(outcome).arguments == ("--out", "models/m_{date}.pkl", "--version", "{VERSION}")
    assert touched(outcome) == ["read VERSION"]


def test_eval_and_nested_shells() -> None:
    assert only_run(run('bash -lc "cd sub && python x.py"')).target == "sub/x.py"
    assert only_run(run('CMD="python x.py --a 1"\neval "$CMD"')).arguments == ("--a", "1")
    assert only_run(run('CMD="python x.py --a 1"\n$CMD')).arguments == ("--a", "1")


def test_sourced_scripts() -> None:
    found = only_run(run("source ./env.sh prod\n. venv/bin/activate"))
    assert (found.form, found.target, found.same_shell) == ("shell-script", "env.sh", True)


def test_channels_of_a_ci_system_are_no_files() -> None:
    outcome = run('echo "a=1" >> "$GITHUB_OUTPUT"\necho hi >> $GITHUB_STEP_SUMMARY')
    assert (outcome.accesses, outcome.unresolved) == ((), ())


def test_prompts() -> None:
    (asked,) = run('read -rp "Which run? " RUN\npython x.py $RUN').effects
    assert (asked.kind, asked.detail, asked.guarded) == ("prompt-user", "Which run? ", False)
    (guarded,) = run('if [ -t 0 ]; then read -p "Sure?" a; fi').effects
    assert guarded.guarded
    assert effects(run('echo y | read a; read b <<< "x"')) == []


def test_a_download_that_a_test_spares_is_guarded() -> None:
    for text in (
        "if [ ! -f data/x.csv ]; then wget -O data/x.csv https://a.org/x.csv; fi",
        "[ -f data/x.csv ] || wget -O data/x.csv https://a.org/x.csv",
        "[ ! -f data/x.csv ] && wget -O data/x.csv https://a.org/x.csv",
    ):
        assert all(access.guarded for access in run(text).accesses), text


def test_a_test_reaches_all_that_is_linked_to_it_and_no_more() -> None:
    found = run("[ -f x.txt ] && sudo apt update && xargs apt install -y < x.txt; cat y.txt > z")
    guarded = {access.artifact: access.guarded for access in found.accesses}
    assert guarded == {"x.txt": True, "y.txt": False, "z": False}
    again = run("[ -f x.txt ] && true; cat x.txt > z")
    assert [access.guarded for access in again.accesses] == [False, False]


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    run(text)


@given(
    st.lists(
        st.sampled_from(
            [
                *("tar", "xf", "-C", "-", "--", "cp", "docker", "run", "-v", "a:b", "make", "$X"),
                *("dvc", "find", "-exec", ";", "|", "xargs", "env", "A=1", "python", "-m", "-c"),
                *("sed", "-i", "&&", "ssh", "papermill", "-p", "parallel", ":::", "jq", "a/b.py"),
            ]
        ),
        max_size=8,
    )
)
def test_no_odd_command_raises(words: list[str]) -> None:
    run(" ".join(words))
