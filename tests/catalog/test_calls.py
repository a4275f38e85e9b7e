"""Look-ups of library calls by name and by receiver."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlaudit.catalog import CallModel, Effect, find_call, find_method, implied_outputs
from mlaudit.catalog.models import ArgumentSpec

FIRST = [
    ("pandas.read_csv", "read", "filepath_or_buffer"),
    ("pandas.read_parquet", "read", "path"),
    ("pandas.DataFrame.to_csv", "write", "path_or_buf"),
    ("polars.scan_parquet", "read", "source"),
    ("polars.DataFrame.write_parquet", "write", "file"),
    ("numpy.save", "write", "file"),
    ("numpy.load", "read", "file"),
    ("scipy.io.loadmat", "read", "file_name"),
    ("dask.dataframe.read_csv", "read", "urlpath"),
    ("petl.fromcsv", "read", "source"),
    ("petl.Table.tocsv", "write", "source"),
    ("pyspark.sql.DataFrameReader.csv", "read", "path"),
    ("duckdb.read_parquet", "read", "path_or_buffer"),
    ("sqlite3.connect", "database-open", "database"),
    ("xarray.open_dataset", "read", "filename_or_obj"),
    ("geopandas.read_file", "read", "filename"),
    ("openpyxl.load_workbook", "read", "filename"),
    ("open", "read-write", "file"),
    ("h5py.File", "read-write", "name"),
    ("nrrd.read", "read", "filename"),
    ("nrrd.write", "write", "filename"),
    ("mne.io.read_raw_edf", "read", "input_fname"),
    ("open3d.io.read_point_cloud", "read", "filename"),
    ("zstandard.open", "read-write", "filename"),
    ("torch._inductor.aoti_load_package", "read", "path"),
    ("os.listdir", "list", "path"),
    ("os.remove", "delete", "path"),
    ("os.makedirs", "make-directory", "name"),
    ("os.chdir", "change-directory", "path"),
    ("json.load", "read", "fp"),
    ("yaml.safe_load", "read", "stream"),
    ("subprocess.run", "execute", "args"),
    ("os.getenv", "environment", "key"),
    ("joblib.load", "read", "filename"),
    ("torch.load", "read", "f"),
    ("torchvision.datasets.ImageFolder", "read", "root"),
    ("keras.callbacks.ModelCheckpoint", "write", "filepath"),
    ("keras.utils.image_dataset_from_directory", "read", "directory"),
    ("transformers.TrainingArguments", "write", "output_dir"),
    ("datasets.load_from_disk", "read", "dataset_path"),
    ("safetensors.torch.load_file", "read", "filename"),
    ("cv2.imread", "read", "filename"),
    ("PIL.Image.open", "read", "fp"),
    ("matplotlib.pyplot.savefig", "write", "fname"),
    ("spacy.load", "read", "name"),
    ("mlflow.log_artifact", "log", "local_path"),
    ("mlflow.pyfunc.load_model", "load-model", "model_uri"),
    ("dvclive.Live", "write", "dir"),
    ("chromadb.PersistentClient", "database-open", "path"),
    ("logging.FileHandler", "write", "filename"),
    ("torch.manual_seed", "seed", "seed"),
    ("random.seed", "seed", "a"),
]

LATER = [
    ("joblib.dump", 1, "filename"),
    ("torch.save", 1, "f"),
    ("torch.onnx.export", 2, "f"),
    ("pickle.dump", 1, "file"),
    ("json.dump", 1, "fp"),
    ("yaml.safe_dump", 1, "stream"),
    ("pyarrow.parquet.write_table", 1, "where"),
    ("lightgbm.Booster", 2, "model_file"),
    ("plotly.io.write_html", 1, "file"),
    ("mlflow.sklearn.save_model", 1, "path"),
    ("onnx.save", 1, "f"),
    ("safetensors.torch.save_file", 1, "filename"),
    ("itk.imwrite", 1, "filename"),
    ("ants.image_write", 1, "filename"),
    ("awkward.to_parquet", 1, "destination"),
    ("Bio.AlignIO.write", 1, "handle"),
    ("sklearn.datasets.dump_svmlight_file", 2, "f"),
]

MOVES = [
    ("shutil.copy", "copy", "src", "dst"),
    ("os.rename", "move", "src", "dst"),
    ("urllib.request.urlretrieve", "download", "url", "filename"),
    ("wget.download", "download", "url", "out"),
    ("gdown.download", "download", "url", "output"),
    ("shutil.unpack_archive", "copy", "filename", "extract_dir"),
    ("papermill.execute_notebook", "execute", "input_path", "output_path"),
]


def found(name: str) -> CallModel:
    model = find_call(name)
    assert model is not None, name
    return model


@pytest.mark.parametrize(("name", "effect", "keyword"), FIRST)
def test_path_stands_first(name: str, effect: str, keyword: str) -> None:
    model = found(name)
    assert model.effect == effect
    assert (model.path[0].position, model.path[0].keyword) == (0, keyword)


@pytest.mark.parametrize(("name", "position", "keyword"), LATER)
def test_path_stands_later(name: str, position: int, keyword: str) -> None:
    assert [(s.position, s.keyword) for s in found(name).path] == [(position, keyword)]


@pytest.mark.parametrize(("name", "effect", "source", "destination"), MOVES)
def test_from_source_to_destination(name: str, effect: str, source: str, destination: str) -> None:
    model = found(name)
    assert model.effect == effect
    assert model.source[0].keyword == source
    assert model.destination[-1].keyword == destination


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("builtins.open", "open"),
        ("raw_input", "input"),
        ("sklearn.externals.joblib.dump", "joblib.dump"),
        ("cPickle.load", "pickle.load"),
        ("posixpath.exists", "os.path.exists"),
        ("urllib.urlretrieve", "urllib.request.urlretrieve"),
        ("tensorflow.keras.models.load_model", "keras.saving.load_model"),
        ("tensorflow.keras.callbacks.CSVLogger", "keras.callbacks.CSVLogger"),
        (
            "tensorflow.compat.v1.keras.preprocessing.image.load_img",
            "keras.utils.load_img",
        ),
        ("pytorch_lightning.Trainer", "lightning.pytorch.Trainer"),
        ("lightning.Trainer.fit", "lightning.pytorch.Trainer.fit"),
        ("modin.pandas.read_csv", "pandas.read_csv"),
        ("pandas.core.frame.DataFrame.to_csv", "pandas.DataFrame.to_csv"),
        ("mlflow.run", "mlflow.projects.run"),
        ("langchain.vectorstores.FAISS.load_local", None),
        ("kaggle.api.dataset_download_files", None),
        ("openai.chat.completions.create", None),
        ("S3Client.upload_file", "boto3.S3Client.upload_file"),
    ],
)
def test_other_names_of_one_call(written: str, known: str | None) -> None:
    model = found(written)
    assert known is None or model.name == known


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("transformers.AutoModelForSequenceClassification.from_pretrained", "model"),
        ("transformers.BertTokenizerFast.from_pretrained", "model"),
        ("transformers.BertConfig.from_pretrained", "config"),
        ("diffusers.StableDiffusionPipeline.from_pretrained", "model"),
        ("pyspark.ml.PipelineModel.load", "model"),
    ],
)
def test_class_methods_are_inherited(name: str, kind: str) -> None:
    assert found(name).kind == kind


@pytest.mark.parametrize(
    "name", ["numpy.mean", "torch.nn.Linear", "my.module.load", "", ".", "a..b", "json.loads"]
)
def test_unknown_calls(name: str) -> None:
    assert find_call(name) is None


@pytest.mark.parametrize(
    ("receiver", "method", "name"),
    [
        ("pandas.DataFrame", "to_json", "pandas.DataFrame.to_json"),
        ("geopandas.GeoDataFrame", "to_csv", "pandas.DataFrame.to_csv"),
        ("geopandas.GeoDataFrame", "to_parquet", "geopandas.GeoDataFrame.to_parquet"),
        ("keras.Sequential", "save", "keras.Model.save"),
        ("tensorflow.keras.Model", "save", "keras.Model.save"),
        ("xgboost.XGBClassifier", "save_model", "xgboost.XGBModel.save_model"),
        ("catboost.CatBoostRegressor", "load_model", "catboost.CatBoost.load_model"),
        ("trl.SFTTrainer", "save_model", "transformers.Trainer.save_model"),
        ("PIL.Image.Image", "save", "PIL.Image.Image.save"),
        ("zipfile.ZipFile", "write", "zipfile.ZipFile.write"),
        ("s3fs.S3FileSystem", "glob", "fsspec.spec.AbstractFileSystem.glob"),
        ("boto3.resource.Bucket", "upload_file", "boto3.resource.Bucket.upload_file"),
        (
            "openai.AsyncOpenAI",
            "chat.completions.create",
            "openai.resources.chat.completions.Completions.create",
        ),
        (None, "to_csv", "pandas.DataFrame.to_csv"),
        (None, "savefig", "matplotlib.figure.Figure.savefig"),
        (None, "save_pretrained", "transformers.PreTrainedModel.save_pretrained"),
        ("vaex.DataFrame", "to_parquet", "pandas.DataFrame.to_parquet"),
    ],
)
def test_methods_by_receiver(receiver: str | None, method: str, name: str) -> None:
    model = find_method(receiver, method)
    assert model is not None
    assert model.name == name


@pytest.mark.parametrize(
    "method",
    [
        *("save", "load", "open", "read", "write", "get", "put", "run", "fit", "copy", "update"),
        *("create", "export", "download", "upload", "persist", "query", "replace", "rename"),
        *("load_state_dict", "exists", "send"),
    ],
)
def test_common_words_need_a_class(method: str) -> None:
    assert find_method(None, method) is None
    assert find_method("my.module.Thing", method) is None


def test_a_string_is_no_path() -> None:
    assert find_method("builtins.str", "replace") is None


def test_the_end_of_a_chain_tells() -> None:
    model = find_method(None, "self.client.chat.completions.create")
    assert model is not None
    assert model.effect is Effect.GENERATE
    assert find_method(None, "completions.create") is None


def test_methods_of_one_name_are_joined() -> None:
    model = find_method(None, "to_csv")
    assert model is not None
    assert model.path[0].position == 0
    assert {"path_or_buf", "filename"} <= set(model.path[0].keywords)


def test_remote_paths_have_parts() -> None:
    model = found("boto3.S3Client.download_file")
    assert [spec.keyword for spec in model.source] == ["Bucket", "Key"]
    assert (model.scheme, model.destination[0].keyword) == ("s3", "Filename")
    blob = found("google.cloud.storage.Bucket.blob")
    assert blob.path[0].receiver
    assert blob.path[1] == ArgumentSpec(position=0, keyword="blob_name")


def test_defaults() -> None:
    assert found("dvclive.Live").default == "dvclive"
    assert found("keras.utils.plot_model").default == "model.png"
    assert found("pandas.DataFrame.to_csv").default is None
    assert found("wget.download").destination[0].basename


def test_download_only_where_it_is_asked_for() -> None:
    model = found("torchvision.datasets.MNIST")
    assert model.effect is Effect.READ
    assert model.alternative is not None
    assert (model.alternative.argument.keyword, model.alternative.equals) == ("download", (True,))
    assert model.alternative.model.effect is Effect.DOWNLOAD


def test_load_dataset_reads_files_of_a_format() -> None:
    model = found("datasets.load_dataset")
    assert (model.effect, model.scheme) == ("download", "hf")
    assert model.alternative is not None
    assert "csv" in model.alternative.equals
    assert model.alternative.model.path[0].keyword == "data_files"


def test_implied_outputs() -> None:
    paths = [access.path for access in implied_outputs("catboost.CatBoost.fit")]
    assert paths == ["catboost_info"]
    assert implied_outputs("pandas.read_csv") == ()
    assert implied_outputs("unknown.call") == ()


@given(st.text(alphabet="abAB._ *[", max_size=30), st.text(alphabet="abAB._ *[", max_size=30))
def test_any_name_is_answered(first: str, second: str) -> None:
    find_call(first)
    find_method(first or None, second)
