"""The program `mlaudit`: its commands, and how every way of ending becomes an exit code."""

from __future__ import annotations

import os
import signal
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from mlaudit import __version__
from mlaudit.cli.baseline import app as baseline
from mlaudit.cli.document import document
from mlaudit.cli.exits import ExitCode, Stop, Terminated, complain
from mlaudit.cli.graph import graph
from mlaudit.cli.init import init
from mlaudit.cli.output import flush_output, give_up_output, is_no_room, refuse_output
from mlaudit.cli.rules import rule, rules
from mlaudit.cli.runbook import runbook
from mlaudit.cli.scan import scan
from mlaudit.cli.why import why
from mlaudit.collector import collect_rarely
from mlaudit.plugins import PluginError

_CommandLineError: type[BaseException] = typer.BadParameter.__mro__[2]  # ClickException
"""What typer raises for wrong usage and shows itself; the class is its own or click's."""


class Program(TyperGroup):
    """The commands, ending with the exit codes that callers rely on."""

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command."""
        collect_rarely()
        try:
            result = super().invoke(ctx)
            flush_output()
            return result
        except Stop as stop:
            complain(str(stop))
            raise typer.Exit(stop.code) from stop
        except PluginError as error:
            complain(str(error))
            raise typer.Exit(ExitCode.USAGE) from error
        except Terminated as wish:
            complain("terminated")
            raise typer.Exit(ExitCode.TERMINATED) from wish
        except KeyboardInterrupt as interrupt:
            complain("interrupted")
            raise typer.Exit(ExitCode.INTERRUPTED) from interrupt
        except BrokenPipeError as error:
            give_up_output()
            raise typer.Exit(ExitCode.OK) from error
        except (typer.Exit, typer.Abort, _CommandLineError):
            raise
        except Exception as error:
            if is_no_room(error):
                raise _end_without_room(error) from error
            _report_crash(error, verbose=not {"-v", "--verbose"}.isdisjoint(sys.argv))
            raise typer.Exit(ExitCode.INTERNAL) from error


app = typer.Typer(
    name="mlaudit",
    cls=Program,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
# The lists of commands cut the first sentence of a docstring after some fifty characters.
for command, short in (
    (scan, "Say what a person must do, and find what is told nowhere."),
    (runbook, "Show the way from a clean clone to a deliverable."),
    (graph, "Show the steps and what they read and write."),
    (why, "Explain an artifact, or what a line of code touches."),
    (document, "Register the manual step that a finding is about."),
    (rules, "List the rules that are installed."),
    (rule, "Explain a rule: what it finds, and how to mend it."),
    (init, "Write a configuration, a pre-commit hook and a CI job."),
):
    app.command(short_help=short)(command)
app.add_typer(baseline)


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"mlaudit {__version__}")
        raise typer.Exit


@app.callback()
def describe(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Find the hidden manual steps of a machine-learning repository, without running it.

    Exit codes: 0 nothing new to act on, 1 new findings, 2 wrong usage or configuration,
    3 nothing to scan, 4 internal error.
    """


def main() -> None:
    """Run the program and end the process with its exit code."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        try:
            app(prog_name="mlaudit")
        finally:
            flush_output()  # help and version are written before a command begins
    except Stop as stop:
        complain(str(stop))
        sys.exit(stop.code)
    except OSError as error:
        if not is_no_room(error):
            raise
        sys.exit(_end_without_room(error).exit_code)


def _end_without_room(error: Exception) -> typer.Exit:
    stop = refuse_output(error)
    complain(str(stop))
    return typer.Exit(stop.code)


def _terminate(*_: object) -> None:
    raise Terminated


def _report_crash(error: Exception, *, verbose: bool) -> None:
    where = "".join(f" {note}" for note in getattr(error, "__notes__", ()))
    complain(f"internal error{where}: {type(error).__name__}: {error}")
    if verbose or os.environ.get("MLAUDIT_DEBUG"):
        import traceback

        traceback.print_exception(error)
    else:
        complain("with MLAUDIT_DEBUG=1 it shows where; please report it with that")
