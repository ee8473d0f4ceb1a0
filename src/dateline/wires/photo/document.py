"""What picture metadata say where: people, places, subjects, times and terms by their names in IPTC's standard."""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final, Literal

from dateline.news.wire import Named, Problem, Subject
from dateline.wires.degrees import NOWHERE, Point, point
from dateline.wires.letters import fold
from dateline.wires.photo.facts import Facts
from dateline.wires.photo.xmp import Properties, Value, chosen
from dateline.wires.times import parse_time

_Kind = Literal["person", "organisation", "place", "event", "object"]
_CODE = re.compile(r"\d{8}", re.ASCII)
_CLOCK = re.compile(r"(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?([+-]\d{2}:?\d{2}|Z)?", re.ASCII)
_DAY = re.compile(r"(\d{4})[:/-]?(\d{2})[:/-]?(\d{2})", re.ASCII)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)\Z")
_GPS = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW])", re.ASCII)
_REGION_KIND: Final = "Iptc4xmpExt:RCtype"
#: Where a place is told inside a structure, the smallest first.
_LEVELS: Final = ("LocationName", "Sublocation", "City", "ProvinceState", "CountryName")


def place(facts: Facts) -> str:
    """Where the picture was made, as a dateline prints it: city, state, country."""
    parts = [
        facts.words("photoshop:City", 90),
        facts.words("photoshop:State", 95),
        facts.words("photoshop:Country", 101),
    ]
    if any(parts):
        return ", ".join(dict.fromkeys(fold(part) for part in parts if part))
    made = next(iter(facts.look("Iptc4xmpExt:LocationCreated")), Value())
    return ", ".join(dict.fromkeys(filter(None, (_part(made, name) for name in _LEVELS[2:]))))


def named(facts: Facts) -> tuple[Named, ...]:
    """Who and what is shown, and where, each once."""
    found: dict[tuple[str, str], Named] = {}
    for one in _all_named(facts):
        known = found.get((one.kind, one.name.casefold()))
        if one.name and (known is None or _says_more(one, known)):
            found[one.kind, one.name.casefold()] = one
    return tuple(found.values())


def _says_more(one: Named, known: Named) -> bool:
    """True if one has a code or a place on the map where the known one has none."""
    return bool(one.code) > bool(known.code) or (one.code == known.code and known.latitude is None is not one.latitude)


def _all_named(facts: Facts) -> Iterator[Named]:
    for one in facts.values("Iptc4xmpExt:PersonInImage"):
        yield Named("person", fold(one.text))
    for one in facts.look("Iptc4xmpExt:PersonInImageWDetails"):
        yield Named("person", _part(one, "PersonName"), _part(one, "PersonId"))
    yield from _faces(facts)
    yield from _regions(facts)
    codes = [fold(one.text) for one in facts.values("Iptc4xmpExt:OrganisationInImageCode")]
    names = [fold(one.text) for one in facts.values("Iptc4xmpExt:OrganisationInImageName")]
    paired = codes if len(codes) == len(names) else []
    for place, name in enumerate(names):
        yield Named("organisation", name, paired[place] if paired else "")
    if codes and not paired:
        yield from (Named("organisation", code, code) for code in codes)
    event = fold(chosen(facts.values("Iptc4xmpExt:Event")).text)
    yield Named("event", event, fold(chosen(facts.values("Iptc4xmpExt:EventId")).text))
    for one in facts.look("Iptc4xmpExt:ArtworkOrObject"):
        yield Named("object", _part(one, "AOTitle"), _part(one, "AOSourceInvNo"))
    for one in facts.look("Iptc4xmpExt:ProductInImage"):
        yield Named("object", _part(one, "ProductName"), _part(one, "ProductGTIN"))
    yield from _places(facts)


def _faces(facts: Facts) -> Iterator[Named]:
    """Names that were written to faces."""
    for regions in facts.look("mwg-rs:Regions"):
        for one in regions.parts.get("mwg-rs:RegionList", []):
            if _own(one.parts, "mwg-rs:Type").lower() == "face":
                yield Named("person", _own(one.parts, "mwg-rs:Name"))


def _regions(facts: Facts) -> Iterator[Named]:
    """Who is shown in a part of the picture, by the part's own fields; its name is a person's where it shows one."""
    for one in facts.look("Iptc4xmpExt:ImageRegion"):
        told = [fold(name.text) for name in one.parts.get("Iptc4xmpExt:PersonInImage", [])]
        people = one.parts.get("Iptc4xmpExt:PersonInImageWDetails", [])
        kinds = [fold(chosen(kind.parts.get("Iptc4xmpExt:Name", [])).text) for kind in one.parts.get(_REGION_KIND, [])]
        codes = [id.text for kind in one.parts.get(_REGION_KIND, []) for id in kind.parts.get("xmp:Identifier", [])]
        yield from (Named("person", _part(person, "PersonName"), _part(person, "PersonId")) for person in people)
        yield from (Named("person", name) for name in told)
        if not (told or people) and any(kind.casefold().endswith("human") for kind in (*kinds, *codes)):
            yield Named("person", _part(one, "Name"))


