"""What a library call does, as a closed list."""

from __future__ import annotations

from enum import StrEnum


class Effect(StrEnum):
    """The effect of a call (DESIGN §5).

    Which arguments of a `CallModel` mean what follows from the effect:

    Files, through `path`
        READ, WRITE; READ_WRITE by the mode argument, or both where there is no mode;
        LIST (names of files, in no fixed order); TEST_EXISTENCE; DELETE; MAKE_DIRECTORY;
        CHANGE_DIRECTORY; TEMPORARY (a file that makes no artifact;
        with a table in `path`, a view of the program's own).
    From `source` to `destination`
        COPY, MOVE, LINK (source is what the link points at), CONVERT: local to local;
        DOWNLOAD: remote source, local destination (absent where the library keeps the file in
        its own cache); UPLOAD: local source, remote destination.
    Databases, through `path`
        DATABASE_OPEN (a file or an address), DATABASE_READ, DATABASE_WRITE (a table or a query;
        `source` is the connection that it goes through).
    Tracking and models
        OPEN_RUN (starts a tracked run), LOG (into a run; a path is read), REGISTER (a version in a
        registry), PROMOTE (a stage or an alias), LOAD_MODEL (from a registry), LINEAGE (records
        where data came from).
    Work
        TRAIN, EVALUATE (a path is read: data, or a checkpoint to go on from), VALIDATE (of data),
        MONITOR, GATE (stops on bad results), SELECT (picks samples for labelling), GENERATE (asks
        a foundation model).
    Release
        DEPLOY, SERVE.
    Running other code
        EXECUTE (a command, script or notebook), IMPORT.
    Settings
        PARAMETER (declares or sets one), ENVIRONMENT (reads a variable or secret), CONFIGURE (the
        address of a tracking server), SEED, STOCHASTIC (random unless seeded).
    People
        PROMPT_USER (waits for a person, or takes from or hands to one), LOGIN; beside the former
        PICK_FILE (a person chooses or hands in a file), MOUNT_DRIVE (the storage of one person's
        account), CLIPBOARD (what a person has copied or will paste).
    Rest
        CLIENT (makes an object whose methods act), CACHE, NETWORK (a request that is no
        download), NONE (known to do nothing of the above).
    """

    READ = "read"
    WRITE = "write"
    READ_WRITE = "read-write"
    LIST = "list"
    TEST_EXISTENCE = "test-existence"
    DELETE = "delete"
    MAKE_DIRECTORY = "make-directory"
    CHANGE_DIRECTORY = "change-directory"
    TEMPORARY = "temporary"
    COPY = "copy"
    MOVE = "move"
    LINK = "link"
    CONVERT = "convert"
    DOWNLOAD = "download"
    UPLOAD = "upload"
    DATABASE_OPEN = "database-open"
    DATABASE_READ = "database-read"
    DATABASE_WRITE = "database-write"
    OPEN_RUN = "open-run"
    LOG = "log"
    REGISTER = "register"
    PROMOTE = "promote"
    LOAD_MODEL = "load-model"
    LINEAGE = "lineage"
    TRAIN = "train"
    EVALUATE = "evaluate"
    VALIDATE = "validate"
    MONITOR = "monitor"
    GATE = "gate"
    SELECT = "select"
    GENERATE = "generate"
    DEPLOY = "deploy"
    SERVE = "serve"
    EXECUTE = "execute"
    IMPORT = "import"
    PARAMETER = "parameter"
    ENVIRONMENT = "environment"
    CONFIGURE = "configure"
    SEED = "seed"
    STOCHASTIC = "stochastic"
    PROMPT_USER = "prompt-user"
    LOGIN = "login"
    PICK_FILE = "pick-file"
    MOUNT_DRIVE = "mount-drive"
    CLIPBOARD = "clipboard"
    CLIENT = "client"
    CACHE = "cache"
    NETWORK = "network"
    NONE = "none"


class Holds(StrEnum):
    """What the `path` argument of a call holds; source and destination follow from the effect.

    path: a path of the tree or a URI; reference: the name or address of something remote; sql: a
    query; table: a table; command: a command line or a list of words; module: a dotted name;
    variable: an environment variable; option: a command-line option; value: anything else.
    """

    PATH = "path"
    REFERENCE = "reference"
    SQL = "sql"
    TABLE = "table"
    COMMAND = "command"
    MODULE = "module"
    VARIABLE = "variable"
    OPTION = "option"
    VALUE = "value"


class PinForm(StrEnum):
    """How a reference itself names one fixed version.

    trailing-version: `owner/name/versions/3`, `…/3`; colon-version: `name:v3`, `mnist:3.0.1`;
    colon-reference: `owner/repo:tag`; dotted-tag: `resnet50.a1_in1k`; mlflow-uri: `runs:/id`,
    `models:/name/3`, not `latest`, a stage or an alias; model-snapshot: a dated model name;
    azureml-version: `azureml:name:3`, not `@latest`; library: the installed library holds a hash.
    """

    TRAILING_VERSION = "trailing-version"
    COLON_VERSION = "colon-version"
    COLON_REFERENCE = "colon-reference"
    DOTTED_TAG = "dotted-tag"
    MLFLOW_URI = "mlflow-uri"
    MODEL_SNAPSHOT = "model-snapshot"
    AZUREML_VERSION = "azureml-version"
    LIBRARY = "library"
