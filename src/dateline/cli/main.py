"""The command `dateline`."""

import errno
import sqlite3
import sys
from pathlib import Path

import typer

from dateline import __version__
from dateline.app import trouble
from dateline.cli import bench, demo, desk, help, licence, look, rights, room, scenario, sources, topics, verbs, write
from dateline.cli.common import REFUSED, err
from dateline.news.errors import DatelineError

app = typer.Typer(
    name="dateline",
    help="Runs a network of news sites from the wires.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

_ROOM, _WIRES, _DESK, _LOOK = "The newsroom", "Wires", "The desk: each prints a receipt", "Looking"
for name, command, panel in (
    ("demo", demo.demo_command, _ROOM),
    ("init", room.init_command, _ROOM),
    ("apply", room.apply_command, _ROOM),
    ("check", room.check_command, _ROOM),
    ("copy-ledger", room.copy_ledger_command, _ROOM),
    ("run", room.run_command, _ROOM),
    ("build", room.build_command, _ROOM),
    ("read", room.read_command, _WIRES),
    ("write", write.write_command, _WIRES),
    ("ingest", room.ingest_command, _WIRES),
    ("reread", room.reread_command, _WIRES),
    ("sources", sources.sources_command, _LOOK),
    ("stories", look.stories_command, _LOOK),
    ("show", look.show_command, _LOOK),
    ("take", desk.take_command, _DESK),
    ("spike", verbs.spike_command, _DESK),
    ("restore", verbs.restore_command, _DESK),
    ("hold", verbs.hold_command, _DESK),
    ("release", verbs.release_command, _DESK),
    ("edit", desk.edit_command, _DESK),
    ("update", verbs.update_command, _DESK),
    ("publish", desk.publish_command, _DESK),
    ("correct", desk.correct_command, _DESK),
    ("withdraw", desk.withdraw_command, _DESK),
    ("kill", desk.kill_command, _DESK),
    ("reissue", verbs.reissue_command, _DESK),
    ("join", verbs.join_command, _DESK),
    ("separate", verbs.separate_command, _DESK),
    ("package", verbs.package_command, _DESK),
    ("pin", verbs.pin_command, _DESK),
    ("unpin", verbs.unpin_command, _DESK),
    ("erase", desk.erase_command, _DESK),
    ("rights", rights.rights_command, _LOOK),
    ("audit", rights.audit_command, _LOOK),
    ("prove", rights.prove_command, _LOOK),
    ("help", help.help_command, _LOOK),
    ("bench", bench.bench_command, _LOOK),
    ("scenario", scenario.scenario_command, _LOOK),
):
    app.command(name, rich_help_panel=panel)(command)
app.add_typer(licence.app, name="licence", rich_help_panel=_ROOM)
app.add_typer(topics.app, name="topics", rich_help_panel=_WIRES)
# By its name before there were other things to do with a licence.
app.command("confirm", hidden=True)(licence.confirm_command)


@app.command("version", hidden=True)
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


def main() -> None:
    """Run the command line; what is wrong is said in words, and never as a traceback."""
    try:
        app()
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
