"""Commands that start other commands, and interpreters."""

from __future__ import annotations

import pytest

from mlaudit.graph.commands import ShellContext, evaluate_words
from mlaudit.model.place import Place
from tests.graph.commands.shell import code, effects, only_run, run

WRAPPED = [
    "nohup time python3.10 train.py --lr 1 &",
    "sudo -u me env A=1 python train.py --lr 1",
    "timeout -k 5 60 nice -n 10 python train.py --lr 1",
    "poetry run python -u train.py --lr 1",
    "pipenv run python train.py --lr 1",
    "uv run --with rich train.py --lr 1",
    "pdm run python train.py --lr 1",
    "conda run -n env --no-capture-output python train.py --lr 1",
    "pixi run -e cuda python train.py --lr 1",
    "accelerate launch --config_file c.yaml --unknown 3 train.py --lr 1",
    "torchrun --nproc_per_node=2 train.py --lr 1",
    "deepspeed --num_gpus 2 train.py --lr 1",
    "python -m torch.distributed.launch --nproc_per_node 4 train.py --lr 1",
    "mpirun -np 4 --mca btl tcp python train.py --lr 1",
    "srun --gres=gpu:1 --unknown x python train.py --lr 1",
    "CUDA_VISIBLE_DEVICES=0,1 python -W ignore -O train.py --lr 1",
    "coverage run --source src train.py --lr 1",
    "kernprof -l train.py --lr 1",
    "python -m cProfile -o prof.out train.py --lr 1",
    "ipython train.py -- --lr 1",
    "xvfb-run -a python train.py --lr 1",
    "py -3 train.py --lr 1",
    ".venv/bin/python train.py --lr 1",
    "$PYTHON train.py --lr 1",
    "$PY_CONDA train.py --lr 1",
    "./train.py --lr 1",
    "spark-submit --master yarn train.py --lr 1",
    "ray job submit --working-dir . -- python train.py --lr 1",
    "sh -c 'python train.py --lr 1'",
    "tmux new-session -d -s s 'python train.py --lr 1'",
    "sbatch --wrap='python train.py --lr 1'",
    "docker run --rm -v $(pwd):/app -w /app img python train.py --lr 1",
    "xargs -n1 python train.py --lr 1 {}",
    "dvc run -n t -d a -o b python train.py --lr 1",
    "streamlit run train.py -- --lr 1",
    "srun --mem 10G --cpus-per-task 4 ./train.py --lr 1",
    "srun --container-image img --mem 3 bash -c 'python train.py --lr 1'",
    "srun -u uv run train.py --lr 1",
    'bsub -q gpu "python train.py --lr 1"',
    "qsub -b y -N fit python train.py --lr 1",
    "sbatch --job-name fit --mem 4G train.py --lr 1",
    "torchrun --standalone --nproc_per_node=gpu train.py --lr 1",
    "python -m torch.distributed.run --nproc_per_node 2 train.py --lr 1",
    "deepspeed --include localhost:0,1 --master_port 29 train.py --lr 1",
    "mpiexec -n 4 python -m mpi4py train.py --lr 1",
    "lightning run model --devices=2 train.py --lr 1",
    "uv run --frozen --group dev -- python train.py --lr 1",
    "uv run --script train.py --lr 1",
    "uv tool run --from a python train.py --lr 1",
    "poetry -P other run python train.py --lr 1",
    "hatch run dev:python train.py --lr 1",
    "hatch -e dev run python train.py --lr 1",
    "dotenv -f .env run -- python train.py --lr 1",
    "env -u A -S 'python train.py --lr 1'",
    "/usr/bin/time -o t.txt -f %e python train.py --lr 1",
    "nix-shell --run 'python train.py --lr 1'",
    "codecarbon monitor -- python train.py --lr 1",
    "python -m trace -t train.py --lr 1",
    "task-spooler -n python -O train.py --lr 1",
]


@pytest.mark.parametrize("line", WRAPPED)
def test_the_program_inside_is_found(line: str) -> None:
    forms = ("python-file", "streamlit-app")
    runs = [found for found in run(line).runs if found.form in forms]
    assert [(found.target, found.arguments[-2:]) for found in runs] == [
        ("train.py", ("--lr", "1") if "xargs" not in line else ("1", "{item}"))
    ]


