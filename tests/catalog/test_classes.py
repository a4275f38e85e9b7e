"""Classes of results: what calls, methods, attributes and items give."""

from __future__ import annotations

import pytest

from mlaudit.catalog import (
    deciding_argument,
    type_of_attribute,
    type_of_call,
    type_of_item,
    type_of_method,
    type_of_name,
)
from mlaudit.catalog.classes import lineage


@pytest.mark.parametrize(
    ("call", "result"),
    [
        ("pandas.read_csv", "pandas.DataFrame"),
        ("pandas.concat", "pandas.DataFrame"),
        ("polars.scan_csv", "polars.LazyFrame"),
        ("matplotlib.pyplot.figure", "matplotlib.figure.Figure"),
        ("keras.Sequential", "keras.Sequential"),
        ("tensorflow.keras.Sequential", "keras.Sequential"),
        ("zipfile.ZipFile", "zipfile.ZipFile"),
        ("tarfile.open", "tarfile.TarFile"),
        ("wandb.init", "wandb.Run"),
        ("mlflow.MlflowClient", "mlflow.tracking.MlflowClient"),
        ("ultralytics.YOLO", "ultralytics.YOLO"),
        ("transformers.Trainer", "transformers.Trainer"),
        ("transformers.BertModel.from_pretrained", "transformers.BertModel"),
        ("pyspark.sql.SparkSession.builder.getOrCreate", "pyspark.sql.SparkSession"),
        ("spark.read.csv", "pyspark.sql.DataFrame"),
        ("some.library.Reader", "some.library.Reader"),
        ("some.library.Reader.from_file", "some.library.Reader"),
        ("some.library.read", None),
        ("numpy.mean", None),
        ("", None),
    ],
)
def test_calls(call: str, result: str | None) -> None:
    assert type_of_call(call) == result


def test_a_constant_decides() -> None:
    argument = deciding_argument("boto3.client")
    assert argument is not None
    assert (argument.position, argument.keyword) == (0, "service_name")
    assert type_of_call("boto3.client", "s3") == "boto3.S3Client"
    assert type_of_call("boto3.client", "sns") is None
    assert type_of_call("boto3.client") is None
    assert type_of_method("boto3.Session", "client", "s3") == "boto3.S3Client"
    assert deciding_argument("pandas.read_csv") is None


def test_methods_keep_the_class() -> None:
    assert type_of_method("pandas.DataFrame", "drop") == "pandas.DataFrame"
    assert type_of_method("geopandas.GeoDataFrame", "drop") == "geopandas.GeoDataFrame"
    assert type_of_method("pandas.DataFrame", "no_such_method") is None


def test_a_spark_chain() -> None:
    builder = type_of_attribute("pyspark.sql.SparkSession", "builder")
    assert builder is not None
    named = type_of_method(builder, "appName")
    assert named is not None
    session = type_of_method(named, "getOrCreate")
    assert session == "pyspark.sql.SparkSession"
    assert type_of_attribute(session, "read") == "pyspark.sql.DataFrameReader"
    assert type_of_attribute("pyspark.sql.DataFrame", "write") == "pyspark.sql.DataFrameWriter"


def test_an_s3_chain() -> None:
    assert type_of_call("boto3.resource", "s3") == "boto3.resource.S3"
    assert type_of_method("boto3.resource.S3", "Bucket") == "boto3.resource.Bucket"


def test_attributes() -> None:
    assert type_of_attribute("pandas.DataFrame", "loc") == "pandas.DataFrame"
    assert type_of_attribute("pandas.DataFrame", "price") == "pandas.Series"
    assert type_of_attribute("pandas.DataFrame", "shape") is None
    assert type_of_attribute("matplotlib.axes.Axes", "figure") == "matplotlib.figure.Figure"


def test_items() -> None:
    pair = type_of_call("matplotlib.pyplot.subplots")
    assert pair is not None
    assert type_of_item(pair, 0) == "matplotlib.figure.Figure"
    assert type_of_item(pair, 1) == "matplotlib.axes.Axes"
    assert type_of_item(pair, 2) is None
    assert type_of_item("pandas.DataFrame", "price") == "pandas.Series"
    assert type_of_item("pandas.DataFrame") == "pandas.DataFrame"
    assert type_of_item("datasets.DatasetDict", "train") == "datasets.Dataset"
    assert type_of_item("some.library.Thing", 0) is None


def test_names_of_objects() -> None:
    assert type_of_name("kaggle.api") == "kaggle.api.kaggle_api_extended.KaggleApi"
    assert type_of_name("pandas.DataFrame") == "pandas.DataFrame"
    assert type_of_name("pandas.core") is None


def test_lineage() -> None:
    assert lineage("geopandas.GeoDataFrame") == ("geopandas.GeoDataFrame", "pandas.DataFrame")
    assert lineage("sklearn.svm.SVC") == ("sklearn.svm.SVC", "sklearn.base.BaseEstimator")
    assert lineage("sklearn.preprocessing.StandardScaler") == (
        "sklearn.preprocessing.StandardScaler",
    )
    assert lineage("my.Frame") == ("my.Frame",)
