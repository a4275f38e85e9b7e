"""Data tools: what they read, write and do."""

from __future__ import annotations

import pytest

from mlaudit.model.vocabulary import Confidence, UnresolvedReason
from tests.graph.commands.shell import code, effects, run, touched

URL = "https://a.org/x.zip"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        (f"wget {URL}", "x.zip"),
        (f"wget {URL}?download=1", "x.zip"),
        (f"wget -q -P data {URL}", "data/x.zip"),
        (f"wget -qO data/y.zip {URL}", "data/y.zip"),
        (f"wget --output-document=data {URL}", "data"),
        (f"curl -L {URL} -o data/y.zip", "data/y.zip"),
        (f"curl -sSLO {URL}", "x.zip"),
        (f"curl {URL} > y.zip", "y.zip"),
        (f"aria2c -d data -o y.zip {URL}", "data/y.zip"),
    ],
)
def test_downloads(line: str, written: str) -> None:
    outcome = run(line)
    reads = [a.artifact for a in outcome.accesses if a.mode == "read"]
    assert [read.partition("?")[0] for read in reads] == [URL]
    assert [a.artifact for a in outcome.accesses if a.mode == "write"] == [written]
    assert "download" in {effect.kind for effect in outcome.effects}


def test_requests_are_no_downloads() -> None:
    lines = ["curl http://localhost:8000/health", "curl -X POST -d @a.json https://api.org/predict"]
    for line in lines:
        assert touched(run(line)) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cp a.csv b.csv", ["read a.csv", "write b.csv"]),
        ("cp a.csv data/", ["read a.csv", "write data/a.csv"]),
        ("cp a.csv data", ["read a.csv", "write data/a.csv"]),
        ("cp -r raw backup", ["read raw", "write backup"]),
        ("cp -r raw backup/", ["read raw", "write backup/raw"]),
        ("cp a b c/", ["read a", "write c/a", "read b", "write c/b"]),
        ("cp -t out a b", ["read a", "write out/a", "read b", "write out/b"]),
        ("cp raw/*.csv out", ["read raw/*.csv", "write out/*.csv"]),
        ("rsync -av data/ /mnt/data/", ["read data", "write /mnt/data"]),
        ("ln -s ../a.csv b.csv", ["read ../a.csv", "write b.csv"]),
        ("unzip -o a.zip -d data", ["read a.zip", "write data"]),
        ("unzip a.zip", ["read a.zip", "write ."]),
        ("convert -size 224x224 xc:black data/blank.jpg", ["write data/blank.jpg"]),
        ("convert a.png -resize 50% out/b.png", ["read a.png", "write out/b.png"]),
        ("magick a.png b.png out.gif", ["read a.png", "read b.png", "write out.gif"]),
        ("tar -xzf a.tgz -C data", ["read a.tgz", "write data"]),
        ("tar xvf a.tar", ["read a.tar", "write ."]),
        ("tar czf o.tgz models x.csv", ["read models", "read x.csv", "write o.tgz"]),
        ("tar -C out -cf o.tar m.pkl", ["read out/m.pkl", "write o.tar"]),
        ("gunzip data/a.csv.gz", ["read data/a.csv.gz", "write data/a.csv"]),
        ("gzip a.csv", ["read a.csv", "write a.csv.gz"]),
        ("7z x a.7z -odata", ["read a.7z", "write data"]),
        ("zip -r o.zip a b", ["write o.zip", "read a", "read b"]),
        ("cat a b | sort -u > c", ["read a", "read b", "write c"]),
        ("sort a -o b", ["write b", "read a"]),
        ("cut -d, -f1 a.csv", ["read a.csv"]),
        ("head -n 5 a.csv", ["read a.csv"]),
        ("awk '{print $1}' a.csv", ["read a.csv"]),
        ("grep -v x a.csv", ["read a.csv"]),
        ("grep -e x a.csv", ["read a.csv"]),
        ("jq .a m.json", ["read m.json"]),
        ("sed -i 's/a/b/' c.yaml", ["read c.yaml", "write c.yaml"]),
        ("sed 's/a/b/' c.yaml", ["read c.yaml"]),
        ("python x.py | tee -a log.txt", ["write log.txt"]),
        ("touch done.flag", ["write done.flag"]),
        ("psql -h h -f a.sql -o o.csv", ["read a.sql", "write o.csv"]),
        ("sqlite3 a.db < s.sql", ["read s.sql", "read a.db", "write a.db"]),
        ("git clone https://g.org/a/b.git", ["read https://g.org/a/b.git", "write b"]),
        ("aws s3 cp s3://b/x.csv data/", ["read s3://b/x.csv", "write data/x.csv"]),
        ("aws --profile p s3 sync s3://b/d/ d", ["read s3://b/d", "write d"]),
        ("gsutil -m cp gs://b/*.csv d/", ["read gs://b/*.csv", "write d/*.csv"]),
        ("scp m.pkl u@h:/srv/", ["read m.pkl", "write ssh://u@h/srv/m.pkl"]),
        ("gdown 1abc -O d.zip", ["read https://drive.google.com/uc?id=1abc", "write d.zip"]),
        (
            "kaggle competitions download -c titanic -p data",
            ["read kaggle://competitions/titanic", "write data/titanic.zip"],
        ),
        (
            "kaggle datasets download o/d -p data --unzip",
            ["read kaggle://datasets/o/d", "write data"],
        ),
        ("hf download org/m --local-dir models/m", ["read hf://org/m", "write models/m"]),
        (
            "dvc get https://g.org/r d/a.xml -o a.xml",
            ["read https://g.org/r/d/a.xml", "write a.xml"],
        ),
        ("dvc import-url https://a.org/a.csv", ["read https://a.org/a.csv", "write a.csv"]),
        ("ls d/*.gz | xargs gunzip", ["read d/*.gz", "write d/*"]),
        ("ffmpeg -i a.mp4 -r 1 f/%d.png", ["read a.mp4", "write f/%d.png"]),
        ("torch-model-archiver --serialized-file m.pt --export-path s", ["read m.pt", "write s"]),
        ("cat -", []),
        ("pip install numpy>=1.2", []),
    ],
)
def test_reads_and_writes(line: str, expected: list[str]) -> None:
    assert touched(run(line)) == expected


