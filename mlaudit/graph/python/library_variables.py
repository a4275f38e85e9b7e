"""Models of python-dotenv, and of what changes and looks at the environment as a whole."""

from __future__ import annotations

from mlaudit.graph.python.evaluation import Evaluation, Site
from mlaudit.graph.python.library_configuration import EXPANDED
from mlaudit.graph.python.library_system import read_environment
from mlaudit.graph.python.text import CONTENT, texts_of
from mlaudit.graph.python.values import (
    NONE,
    ROOT,
    Arguments,
    DictValue,
    ExternalInstance,
    InstanceValue,
    Known,
    UnknownValue,
    Value,
    join,
    options_of,
)
from mlaudit.graph.python.variable_files import (
    as_values,
    expand_variables,
    find_above,
    note_file,
    read_variables,
    set_variables,
    variables_in,
)


def _load(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`load_dotenv(path, override=False)`."""
    given = arguments.get(0, "dotenv_path")
    if given is None and arguments.get(None, "stream") is not None:
        return Known(True)
    file = note_file(run, given, name, site)
    override = arguments.get(None, "override") == Known(True)
    set_variables(run, read_variables(run, file), override=override)
    return Known(True)


def _values(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`dotenv_values(path)`: what the file says, the environment left alone."""
    file = note_file(run, arguments.get(0, "dotenv_path"), name, site)
    variables = read_variables(run, file)
    return DictValue(as_values(variables), open_=not variables)


def _get_key(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`dotenv.get_key(path, name)`."""
    file = note_file(run, arguments.get(0, "dotenv_path"), name, site)
    keys = texts_of(arguments.get(1, "key_to_get") or NONE)
    found = read_variables(run, file).get(keys[0]) if keys else None
    return None if found is None else Known(found)


def _find(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`find_dotenv()`: where people keep a file that is not in the tree, that is its root."""
    names = texts_of(arguments.get(0, "filename") or Known(".env"))
    found = find_above(run, names[0], site) if names else None
    return Known(found.text if found is not None else f"{ROOT}/{names[0] if names else '.env'}")


def _update_environment(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value:
    """`os.environ.update({...})`."""
    given = [value for each in arguments.positional for value in options_of(each)]
    tables = [value.entries for value in given if isinstance(value, DictValue)]
    for entries in (*tables, arguments.keywords):
        for key, value in entries.items():
            texts = [] if isinstance(value, UnknownValue | InstanceValue) else texts_of(value)
            if isinstance(key, str) and len(texts) == 1:
                run.environment[key] = texts[0]
    return NONE


def _expand(run: Evaluation, name: str, arguments: Arguments, site: Site) -> Value | None:
    """`os.path.expandvars(text)`, also of the text of a file."""
    value = arguments.positional[0] if arguments.positional else None
    if isinstance(value, ExternalInstance) and value.type == CONTENT:
        value.state[EXPANDED] = True
        return value
    texts = texts_of(value) if value is not None else []
    for text in texts:
        for variable in variables_in(text):
            read_environment(run, Known(variable), None, site)
    made: list[Value] = [Known(expand_variables(run, text)) for text in texts]
    return join(made, "text") if made else value


MODELS = {
    "dotenv.load_dotenv": _load,
    "dotenv.main.load_dotenv": _load,
    "dotenv.dotenv_values": _values,
    "dotenv.main.dotenv_values": _values,
    "dotenv.get_key": _get_key,
    "dotenv.find_dotenv": _find,
    "dotenv.main.find_dotenv": _find,
    "os.path.expandvars": _expand,
    "os.environ.update": _update_environment,
}
