"""Sources of paths as sentences."""

from __future__ import annotations

from mlaudit.model.explanation import Source, SourceKind


def tell_source(source: Source) -> str:
    """What gives a name its value, without the value."""
    name, code, note = source.name, source.code, source.note
    match source.kind:
        case SourceKind.LOOP:
            return f"{name} in {code}"
        case SourceKind.RETURN:
            return f"{name} returns {code}"
        case SourceKind.DEFAULT:
            return f"{name} = {code} by default"
        case SourceKind.COMMAND_LINE:
            return f"{name} is {note or 'a word'} of the command line"
        case SourceKind.OPTION_DEFAULT:
            return f"{name} is the default of {note}"
        case SourceKind.CONFIGURATION:
            return f"{name} is the setting {note}"
        case SourceKind.ENVIRONMENT:
            return f"{name} is {'the default' if note == 'default' else note}"
        case SourceKind.ANCHOR:
            return f"{name} is this file"
        case SourceKind.DIRECTORY:
            return f"{name} is the working directory"
        case SourceKind.UNKNOWN:
            return name
        case _:
            return f"{name} = {code}"


def tell_value(source: Source) -> str:
    """The value, "" where it is not known or the code says it already."""
    if source.kind is SourceKind.ANCHOR or source.value is None:
        return ""
    if source.code in (f'"{source.value}"', source.value):
        return ""
    return source.value


def tell_gap(source: Source) -> str:
    """Why the value is not known, "" where it is or where a part of it says so."""
    if source.value is not None or source.kind is SourceKind.ENVIRONMENT:
        return ""
    return source.note
