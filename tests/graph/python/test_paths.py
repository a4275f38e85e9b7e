"""Paths that are put together from parts."""

from __future__ import annotations

import pytest

from tests.graph.python.running import behaviour, touched, written


def _write(path: str, before: str = "") -> str:
    return f"import os\nfrom pathlib import Path\n{before}\ndf.to_csv({path})\n"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("'out/a.csv'", "out/a.csv"),
        ("'./out//a.csv'", "out/a.csv"),
        ("'out/../a.csv'", "a.csv"),
        ("'../shared/a.csv'", "../shared/a.csv"),
        ("'/data/a.csv'", "/data/a.csv"),
        ("'~/a.csv'", "~/a.csv"),
        (r"'out\\a.csv'", "out/a.csv"),
        (r"r'C:\data\a.csv'", "C:/data/a.csv"),
        ("'s3://bucket/a.csv'", "s3://bucket/a.csv"),
        ("'out dir/ä b.csv'", "out dir/ä b.csv"),
        ("os.path.join('out', 'deep', 'a.csv')", "out/deep/a.csv"),
        ("os.path.join('out', '/abs', 'a.csv')", "/abs/a.csv"),
        ("os.path.join('out/', 'a.csv')", "out/a.csv"),
        ("os.path.abspath('a.csv')", "a.csv"),
        ("os.path.splitext('out/a.txt')[0] + '.csv'", "out/a.csv"),
        ("os.path.basename('deep/down/a.csv')", "a.csv"),
        ("os.path.dirname('deep/down/x.txt') + '/a.csv'", "deep/down/a.csv"),
        ("os.path.join(os.getcwd(), 'a.csv')", "a.csv"),
        ("os.path.join(os.path.split('deep/x.txt')[0], 'a.csv')", "deep/a.csv"),
        ("os.sep.join(['out', 'a.csv'])", "out/a.csv"),
        ("'/'.join(('out', 'a.csv'))", "out/a.csv"),
        ("'out' + '/' + 'a' + '.csv'", "out/a.csv"),
        ("'out/%s_%d.csv' % ('a', 3)", "out/a_3.csv"),
        ("'out/%s.csv' % 'a'", "out/a.csv"),
        ("'out/%(name)s.csv' % {'name': 'a'}", "out/a.csv"),
        ("'out/{}_{}.csv'.format('a', 3)", "out/a_3.csv"),
        ("'out/{1}_{0}.csv'.format('a', 'b')", "out/b_a.csv"),
        ("'out/{name}.csv'.format(name='a')", "out/a.csv"),
        ("f'out/{name}_{1 + 1}.csv'", "out/a_2.csv"),
        ("f'out/{name.upper()}.csv'", "out/A.csv"),
        ("'out/x.txt'.replace('.txt', '.csv')", "out/x.csv"),
        ("'out/x.txt'.rsplit('.', 1)[0] + '.csv'", "out/x.csv"),
        ("'out/x.txt'[:-4] + '.csv'", "out/x.csv"),
        ("Path('out') / 'deep' / 'a.csv'", "out/deep/a.csv"),
        ("'out' / Path('a.csv')", "out/a.csv"),
        ("Path('out', 'deep', 'a.csv')", "out/deep/a.csv"),
        ("Path('out').joinpath('deep', 'a.csv')", "out/deep/a.csv"),
        ("Path('out/deep/x.txt').parent / 'a.csv'", "out/deep/a.csv"),
        ("Path('out/deep/x.txt').parents[1] / 'a.csv'", "out/a.csv"),
        ("Path('out/x.txt').with_suffix('.csv')", "out/x.csv"),
        ("Path('out/x.txt').with_name('a.csv')", "out/a.csv"),
        ("Path('out/x.csv').with_stem('a')", "out/a.csv"),
        ("Path('out') / (Path('in/x.txt').stem + '.csv')", "out/x.csv"),
        ("Path('out') / Path('in/x.csv').name", "out/x.csv"),
        ("Path('out').resolve() / 'a.csv'", "out/a.csv"),
        ("Path('out').absolute().joinpath('a.csv')", "out/a.csv"),
        ("Path.cwd() / 'a.csv'", "a.csv"),
        ("str(Path('out') / 'a.csv')", "out/a.csv"),
        ("(Path('out') / 'a.csv').as_posix()", "out/a.csv"),
        ("os.fspath(Path('out') / 'a.csv')", "out/a.csv"),
        ("f\"{Path('out') / 'a'}.csv\"", "out/a.csv"),
        ("Path('a/b/c.csv').relative_to('a')", "b/c.csv"),
        ("Path(*['out', 'a.csv'])", "out/a.csv"),
        ("os.path.join(*('out', 'a.csv'))", "out/a.csv"),
        ("Path.home() / 'a.csv'", "~/a.csv"),
        ("os.path.expanduser('~/a.csv')", "~/a.csv"),
        ("Path('~/a.csv').expanduser()", "~/a.csv"),
    ],
)
def test_expression_gives_path(path: str, expected: str) -> None:
    assert written(_write(path, "name = 'a'")) == [expected]


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("os.path.dirname(__file__)", "src/models/a.csv"),
        ("os.path.dirname(os.path.abspath(__file__))", "src/models/a.csv"),
        ("os.path.dirname(os.path.dirname(os.path.realpath(__file__)))", "src/a.csv"),
        ("os.path.join(os.path.dirname(__file__), '..', '..', 'out')", "out/a.csv"),
        ("Path(__file__).parent", "src/models/a.csv"),
        ("Path(__file__).resolve().parents[2]", "a.csv"),
        ("Path(__file__).resolve().parent.parent / 'out'", "src/out/a.csv"),
        ("Path(__file__).absolute().parent.parent.parent.joinpath('out')", "out/a.csv"),
    ],
)
@pytest.mark.parametrize("directory", [".", "src", "elsewhere"])
def test_anchor_at_the_file_ignores_the_working_directory(
    anchor: str, expected: str, directory: str
) -> None:
    source = _write("os.path.join(ROOT, 'a.csv')", f"ROOT = {anchor}")
    assert written(source, None, directory, entry="src/models/train.py") == [expected]