def test_an_archive_without_a_folder_leaves_doubt() -> None:
    assert run("unzip a.zip").accesses[1].confidence == Confidence.LOW


def test_a_download_without_a_name_is_unresolved() -> None:
    (found,) = run("gdown 1abc").unresolved
    assert (found.mode, found.reason) == ("write", UnresolvedReason.DATA)


def test_a_move_tells_where_from() -> None:
    (moved,) = run("mv out/best.pt models/final.pt").effects
    assert (moved.kind, moved.artifact, moved.detail) == ("move", "models/final.pt", "out/best.pt")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("aws s3 cp m.pkl s3://b/m.pkl", [("upload", "s3://b/m.pkl")]),
        ("aws s3 cp s3://b/m.pkl m.pkl", [("download", "m.pkl")]),
        ("scp m.pkl u@h:/srv/m.pkl", [("upload", "ssh://u@h/srv/m.pkl")]),
        ("dvc pull data/raw.csv.dvc", [("download", "data/raw.csv")]),
        ("dvc push", [("upload", None)]),
        ("dvc add data/raw", [("track", "data/raw")]),
        ("git lfs pull", [("download", None)]),
        ("rm -rf out tmp.csv", [("delete", "out"), ("delete", "tmp.csv")]),
        ("mkdir -p data/raw", [("mkdir", "data/raw")]),
        ("pip install -U pip", [("install", None)]),
        ("sudo apt-get install -y gdal-bin", [("install", None)]),
        ("python -m pytest tests", [("test", None)]),
        ("ruff check .", [("lint", None)]),
        ("python -m spacy download en_core_web_sm", [("download", "en_core_web_sm")]),
        ("python -m nltk.downloader punkt", [("download", "punkt")]),
        ("wandb login", [("login", None)]),
        ("kubectl set image deployment/api api=churn:2", [("deploy", None)]),
        ("helm upgrade --install churn chart/", [("deploy", "churn")]),
        ("twine upload dist/*", [("publish", "dist/*")]),
        ("gh release create v1 dist/a.whl", [("publish", "v1")]),
        ("label-studio start", [("label", None)]),
        ("az storage blob upload -c c -f a.csv -n d/a.csv", [("upload", "az://c/d/a.csv")]),
        ("huggingface-cli upload org/m models/m", [("upload", "hf://org/m")]),
        ("ollama pull llama3", [("download", "llama3")]),
        ("dvc metrics diff", [("compare", None)]),
        ("git push origin main", [("git-push", None)]),
        ("sleep 60", [("wait", "60")]),
        ("echo hi; true; ls; pwd", []),
    ],
)
def test_effects(line: str, expected: list[tuple[str, str | None]]) -> None:
    outcome = run(line)
    assert effects(outcome) == expected
    assert code(outcome) == []


def test_a_login_with_a_token_asks_nobody() -> None:
    assert run("huggingface-cli login --token $T").effects[0].guarded
    assert not run("huggingface-cli login").effects[0].guarded


def test_a_readme_from_clone_to_model() -> None:
    text = """
        git clone https://github.com/me/churn.git
        cd churn
        conda create -n churn python=3.10 && conda activate churn
        pip install -r requirements.txt
        mkdir data && wget https://a.org/d.csv -O data/d.csv
        python src/train.py --data data/d.csv --out models/m.pkl
        """
    fit = ("python-file", "src/train.py", "--data data/d.csv --out models/m.pkl")
    outcome = run(text, path="README.md")
    assert code(outcome) == [fit]
    assert outcome.directory == "."
    assert code(run("cd <your-folder>\npython a.py", path="README.md"))[0][1] == "a.py"
    assert code(run(text))[0][1] == "churn/src/train.py"


