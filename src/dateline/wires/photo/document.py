"""What picture metadata say where: people, places, subjects, times and terms by their names in IPTC's standard."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from dateline.news.wire import Named, Problem, Subject
from dateline.wires.degrees import NOWHERE, point
from dateline.wires.letters import fold
from dateline.wires.photo.facts import Facts
from dateline.wires.photo.tiff import GPS
from dateline.wires.photo.xmp import Value, chosen
from dateline.wires.times import parse_time

_CODE = re.compile(r"\d{8}", re.ASCII)
_CLOCK = re.compile(r"(\d{2}):?(\d{2}):?(\d{2})?(?:\.\d+)?([+-]\d{2}:?\d{2}|Z)?", re.ASCII)
_DAY = re.compile(r"(\d{4})[:/-]?(\d{2})[:/-]?(\d{2})", re.ASCII)
_ZONE = re.compile(r"(?:Z|[+-]\d\d:?\d\d)\Z")
_GPS = re.compile(r"(\d{1,3}),(\d{1,2}(?:\.\d{1,12})?)(?:,(\d{1,2}(?:\.\d{1,12})?))?([NSEW])", re.ASCII)
_EXT: Final = "Iptc4xmpExt"
#: Where a place is told inside a structure, the smallest first.
_LEVELS: Final = tuple(
    f"{_EXT}:{name}" for name in ("LocationName", "Sublocation", "City", "ProvinceState", "CountryName")
)


def place(facts: Facts) -> str:
    """Where the picture was made, as a dateline prints it: city, state, country."""
    fields = (("photoshop:City", 90), ("photoshop:State", 95), ("photoshop:Country", 101))
    parts = [facts.folded(name, number) for name, number in fields]
    if not any(parts):
        made = next(iter(facts.look(f"{_EXT}:LocationCreated")), Value())
        parts = [made.part(name) for name in _LEVELS[2:]]
    return ", ".join(dict.fromkeys(filter(None, parts)))


def named(facts: Facts) -> tuple[Named, ...]:
    """Who and what is shown, and where, each once."""
    found: dict[tuple[str, str], Named] = {}
    for one in (*_people(facts), *_things(facts), *_places(facts)):
        known = found.get((one.kind, one.name.casefold()))
        if one.name and (known is None or _says_more(one, known)):
            found[one.kind, one.name.casefold()] = one
    return tuple(found.values())


def _says_more(one: Named, known: Named) -> bool:
    """True if one has a code or a place on the map where the known one has none."""
    return bool(one.code) > bool(known.code) or (one.code == known.code and known.latitude is None is not one.latitude)


def _people(facts: Facts) -> Iterator[Named]:
    """Who is shown, in the whole picture or in a part of it."""
    for one in facts.values(f"{_EXT}:PersonInImage"):
        yield Named("person", fold(one.text))
    for one in facts.look(f"{_EXT}:PersonInImageWDetails"):
        yield _person(one)
    for regions in facts.look("mwg-rs:Regions"):
        for one in regions.parts.get("mwg-rs:RegionList", []):
            if one.part("mwg-rs:Type").lower() == "face":
                yield Named("person", one.part("mwg-rs:Name"))
    for one in facts.look(f"{_EXT}:ImageRegion"):
        shown = [_person(person) for person in one.parts.get(f"{_EXT}:PersonInImageWDetails", [])]
        shown += [Named("person", fold(name.text)) for name in one.parts.get(f"{_EXT}:PersonInImage", [])]
        yield from shown
        # Its own name is that of a person where it shows one.
        kinds = one.parts.get(f"{_EXT}:RCtype", [])
        told = [name for kind in kinds for name in (kind.part(f"{_EXT}:Name"), kind.part("xmp:Identifier"))]
        if not shown and any(name.casefold().endswith("human") for name in told):
            yield Named("person", one.part(f"{_EXT}:Name"))


def _person(one: Value) -> Named:
    return Named("person", one.part(f"{_EXT}:PersonName"), one.part(f"{_EXT}:PersonId"))


def _things(facts: Facts) -> Iterator[Named]:
    """Organisations, the event, works of art and products."""
    codes = [fold(one.text) for one in facts.values(f"{_EXT}:OrganisationInImageCode")]
    for name, code in _paired([fold(one.text) for one in facts.values(f"{_EXT}:OrganisationInImageName")], codes):
        yield Named("organisation", name, code)
    yield Named("event", facts.folded(f"{_EXT}:Event"), facts.folded(f"{_EXT}:EventId"))
    for kind, title, number in (("ArtworkOrObject", "AOTitle", "AOSourceInvNo"),
                                ("ProductInImage", "ProductName", "ProductGTIN")):  # fmt: skip
        for one in facts.look(f"{_EXT}:{kind}"):
            yield Named("object", one.part(f"{_EXT}:{title}"), one.part(f"{_EXT}:{number}"))


def _paired(names: list[str], codes: list[str]) -> list[tuple[str, str]]:
    """The *names* with their *codes* where there are as many; else each stands for itself."""
    if len(names) == len(codes):
        return list(zip(names, codes, strict=True))
    return [*((name, "") for name in names), *((code, code) for code in codes)]


def _places(facts: Facts) -> Iterator[Named]:
    """The places of the standard's core, then those shown, from the smallest to the country."""
    for name, number in (("Iptc4xmpCore:Location", 92), ("photoshop:City", 90), ("photoshop:State", 95)):
        yield Named("place", facts.folded(name, number))
    code = facts.folded("Iptc4xmpCore:CountryCode", 100)
    yield Named("place", facts.folded("photoshop:Country", 101) or code, code)
    for shown in (*facts.look(f"{_EXT}:LocationShown"), *facts.look(f"{_EXT}:LocationCreated")):
        smallest = next((name for name in _LEVELS if shown.part(name)), "")
        for name in _LEVELS:
            code = shown.part(f"{_EXT}:CountryCode") if name == _LEVELS[-1] else ""
            at = NOWHERE
            if name == smallest:
                code = code or shown.part(f"{_EXT}:LocationId")
                at = point(*(_degrees(shown.part(f"exif:GPS{axis}")) for axis in ("Latitude", "Longitude")))
            yield Named("place", shown.part(name), code, *at)
    for name, code in _paired(facts.datasets(27), facts.datasets(26)):
        yield Named("place", name, code)


