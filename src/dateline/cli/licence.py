"""
dateline licence: confirm a template, hand a licence out as RightsML, take one in.

What reads and writes RightsML is imported where it is needed: it is slow to load, and a kill must not wait for it.
"""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from dateline.cli.common import DONE, PROBLEMS, By, Folder, Json, err, given, out, path, person, say_json
from dateline.cli.desk import HERE
from dateline.cli.opened import followed, opened
from dateline.news.errors import ConfigError, NotAllowed
from dateline.setup.kinds import code_problem
from dateline.setup.load import licence as licence_file
from dateline.verbs.apply import confirm

if TYPE_CHECKING:
    from dateline.licensing.sound import Refusal

app = typer.Typer(
    help="Confirm a licence template; hand a licence out as RightsML, and take one in.", no_args_is_help=True
)
Name = Annotated[str, typer.Argument(help="A licence's name.", metavar="NAME", callback=given)]
_FORMATS: dict[str, Literal["turtle", "json-ld"]] = {"turtle": "turtle", "json-ld": "json-ld"}
_ENDINGS: dict[str, Literal["turtle", "json-ld"]] = {".ttl": "turtle", ".json": "json-ld", ".jsonld": "json-ld"}


@app.command("confirm")
def confirm_command(licence: Name, by: By = "", newsroom: Folder = HERE, json: Json = False) -> None:
    """Confirm that a licence template's terms, as they are in force, are those of your contract."""
    with opened(newsroom) as room:
        decided = confirm(licence, by=person(by), ledger=room.ledger)
        status = followed(room)
    how = f"is confirmed by entry {decided.entry}" if decided.entry else "is confirmed already; nothing has changed"
    say_json(decided) if json else out.print(f"licence {licence} {how}", markup=False)
    raise typer.Exit(status)


@app.command("export")
def export_command(
    licence: Name,
    to: Annotated[str, typer.Option("--to", help="turtle or json-ld.")] = "turtle",
    newsroom: Folder = HERE,
) -> None:
    """Print a licence in force as RightsML 2.0."""
    if to not in _FORMATS:
        raise NotAllowed("licence export", f"--to {to}: write turtle or json-ld")
    from dateline.licensing import rightsml

    with opened(newsroom) as room:
        found = room.house.licence(licence)
        if found is None:
            known = ", ".join(li.name for li in room.house.licences) or "none"
            raise NotAllowed("licence export", f"there is no licence {licence} in force; there are: {known}")
        sites = {s.code: s.host for s in room.house.sites}
        typer.echo(rightsml.write(found, f"urn:dateline:licence:{licence}", format=_FORMATS[to], sites=sites), nl=False)


@app.command("import")
def import_command(
    file: Annotated[Path, typer.Argument(help="RightsML: .ttl, .jsonld or .json.", metavar="FILE", parser=path)],
    name: Annotated[str, typer.Option("--name", help="The licence's name; the file's if not said.")] = "",
    newsroom: Folder = HERE,
    json: Json = False,
) -> None:
    """Write licences/NAME.toml from a RightsML file, as a template; what we cannot say is named and refused."""
    from dateline.licensing import rightsml
    from dateline.licensing.toml import toml

    called, format = _called(name, file), _format(file)
    text = _text(file)
    with opened(newsroom) as room:
        sites = {s.code: s.host for s in room.house.sites}
    found = rightsml.read(text, format=format, name=called, sites=sites)
    for refusal in found.refused:
        err.print(f"{file.name}: {refusal.where}: {refusal.why}", markup=False)
    if found.licence is None:
        what = f"{file.name}: nothing of it can be put in force; mend what is named above, or write licences/*.toml"
        raise NotAllowed("licence import", f"{what} by hand")
    if strange := [code for code in found.licence.sites if code not in sites]:
        known = ", ".join(sites) or "none"
        what = f"{file.name}: it is for the site {strange[0]}, and none of that code is in force; there are: {known}"
        raise NotAllowed("licence import", f"{what}; `dateline apply` puts sites/{strange[0]}.toml in force")
    target = newsroom / "licences" / f"{called}.toml"
    if target.exists():
        raise NotAllowed("licence import", f"{target} is there already; --name gives it another name")
    _written(target, toml(found.licence, found.refused))
    if json:
        say_json({"file": str(target), "refused": list(_told(found.refused))})
    else:
        out.print(
            f"{target} is written, as a template. Read it, `dateline apply`, `dateline licence confirm {called}`.",
            markup=False,
        )
    raise typer.Exit(PROBLEMS if found.refused else DONE)


def _called(name: str, file: Path) -> str:
    """The licence's name, which is to be a file's name in licences/ and nowhere else."""
    called = name or file.stem.lower()
    if wrong := code_problem(called):
        given = "--name" if name else f"{file.name}: without --name the licence's name"
        raise NotAllowed("licence import", f"{given} {wrong}; --name gives another, such as --name afp")
    return called


def _told(refused: "tuple[Refusal, ...]") -> Iterator[dict[str, str]]:
    return ({"where": r.where, "what": r.why} for r in refused)


def _format(file: Path) -> Literal["turtle", "json-ld"]:
    known = _ENDINGS.get(file.suffix.lower())
    if known is None:
        raise NotAllowed("licence import", f"{file.name}: RightsML comes as .ttl, .jsonld or .json")
    return known


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (FileNotFoundError, NotADirectoryError) as e:
        raise NotAllowed("licence import", f"{file} is not there; check the path") from e
    except IsADirectoryError as e:
        raise NotAllowed("licence import", f"{file} is a folder; name one file of RightsML in it") from e
    except OSError as e:
        what = f"{file} cannot be read: {e.strerror}; give this account the right to read it"
        raise NotAllowed("licence import", what) from e
    except UnicodeDecodeError as e:
        raise NotAllowed("licence import", f"{file}: not UTF-8 at byte {e.start}; save it as UTF-8") from e


def _written(target: Path, text: str) -> None:
    try:
        with TemporaryDirectory(prefix="dateline-") as folder:
            draft = Path(folder) / target.name
            draft.write_text(text, encoding="utf-8")
            # A file that cannot be put in force would keep all others from it.
            licence_file(draft)
        target.parent.mkdir(exist_ok=True)
        with target.open("x", encoding="utf-8") as file:
            file.write(text)
    except ConfigError as e:
        what = f"what the document says makes no licence: {e.what}; {e.remedy}"
        raise NotAllowed("licence import", f"{what} in the document, and import it again") from e
    except OSError as e:
        raise NotAllowed("licence import", f"{target}: {e.strerror}; choose a folder that can be written") from e