def _places(facts: Facts) -> Iterator[Named]:
    """The places of the standard's core, then those shown, from the smallest to the country."""
    country = facts.words("photoshop:Country", 101)
    code = facts.words("Iptc4xmpCore:CountryCode", 100)
    for name in (
        facts.words("Iptc4xmpCore:Location", 92),
        facts.words("photoshop:City", 90),
        facts.words("photoshop:State", 95),
    ):
        yield Named("place", fold(name))
    yield Named("place", fold(country or code), fold(code))
    for kind in ("Iptc4xmpExt:LocationShown", "Iptc4xmpExt:LocationCreated"):
        for shown in facts.look(kind):
            smallest = next((name for name in _LEVELS if _part(shown, name)), "")
            for name in _LEVELS:
                told = _part(shown, "CountryCode") if name == "CountryName" else ""
                code = told or (_part(shown, "LocationId") if name == smallest else "")
                north, east = _on_map(shown) if name == smallest else NOWHERE
                yield Named("place", _part(shown, name), code, north, east)
    for name, told in _content_locations(facts):
        yield Named("place", name, told)


def _on_map(shown: Value) -> Point:
    """Where a place is, in degrees north and east."""
    return point(*(_degrees(_own(shown.parts, f"exif:GPS{axis}")) for axis in ("Latitude", "Longitude")))


def _degrees(told: str) -> str:
    """Degrees in digits, of XMP's ``48,12.51N`` and ``48,12,30N`` too."""
    found = _GPS.fullmatch(told)
    if found is None:
        return told
    angle = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return f"{-angle if found[4] in 'SW' else angle:.6f}"


def _content_locations(facts: Facts) -> list[tuple[str, str]]:
    """IPTC's content locations: names, with their codes where there are as many."""
    names, codes = facts.datasets(27), facts.datasets(26)
    if len(names) == len(codes):
        return list(zip(names, codes, strict=True))
    return [(name, "") for name in names] + [(code, code) for code in codes]


def subjects(facts: Facts) -> tuple[Subject, ...]:
    """The subject codes, the terms of vocabularies, the categories and the keywords."""
    found: dict[Subject, None] = {}
    for code in facts.lines("Iptc4xmpCore:SubjectCode"):
        found[Subject("IPTC" if _CODE.fullmatch(code) else "", code)] = None
    for reference in facts.datasets(12):
        one = _reference(reference)
        if Subject(one.scheme, one.code) in found:
            del found[Subject(one.scheme, one.code)]
        found[one] = None
    for name in ("Iptc4xmpExt:AboutCvTerm", "Iptc4xmpExt:Genre"):
        for term in facts.look(name):
            scheme, code = _part(term, "CvId"), _part(term, "CvTermId")
            short = code.removeprefix(scheme) if scheme.endswith(("/", "#", ":")) else code
            found[Subject(scheme, short, _part(term, "CvTermName") or ("" if term.parts else fold(term.text)))] = None
    for scheme, told in (
        ("category", [facts.words("photoshop:Category", 15)]),
        ("supplemental-category", facts.lines("photoshop:SupplementalCategories", 20)),
    ):
        found |= {Subject(scheme, fold(code)): None for code in told if code}
    found |= {Subject(name=fold(word)): None for word in keywords(facts)}
    return tuple(one for one in found if one.code or one.name)


def keywords(facts: Facts) -> list[str]:
    """The keywords, one by one, also where software has put them all into one field."""
    found = facts.lines("dc:subject", 25)
    if len(found) == 1 and (";" in found[0] or found[0].count(",") > 1):
        found = re.split(r"[;\n]" if ";" in found[0] else r"[,\n]", found[0])
    return [word for word in found if word.strip()]


def _reference(told: str) -> Subject:
    """A subject reference, ``IPTC:15054000:Sport:Soccer:``; the name is that of the finest level told."""
    provider, _, rest = told.partition(":")
    code, *names = rest.split(":")
    if not _CODE.fullmatch(code.strip()):
        return Subject("", fold(rest if provider == "IPTC" else told))
    name = next((fold(one) for one in reversed(names) if one.strip()), "")
    return Subject(fold(provider) or "IPTC", code.strip(), name)


