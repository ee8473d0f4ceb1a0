"""What an AP item is about, whom it names and credits, where it plays, and what it tells the desk to do."""

from typing import Any, Final, Literal, NamedTuple

from dateline.news.wire import Dateline, Named, Subject
from dateline.wires.ap_media.document import Fields
from dateline.wires.degrees import NOWHERE, geojson
from dateline.wires.letters import fold
from dateline.wires.remembered import remembered

#: AP's ``editorialtypes`` that we have words for, in small letters.
_TYPES: Final = {
    "kill": "kill", "elimination": "kill", "withhold": "withhold", "disregard": "withhold", "advisory": "advisory",
    "correction": "correction", "corrective": "correction", "lead": "update", "writethru": "update",
}  # fmt: skip
#: Those that say what was sent is a part of a text, and one that asks to wait.
_PARTS: Final = frozenset({"add", "takes", "insert", "sub"})
_WAITS: Final = "holdforrelease"
#: AP sets one of these on whatever may be published; what has none is for the desk to read.
_PUBLISHABLE: Final = frozenset({"newscontent", "consumerready"})
#: Warnings that older documents send as members of their own.
_WARNINGS: Final = ("explicitwarning", "explicitcontent")
_SUBJECTS: Final = ("subject", "subjects", "categories", "suppcategories", "alertcategories")
_Kind = Literal["person", "organisation", "place", "event"]
_NAMED: Final[tuple[tuple[_Kind, tuple[str, ...]], ...]] = (
    ("person", ("person", "persons")),
    ("organisation", ("organisation", "organisations", "organization", "organizations", "company", "companies")),
    ("place", ("place", "places")),
    ("event", ("event", "events")),
)
#: Vocabularies of members whose codes name none.
_CATEGORIES: Final = {
    "categories": "category", "suppcategories": "suppcategory", "alertcategories": "alertcategory",
}  # fmt: skip


_CODED: Final = ("scheme", "code", "name")
_folded = remembered(fold)


class Orders(NamedTuple):
    """What an item's lists of signals and editorial types tell the desk."""

    #: In our words; others as AP has them.
    signals: tuple[str, ...]
    #: Why it may not be published as it stands; empty if nothing speaks against it.
    doubt: str
    #: True where it waits for a release that is told elsewhere.
    waits: bool


def orders(fields: Fields) -> Orders:
    """Read ``signals``, ``editorialtypes`` and their like."""
    sent = fields.words("signals", "signal")
    known = {signal.lower() for signal in sent}
    types = tuple(word.lower().replace(" ", "") for word in fields.words("editorialtypes", "editorialtype"))
    warnings = tuple(name for name in _WARNINGS if fields.look(name) in (True, "true", "1", 1) and name not in known)
    doubts = []
    if not known & _PUBLISHABLE:
        doubts.append("it has no signal newscontent: AP sends it to be read by the desk, not to be published")
    if "test" in known:
        doubts.append("it has the signal Test: it is no news")
    if part := next((one for one in types if one in _PARTS), ""):
        doubts.append(f"its editorialtypes say {part!r}: it is a part of a text, not the whole of it")
    found = (*sent, *warnings, *(_TYPES.get(one, one) for one in types))
    desk = () if known & _PUBLISHABLE else ("advisory",)
    return Orders(tuple(dict.fromkeys((*found, *desk))), "; ".join(doubts), _WAITS in types)


def subjects(fields: Fields) -> tuple[Subject, ...]:
    """AP's subjects, and its categories, whose vocabulary is the relation that they stand in."""
    found = []
    for name in _SUBJECTS:
        category = _CATEGORIES.get(name, "")
        for _, one in fields.objects(name):
            scheme, code, words = _coded(one)
            if code or words:
                found.append(Subject(scheme or category or _relation(one), code, words))
    return tuple(dict.fromkeys(found))


def _relation(one: dict[str, Any]) -> str:
    """``category`` or ``suppcategory`` of a code that names no vocabulary; empty for others."""
    relations = one.get("rels")
    first = relations[0] if isinstance(relations, list) and relations else relations
    return first if isinstance(first, str) and first in ("category", "suppcategory", "alertcategory") else ""


def named(fields: Fields) -> tuple[Named, ...]:
    """The people, organisations, places and events, each once; a name with a code comes before the same without."""
    found: dict[tuple[str, str], Named] = {}
    for kind, members in _NAMED:
        for _, one in fields.objects(*members):
            scheme, code, words = _coded(one)
            mark = ":" if scheme and not scheme.endswith(("/", "#", ":")) else ""
            name, code = words or code, f"{scheme}{mark}{code}" if code else ""
            if not name:
                continue
            known = found.get((kind, name))
            if known is None or (code and not known.code):
                at = geojson(one.get("geometry_geojson")) if kind == "place" else NOWHERE
                found[kind, name] = Named(kind, name, code, *at)
    return tuple(found.values())


def _coded(one: dict[str, Any]) -> list[str]:
    """An object's scheme, code and name."""
    return [_folded(value) if type(value) is str else _digits(value) for value in map(one.get, _CODED)]


def byline(fields: Fields) -> str:
    """Who wrote it, as AP prints it; a photographer where nobody wrote."""
    writers = [_word(one, "by") or _word(one, "name") for _, one in fields.objects("bylines")]
    if not any(writers):
        writers = [fields.text("byline")]
    if not any(writers):
        writers = [_word(one, "name") for _, one in fields.objects("photographer")]
    return ", ".join(dict.fromkeys(filter(None, writers)))


def credit(fields: Fields) -> str:
    """Whom AP wants named: its credit line, else all the sources it names, else a provider that is not AP itself."""
    if line := fields.text("description_creditline", "creditline"):
        return line
    sources = [_word(one, "name") for _, one in fields.objects("infosource", "infosources", "sources")]
    if any(sources):
        return "/".join(dict.fromkeys(filter(None, sources)))
    provider = fields.look("provider")
    name = _word(provider, "name") if isinstance(provider, dict) else provider
    return name.strip() if isinstance(name, str) and name.strip().lower() not in ("ap", "associated press") else ""


def dateline(fields: Fields) -> Dateline | None:
    """The place that AP prints before the text; else the town where the event was, whose country is kept besides."""
    if located := fields.text("located", "dateline"):
        return Dateline(located)
    line, place = fields.look("locationline"), fields.look("datelinelocation")
    if not isinstance(place, dict):
        return Dateline(fold(line)) if isinstance(line, str) and line.strip() else None
    told = (_word(place, name) for name in ("city", "countryareaname", "countryname", "countrycode"))
    town = next(filter(None, told), "")
    return Dateline(town) if town else None


def _word(one: dict[str, Any], name: str) -> str:
    value = one.get(name)
    return _folded(value) if isinstance(value, str) else _digits(value)


def _digits(value: object) -> str:
    return str(value) if type(value) is int else ""