def _degrees(told: str) -> str:
    """Degrees in digits, of XMP's ``48,12.51N`` and ``48,12,30N`` too."""
    found = _GPS.fullmatch(told)
    if found is None:
        return told
    angle = int(found[1]) + float(found[2]) / 60 + float(found[3] or 0) / 3600
    return f"{-angle if found[4] in 'SW' else angle:.6f}"


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
    for term in (*facts.look(f"{_EXT}:AboutCvTerm"), *facts.look(f"{_EXT}:Genre")):
        scheme, code, name = (term.part(f"{_EXT}:{part}") for part in ("CvId", "CvTermId", "CvTermName"))
        short = code.removeprefix(scheme) if scheme.endswith(("/", "#", ":")) else code
        found[Subject(scheme, short, name or ("" if term.parts else fold(term.text)))] = None
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
    found = (one.part(f"plus:{field}Name") for one in facts.look(f"plus:{field}"))
    return list(dict.fromkeys(filter(None, found)))


def usage(facts: Facts) -> str:
    """What may be done with the picture, and further constraints that its holder names, which bots have to heed too."""
    told = (facts.words("xmpRights:UsageTerms"), facts.words("plus:OtherConstraints"))
    return "\n".join(dict.fromkeys(filter(None, told)))


def expression(facts: Facts) -> str:
    """The rights expression that the picture carries, else where it is."""
    held = (("EmbdEncRightsExpr", "EncRightsExpr"), ("LinkedEncRightsExpr", "LinkedRightsExpr"))
    found = (
        inner.text
        for name, part in held
        for one in facts.look(f"{_EXT}:{name}")
        for inner in one.parts.get(f"{_EXT}:{part}", [])
    )
    return next(filter(None, found), "")


def position(facts: Facts) -> str:
    """Where the camera was, in degrees, as ``48.20849,16.37208``; empty if not told."""
    exif = facts.exif
    if exif is None:
        return ""
    degrees: list[str] = []
    for tag, below in ((2, b"S"), (4, b"W")):
        parts = exif.ratios(GPS + tag)
        if len(parts) != 3:
            return ""
        angle = parts[0] + parts[1] / 60 + parts[2] / 3600
        degrees.append(f"{-angle if exif.raw(GPS + tag - 1)[:1] == below else angle:.5f}")
    return ",".join(degrees)