def test_a_ci_job() -> None:
    outcome = run(
        """
        echo "$KEY" > key.json
        gcloud auth activate-service-account --key-file=key.json
        dvc pull -r gcs && dvc repro && dvc push
        docker build -t gcr.io/$PROJECT/churn:$GITHUB_SHA .
        docker push gcr.io/$PROJECT/churn:$GITHUB_SHA
        gcloud run deploy churn --image gcr.io/$PROJECT/churn:$GITHUB_SHA
        """
    )
    image = "image:gcr.io/{PROJECT}/churn:{GITHUB_SHA}"
    assert [kind for kind, _ in effects(outcome)] == [
        "login",
        "download",
        "upload",
        "build",
        "upload",
        "deploy",
    ]
    assert ("upload", image) in effects(outcome)
    assert [found.form for found in outcome.runs] == ["dvc", "container-build"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("wget https://a.org/x.zip -O x.zip", ["read https://a.org/x.zip", "write src/x.zip"]),
        ("cp ../raw.csv data/", ["read raw.csv", "write src/data/raw.csv"]),
        ("cp ../../shared.csv ~/in.csv", ["read ../shared.csv", "write ~/in.csv"]),
        ("cp {folder}/a.csv a.csv", ["read {folder}/a.csv", "write src/a.csv"]),
    ],
)
def test_a_copy_inside_a_folder(line: str, expected: list[str]) -> None:
    assert touched(run(line, directory="src")) == expected


def test_a_published_application_goes_to_its_folder() -> None:
    line = "dotnet publish src/App -c Release -r win-x64 --self-contained -o publish"
    assert touched(run(line)) == ["write publish"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("unzip -p a.zip in.csv > o.csv", ["read a.zip", "write o.csv"]),
        ("aws s3 cp s3://b/a.gz - | gunzip > a", ["read s3://b/a.gz", "write a"]),
        ("gsutil cat gs://b/a.csv | gsutil cp - gs://b/b.csv", ["write gs://b/b.csv"]),
        ("aws s3api get-object --bucket b --key k.csv o.csv", ["read s3://b/k.csv", "write o.csv"]),
        ("aws s3api put-object --bucket b --key k --body o", ["read o", "write s3://b/k"]),
        (
            "az storage blob download --container-name c --name n.csv --file d/n.csv",
            ["read az://c/n.csv", "write d/n.csv"],
        ),
        ("az storage blob upload -c c -n n.csv -f d.csv", ["read d.csv", "write az://c/n.csv"]),
        ("az storage blob download-batch -d data -s c", ["read az://c", "write data"]),
        ("hf upload me/model out", ["read out", "write hf://me/model"]),
        (
            "kaggle competitions download -c titanic -f train.csv -p d",
            ["read kaggle://competitions/titanic", "write d/train.csv"],
        ),
        ("gh release download v1 -p '*.zip' -D d", ["write d"]),
        ("shuf -n 10 a > b", ["read a", "write b"]),
        ("uniq a b", ["read a", "write b"]),
        ("split -l 100 a.csv parts/p_", ["read a.csv", "write parts/p_*"]),
        ("split -n l/4 --additional-suffix=.csv a.csv", ["read a.csv", "write x*.csv"]),
        ("awk -F, 'NR>1 {print $1 > \"o.txt\"}' a.csv", ["read a.csv", "write o.txt"]),
        ("awk '$1 > 3 {print $1 > \"/dev/stderr\"}' a.csv", ["read a.csv"]),
        ("dd if=a.img of=b.img bs=1M", ["read a.img", "write b.img"]),
        ("ogr2ogr -f GeoJSON o.json i.shp", ["read i.shp", "write o.json"]),
        ("gdal_translate -of GTiff i.tif o.tif", ["read i.tif", "write o.tif"]),
        (
            "yolo detect train data=d.yaml model=yolo.pt project=out name=first",
            ["read d.yaml", "write out/first"],
        ),
        (
            "yolo task=segment mode=predict model=m/best.pt source=photos",
            ["read m/best.pt", "read photos", "write runs/segment/predict{number}"],
        ),
        ("yolo checks", []),
    ],
)
def test_where_data_comes_from_and_goes(line: str, expected: list[str]) -> None:
    outcome = run(line)
    assert sorted(touched(outcome)) == sorted(expected)
    assert outcome.unresolved == ()


@pytest.mark.parametrize(
    ("line", "started", "written"),
    [
        ("R CMD BATCH --vanilla a.R a.Rout", ("program", "a.R", ""), ["write a.Rout"]),
        ("R --no-save -f a.R", ("program", "a.R", ""), []),
        ("R --version", ("program", "R", "--version"), []),
        ("marimo run a.py", ("python-file", "a.py", ""), []),
        ("marimo export html a.py -o a.html", ("python-file", "a.py", ""), ["write a.html"]),
    ],
)
def test_programs_of_other_kinds(
    line: str, started: tuple[str, str, str], written: list[str]
) -> None:
    outcome = run(line)
    assert code(outcome) == [started]
    assert touched(outcome) == written
