"""The words by which an instruction is recognised.

The classes of sentences come from reading README files, comments and notebooks of public
machine-learning repositories; a word is here because a class of sentences needs it.
"""

from __future__ import annotations

from mlaudit.parsers.prose.words import words


def _inflect(base: str) -> tuple[str, ...]:
    """The regular past form, participle and gerund of a verb."""
    if base.endswith("e"):
        return (base + "d", base[:-1] + "ing")
    if base.endswith("y") and base[-2] not in "aeou":
        return (base[:-1] + "ied", base + "ing")
    return (base + "ed", base + "ing")


_REGULAR = words(
    "download upload copy move rename place save unzip unpack extract create edit change replace "
    "update modify adjust annotate label check inspect select approve execute start restart export "
    "convert register request ask contact generate uncomment comment correct remove delete install "
    "obtain retrieve review verify collect fix clean trigger enter merge enable paste crop insert "
    "grab fetch prepare fill add transfer configure specify provide import launch open define drop "
    "rate tune compare"
)
_IRREGULAR = {
    "put": ("put", "putting"),
    "build": ("built", "building"),
    "set": ("set", "setting"),
    "run": ("run", "ran", "running"),
    "choose": ("chose", "chosen", "choosing"),
    "get": ("got", "gotten", "getting"),
    "make": ("made", "making"),
    "write": ("wrote", "written", "writing"),
    "draw": ("drew", "drawn", "drawing"),
}
_VARIANTS = {
    "labelled": "label",
    "labelling": "label",
    "dropped": "drop",
    "cropped": "crop",
    "unzipped": "unzip",
    "unzipping": "unzip",
}
BASE_FORMS = (_REGULAR | set(_IRREGULAR)) - words(
    "install review verify collect clean launch open drop rate tune make draw fix import "
    "merge prepare crop write provide trigger"
)
"""Verbs whose imperative may be an instruction."""

PARTICIPLES: dict[str, str] = {
    **{form: base for base in sorted(_REGULAR) for form in _inflect(base) if form.endswith("ed")},
    **{form: base for base, forms in _IRREGULAR.items() for form in forms if form[-3:] != "ing"},
    **_VARIANTS,
    "annotated": "annotate",
}
"""Past forms and participles, with the base form."""

INFLECTED: dict[str, str] = {
    **{form: base for base in sorted(_REGULAR) for form in _inflect(base)},
    **{form: base for base, forms in _IRREGULAR.items() for form in forms},
    **_VARIANTS,
    **{base: base for base in sorted(_REGULAR | set(_IRREGULAR))},
}
"""Every form of an action verb, with the base form."""

HANDS_ON = words(
    "download upload copy move rename place put unzip unpack edit change replace fill contact ask "
    "request modify adjust annotate inspect approve obtain uncomment paste grab get register run "
    "execute restart start transfer enter correct fetch"
)
"""Verbs whose imperative, in a document, is addressed to a person even without a path."""

JUDGED = words("choose select label decide compare")
"""Verbs by which a document leaves a judgement to the person who reads it."""

TRANSPORT = words(
    "download upload copy move place put save unzip unpack extract paste transfer get obtain "
    "fetch grab export insert request"
)
"""Verbs that may take a preposition where others need an object ("place in `data/`")."""

WITH_PARTICLE = {"fill": {"in", "out"}, "comment": {"out"}, "start": {"up"}, "set": {"up"}}
"""Particles that belong to a verb."""

NEEDS_PARTICLE = frozenset({"comment", "fill"})
"""Verbs that are no action without their particle, or mean something else."""

OPENERS = words(
    "please then first firstly second secondly third thirdly next finally lastly last now also "
    "simply just manually again afterwards afterward otherwise optionally so and or kindly "
    "alternatively step note important warning todo fixme xxx hack nb attention always only "
    "optional required prerequisite prerequisites usage example tip hint info quickly either "
    "to-do here's directly subsequently but additionally instead carefully caution"
)
"""Words before an imperative that do not make it a statement."""

CLAUSE_OPENERS = words(
    "to if when before after once for in on from as while note at with by once until since "
    "unless depending using inside under because assuming given whenever where during "
    "without via upon within"
)
"""First words of a subordinate clause after which an imperative may follow."""

DETERMINERS = words(
    "the a an this that these those your all any each both it them its our my some one two three "
    "every another other whichever what which everything following either only new first "
    "latest appropriate necessary required corresponding desired"
)
"""Words that begin the object of a verb."""

PREPOSITIONS = words("in into to from under at inside on here via onto within over")
"""Words that begin a direction or a source."""

NO_OBJECT = words(
    "to of as is are was were has have had can could will would and or with by for per when if but "
    "than then be been must should may might not no so because since while until before after "
    "time times link links page pages button buttons speed size folder folders date path paths "
    "name names format formats option options script scripts function functions method methods "
    "type types number process steps step rate count counts id ids key keys mode point points "
    "log logs history status detection control management pipeline pipelines"
)
"""Words that make the verb before them a noun or a statement."""

DATA_NOUNS = words(
    "data dataset datasets file files csv csvs folder folders directory directories label labels "
    "annotation annotations spreadsheet excel model models weights checkpoint checkpoints image "
    "images token tokens key keys credential credentials variable variables bucket server service "
    "tag version versions archive zip notebook notebooks script scripts config configuration "
    "parameter parameters path paths url id ids run runs database table tables row rows column "
    "columns secret secrets outlier outliers result results threshold sample samples split splits "
    "video videos audio text texts document documents pdf pdfs package packages experiment "
    "deployment workflow job cell cells sheet report reports entry entries mask masks box boxes "
    "value values name names account access licence license corpus corpora embeddings"
)
"""Nouns of what people handle in a machine-learning workflow."""

FILE_EXTENSIONS = words(
    "py ipynb csv tsv txt json jsonl yaml yml toml ini cfg conf env md rst sh bash bat ps1 r rmd "
    "sql db sqlite sqlite3 pkl pickle joblib pt pth ckpt onnx h5 hdf5 keras pb tflite npy npz mat "
    "parquet feather arrow avro xls xlsx ods xml html htm pdf doc docx ppt pptx zip gz tgz tar bz2 "
    "xz 7z rar jpg jpeg png gif tif tiff bmp svg mp3 wav flac mp4 avi mov webm nii dcm fasta fa "
    "fastq bam vcf bed gff shp geojson gpkg nc grib lock dvc smk tf tfvars log bin model "
    "safetensors gguf proto js ts jsx tsx cpp c h java go rs jar whl pem crt key properties "
    "dockerfile service"
)
"""Extensions by which a word is a file name."""

FOLDERS = words(
    "data dataset datasets src models notebooks scripts config configs outputs results reports "
    "docs weights checkpoints resources assets raw pipelines logs artifacts figures home app conf "
    "experiments tests utils external interim processed notebook script lib bin airflow "
    "dags"
)
"""Names of folders by which `a/b` is a path and no pair of alternatives."""