def test_working_directory_holds_relative_paths() -> None:
    assert written(_write("'out/a.csv'"), None, "src") == ["src/out/a.csv"]
    assert written(_write("'../out/a.csv'"), None, "src") == ["out/a.csv"]
    assert written(_write("Path('a.csv').resolve()"), None, "src") == ["src/a.csv"]


def test_an_unknown_folder_is_not_put_below_the_working_directory() -> None:
    path = "Path(os.environ['DATA_ROOT']).resolve() / 'master.csv'"
    assert written("import os\n" + _write(path), None, "src") == ["{DATA_ROOT}/master.csv"]


def test_change_of_directory_lasts() -> None:
    source = """
        import os
        df.to_csv("a.csv")
        os.chdir("work")
        df.to_csv("b.csv")
        os.chdir("..")
        df.to_csv("c.csv")
    """
    assert written(source) == ["a.csv", "work/b.csv", "c.csv"]


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        ("glob.glob('raw/*.csv')", "raw/*.csv"),
        ("glob.glob(os.path.join('raw', '**', '*.csv'), recursive=True)", "raw/**/*.csv"),
        ("sorted(Path('raw').glob('*.csv'))", "raw/*.csv"),
        ("Path('raw').rglob('*.csv')", "raw/**/*.csv"),
        ("Path('raw').iterdir()", "raw/{file}"),
        ("[os.path.join('raw', f) for f in os.listdir('raw')]", "raw/{file}"),
        (
            "(f'raw/{name}' for name in os.listdir('raw') if name.endswith('.csv'))",
            "raw/{file}.csv",
        ),
        ("[os.path.join(d, f) for d, _, fs in os.walk('raw') for f in fs]", "raw/**/{file}"),
    ],
)
def test_listing_is_a_pattern(listing: str, expected: str) -> None:
    source = "import glob, os\nfrom pathlib import Path\nimport pandas as pd\n"
    found = behaviour(source + f"for path in {listing}:\n    pd.read_csv(path)\n")
    assert touched(found) == [f"read {expected}"]


