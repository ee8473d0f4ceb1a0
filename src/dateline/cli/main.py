"""The command `dateline`."""

import errno
import gc
import sqlite3
import sys
from importlib import import_module
from pathlib import Path
from typing import Final, NamedTuple

import typer

from dateline import __version__
from dateline.cli.common import REFUSED, err
from dateline.news.errors import DatelineError
from dateline.sites.trouble import trouble

_ROOM, _WIRES, _DESK, _LOOK = "The newsroom", "Wires", "The desk: each prints a receipt", "Looking"


class Row(NamedTuple):
    """One command, or a group of some."""

    name: str
    #: Its module in this room, and its function there; ``app`` is a group.
    module: str
    function: str
    #: Under which head it stands in the list; none hides it.
    panel: str | None


COMMANDS: Final = (
    Row("demo", "demo", "demo_command", _ROOM),
    Row("init", "room", "init_command", _ROOM),
    Row("apply", "room", "apply_command", _ROOM),
    Row("check", "room", "check_command", _ROOM),
    Row("copy-ledger", "room", "copy_ledger_command", _ROOM),
    Row("run", "room", "run_command", _ROOM),
    Row("build", "room", "build_command", _ROOM),
    Row("read", "read", "read_command", _WIRES),
    Row("write", "write", "write_command", _WIRES),
    Row("ingest", "room", "ingest_command", _WIRES),
    Row("reread", "room", "reread_command", _WIRES),
    Row("sources", "sources", "sources_command", _LOOK),
    Row("stories", "look", "stories_command", _LOOK),
    Row("show", "look", "show_command", _LOOK),
    Row("search", "search", "search_command", _LOOK),
    Row("take", "desk", "take_command", _DESK),
    Row("judge", "deskwork", "judge_command", _DESK),
    Row("begin", "deskwork", "begin_command", _DESK),
    Row("note", "deskwork", "note_command", _DESK),
    Row("assign", "deskwork", "assign_command", _DESK),
    Row("plan", "deskwork", "plan_command", _DESK),
    Row("ready", "deskwork", "ready_command", _DESK),
    Row("spike", "verbs", "spike_command", _DESK),
    Row("restore", "verbs", "restore_command", _DESK),
    Row("hold", "verbs", "hold_command", _DESK),
    Row("release", "verbs", "release_command", _DESK),
    Row("edit", "desk", "edit_command", _DESK),
    Row("update", "verbs", "update_command", _DESK),
    Row("publish", "desk", "publish_command", _DESK),
    Row("post", "desk", "post_command", _DESK),
    Row("correct", "desk", "correct_command", _DESK),
    Row("withdraw", "desk", "withdraw_command", _DESK),
    Row("kill", "desk", "kill_command", _DESK),
    Row("reissue", "verbs", "reissue_command", _DESK),
    Row("join", "verbs", "join_command", _DESK),
    Row("separate", "verbs", "separate_command", _DESK),
    Row("package", "verbs", "package_command", _DESK),
    Row("pin", "verbs", "pin_command", _DESK),
    Row("unpin", "verbs", "unpin_command", _DESK),
    Row("gather", "verbs", "gather_command", _DESK),
    Row("ungather", "verbs", "ungather_command", _DESK),
    Row("erase", "desk", "erase_command", _DESK),
    Row("budget", "deskwork", "budget_command", _LOOK),
    Row("values", "deskwork", "values_command", _LOOK),
    Row("rights", "rights", "rights_command", _LOOK),
    Row("audit", "rights", "audit_command", _LOOK),
    Row("prove", "rights", "prove_command", _LOOK),
    Row("help", "help", "help_command", _LOOK),
    Row("bench", "bench", "bench_command", _LOOK),
    Row("scenario", "scenario", "scenario_command", _LOOK),
    Row("rules", "rules", "app", _DESK),
    Row("people", "people", "app", _ROOM),
    Row("licence", "licence", "app", _ROOM),
    Row("topics", "topics", "app", _WIRES),
    # By its name before there were other things to do with a licence.
    Row("confirm", "licence", "confirm_command", None),
)


def command_line(word: str = "") -> typer.Typer:
    """
    The command line; with the command *word* alone where there is one of that name: to load all takes half a second,
    which whoever kills a story does not have.
    """
    app = typer.Typer(
        name="dateline",
        help="Runs a network of news sites from the wires.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    for row in [row for row in COMMANDS if row.name == word] or COMMANDS:
        found = getattr(import_module(f"dateline.cli.{row.module}"), row.function)
        if row.function == "app":
            app.add_typer(found, name=row.name, rich_help_panel=row.panel)
        else:
            app.command(row.name, rich_help_panel=row.panel, hidden=row.panel is None)(found)
    app.command("version", hidden=True)(version)
    return app


def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Run the command line; what is wrong is said in words, and never as a traceback."""
    # Nearly all that we make are values without circles: to look for circles as often as usual costs an eighth.
    gc.set_threshold(100_000, 20, 100)
    try:
        command_line(sys.argv[1] if len(sys.argv) > 1 else "")()
    except DatelineError as e:
        err.print(str(e), markup=False, style="red")
        sys.exit(REFUSED)
    except OSError as e:
        # An error that Python itself makes has no number, and says all in its words.
        _refused(f"{e.filename or 'the system'}: {e.strerror or e}{_REMEDIES.get(e.errno or 0, '')}")
    except sqlite3.Error as e:
        _refused(trouble(e, Path("data/sites")))
    except UnicodeDecodeError as e:
        _refused(f"what came in is not UTF-8 at byte {e.start}; send it as UTF-8")
    except UnicodeEncodeError as e:
        strange = e.object[e.start : e.start + 1]
        what = "a word or a file's name that was given is not UTF-8" if "\ud800" <= strange <= "\udfff" else ""
        _refused(what or f"{strange!a} cannot be printed in {e.encoding}; set PYTHONIOENCODING=utf-8")


#: By the system's number of an error, what helps.
_REMEDIES = {
    errno.ENOENT: "; check the path",
    errno.ENOTDIR: "; check the path",
    errno.EISDIR: "; name a file",
    errno.EACCES: "; give this account the right to it, or run this as its owner",
    errno.EPERM: "; give this account the right to it, or run this as its owner",
    errno.EROFS: "; name a folder on a disk that can be written",
    errno.ENOSPC: "; make room on that disk, then try again",
}


def _refused(words: str) -> None:
    err.print(words, markup=False, style="red")
    sys.exit(REFUSED)


if __name__ == "__main__":
    main()