def moment(facts: Facts, name: str, day: int, clock: int, problems: list[Problem], record: int = 2) -> datetime | None:
    """A time: XMP's *name*, or a *day* and a *clock* among the datasets of a *record*; told where it is none."""
    sent = chosen(facts.values(name)).text
    theirs, hour = (next(iter(facts.datasets(one, record)), "") for one in (day, clock))
    found = when(sent)
    told = dated(theirs, hour)
    if found is not None and told is not None and not facts.records_first:
        # IPTC's time has a zone always; the same hour on the clock without one is that time.
        same = fold(sent)[:19].replace("-", "").replace(":", "") == f"{theirs}T{hour[:6]}"
        return told if same and not _ZONE.search(sent) else found
    if (facts.records_first or found is None) and told is not None:
        return told
    if found is None and (sent or theirs.strip("0")):
        words = sent or f"{theirs} {hour}".strip()
        problems.append(Problem(name or f"iptc {record}:{day}", f"{words[:60]!r} names no moment; kept as sent"))
        facts.more[name or f"iptc:{record}:{day}"] = words
    return found


def limit(facts: Facts, day: int, clock: int) -> datetime | None:
    """The first or the last moment of use, of which only IPTC's records have fields; None if none can be read."""
    days, clocks = facts.datasets(day), facts.datasets(clock)
    found = _DAY.fullmatch(days[0]) if days else None
    if found is None or (clocks and not _CLOCK.fullmatch(clocks[0])):
        return None
    return dated(days[0], clocks[0] if clocks else "")


def when(sent: str) -> datetime | None:
    """A time as XMP or Exif has it: also without seconds, and with colons in its day."""
    found = _DAY.match(sent)
    if found is None:
        return None
    return dated("".join(found.groups()), sent[found.end() :].lstrip("T "))


def dated(day: str, clock: str) -> datetime | None:
    """The moment of a day ``CCYYMMDD`` and a clock ``HHMMSS±HHMM``; a clock that is none leaves the day."""
    found = _DAY.fullmatch(day.strip())
    if found is None:
        return None
    date = "-".join(found.groups())
    time = _CLOCK.match(clock.strip())
    exact = parse_time(f"{date}T{time[1]}:{time[2]}:{time[3] or '00'}{time[4] or 'Z'}") if time else None
    return exact or parse_time(date)


def holders(facts: Facts) -> str:
    """Who holds the copyright: PLUS's owners, else XMP's."""
    return ", ".join(names(facts, "CopyrightOwner") or map(fold, facts.lines("xmpRights:Owner")))


def names(facts: Facts, field: str) -> list[str]:
    """PLUS's names in a *field* such as ``ImageCreator``."""
    found = (_part(one, f"{field}Name", "plus") for one in facts.look(f"plus:{field}"))
    return list(dict.fromkeys(filter(None, found)))


def usage(facts: Facts) -> str:
    """What may be done with the picture, and further constraints that its holder names, which bots have to heed too."""
    told = (facts.words("xmpRights:UsageTerms"), facts.words("plus:OtherConstraints"))
    return "\n".join(dict.fromkeys(filter(None, told)))


def expression(facts: Facts) -> str:
    """The rights expression that the picture carries, else where it is."""
    for name, inner in (
        ("Iptc4xmpExt:EmbdEncRightsExpr", "EncRightsExpr"),
        ("Iptc4xmpExt:LinkedEncRightsExpr", "LinkedRightsExpr"),
    ):
        for one in facts.look(name):
            words = _texts(one.parts.get(f"Iptc4xmpExt:{inner}", []))
            if words:
                return words[0]
    return ""


def position(facts: Facts) -> str:
    """Where the camera was, in degrees, as ``48.20849,16.37208``; empty if not told."""
    exif = facts.exif
    if exif is None:
        return ""
    degrees: list[str] = []
    for tag, below in ((2, b"S"), (4, b"W")):
        parts = exif.ratios(65536 + tag)
        if len(parts) != 3:
            return ""
        angle = parts[0] + parts[1] / 60 + parts[2] / 3600
        degrees.append(f"{-angle if exif.raw(65536 + tag - 1)[:1] == below else angle:.5f}")
    return ",".join(degrees)


def _part(one: Value, name: str, prefix: str = "Iptc4xmpExt") -> str:
    return fold(chosen(one.parts.get(f"{prefix}:{name}", [])).text)


def _own(parts: Properties, name: str) -> str:
    return fold(chosen(parts.get(name, [])).text)


def _texts(values: Iterable[Value]) -> list[str]:
    return [one.text for one in values if one.text]