@pytest.mark.parametrize(
    "line",
    [
        "env -C sub python train.py",
        "uv --directory sub run train.py",
        "uv run --directory sub python train.py",
        "poetry -C sub run python train.py",
        "conda run -n x --cwd sub python train.py",
        "srun -D sub python train.py",
        "sbatch --chdir sub --wrap 'python train.py'",
    ],
)
def test_wrappers_that_change_the_folder(line: str) -> None:
    first, last = run(f"{line}; python last.py").runs
    assert (first.target, first.directory) == ("sub/train.py", "sub")
    assert (last.target, last.directory) == ("last.py", ".")


def test_program_that_nobody_described_around_python() -> None:
    assert code(run("queue add -n 3 python -m pkg.fit --lr 1")) == [
        ("python-module", "pkg.fit", "--lr 1"),
        ("program", "queue", "add -n 3"),
    ]
    assert code(run("queue python")) == [("program", "queue", "python")]


@pytest.mark.parametrize(
    ("line", "accesses"),
    [
        ("python -m zipfile -e a.zip out", ["read a.zip", "write out"]),
        ("python -m zipfile --create a.zip b.csv c", ["read b.csv", "read c", "write a.zip"]),
        ("python -m tarfile -e a.tar", ["read a.tar", "write ."]),
        ("python -m zipfile -l a.zip", []),
        ("python -m gzip -d a.csv.gz", ["read a.csv.gz", "write a.csv"]),
        ("python -m json.tool a.json b.json", ["read a.json", "write b.json"]),
    ],
)
def test_modules_that_unpack_and_convert(line: str, accesses: list[str]) -> None:
    assert [f"{a.mode} {a.artifact}" for a in run(line).accesses] == accesses


def test_nobody_waits_in_the_background() -> None:
    assert only_run(run("python a.py &")).background
    assert not only_run(run("python a.py")).background


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("python -m pkg.train --a 1", ("python-module", "pkg.train", "--a 1")),
        ("python -c 'print(1)'", ("python-code", "print(1)", "")),
        ("bash run.sh a b", ("shell-script", "run.sh", "a b")),
        ("./run.sh", ("shell-script", "run.sh", "")),
        ("sbatch -p gpu jobs/fit.slurm 3", ("shell-script", "jobs/fit.slurm", "3")),
        ("Rscript analysis/m.R x", ("program", "analysis/m.R", "x")),
        ("fit-churn --fast", ("program", "fit-churn", "--fast")),
        ("bin/fit x", ("program", "bin/fit", "x")),
        ("make", ("make", "", "")),
        ("make -j 4 train LR=1", ("make", "train", "LR=1")),
        ("dvc repro train", ("dvc", "train", "")),
        ("dvc exp run -S train.lr=1", ("dvc", "", "-S train.lr=1")),
        ("mlflow run . -e train -P lr=1", ("mlproject", "train", "lr=1")),
        ("snakemake -j 4 all", ("snakemake", "all", "")),
        ("kedro run --pipeline train", ("kedro-node", "train", "")),
        ("docker compose -f c.yml up -d api", ("compose", "api", "-f c.yml")),
        ("docker exec web python a.py", ("container-run", "web", "python a.py")),
        ("docker run img:1 python a.py", ("container-run", "image:img:1", "python a.py")),
        ("uvicorn app.main:app --port 80", ("python-module", "app.main", "")),
        ("gunicorn -w 4 -b :80 app.wsgi:app", ("python-module", "app.wsgi", "")),
        ("FLASK_APP=srv/app.py flask run", ("python-file", "srv/app.py", "")),
        ("jupyter execute nb/a.ipynb", ("notebook", "nb/a.ipynb", "")),
    ],
)
def test_forms_of_runs(line: str, expected: tuple[str, str, str]) -> None:
    assert code(run(line)) == [expected]


def test_make_in_another_folder_with_several_targets() -> None:
    runs = run("make -C sub data train").runs
    assert [(found.target, found.directory) for found in runs] == [
        ("data", "sub"),
        ("train", "sub"),
    ]


