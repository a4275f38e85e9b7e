"""The programs by which a line of a document is a command."""

from __future__ import annotations

from mlaudit.model.shell import Command, Pipeline, Script, ShellNode
from mlaudit.parsers.prose.words import words
from mlaudit.patterns import lazy_regex

PROGRAMS = words(
    # interpreters and notebooks
    "python python2 python3 py ipython jupyter papermill jupytext quarto Rscript R julia "
    "marimo voila nbdev_export bash sh zsh source . "
    # task runners and orchestrators
    "make just task invoke inv nox tox hatch poe doit dvc snakemake kedro mlflow airflow "
    "prefect dagster luigi luigid metaflow zenml argo kfp dbt ploomber soopervisor nextflow "
    "cwltool flyte pyflyte astro ray clearml clearml-agent clearml-data wandb "
    # training launchers and serving
    "torchrun accelerate deepspeed horovodrun mpirun srun sbatch qsub spark-submit streamlit "
    "uvicorn gunicorn flask fastapi gradio chainlit bentoml tensorboard torchserve "
    "torch-model-archiver ollama vllm label-studio prodigy cvat-cli cml great_expectations "
    # environments
    "pip pip3 pipx pipenv conda mamba micromamba poetry uv uvx pdm virtualenv pyenv rye pixi "
    "npm npx yarn pnpm node bun apt apt-get yum dnf brew choco "
    # containers and clouds
    "docker docker-compose podman singularity apptainer kubectl helm minikube kind terraform "
    "aws gsutil gcloud az azcopy s3cmd mc rclone databricks sam serverless sls modal heroku "
    "fly eb cdk pulumi bq snowsql kustomize oc systemctl honcho foreman "
    # data
    "wget curl aria2c gdown kaggle huggingface-cli hf unzip tar gunzip gzip zip 7z bunzip2 cp "
    "mv rsync scp sftp ln mkdir rm touch cat sed psql mysql sqlite3 mongoimport pg_dump "
    "ffmpeg convert cookiecutter cruft git git-lfs ssh chmod crontab nohup screen tmux sudo "
    "export set cd xdg-open open pytest ruff black mypy pre-commit sphinx-build mkdocs "
    "twine gh echo"
)
"""Programs of machine-learning work; whatever else a document runs needs a shell block."""

PROSE_PROGRAMS = PROGRAMS - words(
    "open set R . task fly sh kind screen convert cat echo touch cd export ray modal source py "
    "black mc oc foreman"
)
"""Programs by which a code span in running prose is a command."""

_LOCAL = lazy_regex(r"(?:\./|\.\./|[\w.-]+/)[\w./-]*\.(?:sh|py|bash)\Z|\./[\w./-]+\Z")
_WORD = lazy_regex(r"[a-z][\w.-]{1,40}\Z")


def first_word(script: Script) -> str:
    """The program of the first command of a script, "" where it is none."""
    command = _first_command(script.nodes)
    if command is None or not command.words:
        return ""
    word = command.words[0].literal or ""
    if word == "sudo" and len(command.words) > 1:
        word = command.words[1].literal or word
    return word


def _first_command(nodes: tuple[ShellNode, ...]) -> Command | None:
    for node in nodes:
        if isinstance(node, Command):
            return node
        if isinstance(node, Pipeline):
            return _first_command(node.commands)
    return None


def is_program(word: str) -> bool:
    """Is the word a known program or a script of the repository?"""
    name = word.rsplit("/", 1)[-1].removesuffix(".exe")
    return word in PROGRAMS or bool(_LOCAL.match(word)) or ("/bin/" in word and name in PROGRAMS)


def is_program_like(word: str) -> bool:
    """Could the word be a program that only this project knows (a console script)?"""
    return bool(_WORD.match(word)) and not word.endswith(".")