@pytest.mark.parametrize("rest", ["source.relative_to(folder)", "os.path.relpath(source, folder)"])
@pytest.mark.parametrize("root", ["'raw'", r"Path('D:\\data\\raw')", "Path('raw').resolve()"])
def test_files_of_a_tree_keep_their_place_in_another_tree(root: str, rest: str) -> None:
    source = f"""
        import os
        from pathlib import Path
        folder = {root}
        for at, _, names in os.walk(folder):
            for name in names:
                source = Path(at) / name
                df.to_csv(Path("clean") / Path({rest}).parent / f"{{Path(name).stem}}.csv")
    """
    assert written(source) == ["clean/**/{file}.csv"]


def test_path_outside_the_base_is_never_absolute() -> None:
    source = """
        from pathlib import Path
        df.to_csv(Path("clean") / Path("/data/raw/b.csv").relative_to("/mnt"))
    """
    assert written(source) == ["clean/{folder}/b.csv"]


def test_name_of_each_listed_file_varies() -> None:
    source = """
        from pathlib import Path
        import pandas as pd

        for path in Path("raw").glob("*.csv"):
            pd.read_csv(path).to_parquet(Path("clean") / f"{path.stem}.parquet")
    """
    assert touched(behaviour(source)) == ["read raw/*.csv", "write clean/*.parquet"]


def test_unknown_parts_stay_open_and_keep_their_names() -> None:
    source = """
        import pandas as pd

        def load(city, year):
            return pd.read_csv(f"raw/{city}/{year}.csv")

        def handler(request):
            load(request.city, request.year)

        handler(get_request())
    """
    (line,) = touched(behaviour(source))
    assert line == "read raw/{city}/{year}.csv"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("f'{folder}/../../a.csv'", "{folder}/a.csv"),
        ("os.path.join(folder, '..', 'data', 'a.csv')", "{folder}/data/a.csv"),
        ("f'{folder}/deep/../a.csv'", "{folder}/a.csv"),
        ("f'out/{folder}/../a.csv'", "out/a.csv"),
    ],
)
def test_what_lies_above_an_unknown_folder_is_unknown(path: str, expected: str) -> None:
    source = f"import os\ndef main(folder):\n    df.to_csv({path})\nmain(lookup())\n"
    found = [line.removeprefix("write ") for line in touched(behaviour(source))]
    assert [line.replace("{lookup}", "{folder}") for line in found] == [expected]


@pytest.mark.parametrize(
    ("expression", "path"),
    [
        ("os.path.join(os.path.dirname(given()), 'a.csv')", "{folder}/a.csv"),
        ("os.path.dirname(f'{given()}_x.csv') + '/a.csv'", "{folder}/a.csv"),
        ("os.path.join(os.path.split(given())[0], 'a.csv')", "{folder}/a.csv"),
        ("Path(f'{given()}.csv').parent / 'a.csv'", "{folder}/a.csv"),
        ("os.path.join(os.path.dirname('b.csv'), 'a.csv')", "a.csv"),
        ("os.path.commonpath(['out/a/x', 'out/a/y']) + '/a.csv'", "out/a/a.csv"),
        ("os.path.expandvars('$RESULTS/${PART}.csv')", "results/one.csv"),
        ("Path('out/a.tar.gz').with_suffix('').stem + '.csv'", "a.csv"),
        ("'out/a' + ''.join(Path('b.tar.gz').suffixes)", "out/a.tar.gz"),
    ],
)
def test_parts_of_paths(expression: str, path: str) -> None:
    source = f"import os\nfrom pathlib import Path\nopen({expression}, 'w')\n"
    assert written(source, RESULTS="results", PART="one") == [path]