def test_papermill() -> None:
    outcome = run("papermill nb/in.ipynb out/o.ipynb -p lr 0.1 -f params.yaml --cwd nb")
    found = only_run(outcome)
    assert found.arguments == ("@params.yaml", "lr=0.1")
    assert (found.target, found.output, found.directory) == ("nb/in.ipynb", "out/o.ipynb", "nb")
    assert [a.artifact for a in outcome.accesses] == ["params.yaml", "out/o.ipynb"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("-p lr 0.1 -r run 7", ("lr=0.1", 'run:="7"')),
        ("-r name base --parameters_raw kind True", ("name=base", 'kind:="True"')),
        ("-p a 1 -f p.yaml -y 'b: {c: [1, x]}'", ('b:={"c": [1, "x"]}', "@p.yaml", "a=1")),
        ("-b bm90IHlhbWw=", ()),
        ("-b %%%", ()),
        ("-y 'just text'", ()),
    ],
)
def test_parameters_of_papermill(words: str, expected: tuple[str, ...]) -> None:
    assert only_run(run(f"papermill in.ipynb out.ipynb {words}")).arguments == expected


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("jupyter nbconvert --to notebook --execute --inplace nb/a.ipynb", "nb/a.ipynb"),
        ("python -m nbconvert --execute --to html nb/a.ipynb", "nb/a.html"),
        ("jupyter nbconvert --execute --to html nb/a.ipynb --output-dir rep", "rep/a.html"),
        ("jupyter nbconvert --to notebook --execute nb/a.ipynb --output b", "nb/b.ipynb"),
    ],
)
def test_nbconvert(line: str, output: str) -> None:
    found = only_run(run(line))
    assert (found.form, found.target, found.output) == ("notebook", "nb/a.ipynb", output)
    assert found.directory == "nb"


def test_converting_a_notebook_does_not_run_it() -> None:
    outcome = run("jupyter nbconvert --to script nb/a.ipynb")
    assert outcome.runs == ()
    assert [a.artifact for a in outcome.accesses] == ["nb/a.ipynb", "nb/a.py"]


def test_opening_a_notebook_leaves_the_work_to_a_person() -> None:
    assert effects(run("jupyter notebook nb/a.ipynb")) == [("open-notebook", "nb/a.ipynb")]


def test_images() -> None:
    outcome = run("docker build -t me/fit:1 -f docker/Dockerfile .\ndocker push me/fit:1")
    found = only_run(outcome)
    assert (found.form, found.target) == ("container-build", "docker/Dockerfile")
    assert found.output == "image:me/fit:1"
    assert effects(outcome) == [("build", "image:me/fit:1"), ("upload", "image:me/fit:1")]


def test_mounts_lead_to_the_tree_and_the_rest_of_a_container_does_not() -> None:
    line = "docker run -v $(pwd)/src:/code -v /mnt/d:/data img python /code/a.py --d /data"
    assert code(run(line)) == [
        ("container-run", "image:img:latest", "python /code/a.py --d /data"),
        ("python-file", "src/a.py", "--d /data"),
    ]
    assert len(run("docker run img python /code/a.py").runs) == 1


def test_another_machine_is_out_of_sight() -> None:
    outcome = run('ssh user@host "cd /srv && ./restart.sh"')
    assert outcome.runs == ()
    assert effects(outcome) == [("remote", "ssh://user@host")]


def test_find_and_parallel() -> None:
    assert only_run(run("find d -name '*.py' -exec python {} \\;")).target == "d/**/*.py"
    assert [f.arguments for f in run("parallel python f.py {} ::: a b").runs] == [("a",), ("b",)]


def test_a_list_of_words() -> None:
    context = ShellContext("src")
    outcome = evaluate_words(["python", "a b.py", "{x}"], context, Place("src/m.py", 3))
    assert outcome.runs[0].target == "src/a b.py"
    assert outcome.runs[0].arguments == ("{x}",)
    assert outcome.runs[0].place == Place("src/m.py", 3)
    assert evaluate_words([], context, Place("src/m.py", 3)).events == ()
