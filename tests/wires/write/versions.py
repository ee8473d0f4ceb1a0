"""Versions as any wire may have sent them, made up at random, for writers to be tried on."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news.blocks import Block
from dateline.news.wire import Dateline, Link, Media, Named, Rendition, Subject, Version, Words
from dateline.wires.dated import dated

NOW = datetime(2031, 3, 4, 12, tzinfo=UTC)
#: Words of several scripts, and marks that markup would take for its own.
_WORD = st.sampled_from([
    "harbour", "crane", "äpfel", "niño", "жёлтый", "猫", "شمس", "𝛼", "O'Hara", "don’t", "R&D", "a<5", "b>a", '"so"',
    "]]>", "<b>", "10%", "x=1", "zoë",
])  # fmt: skip
_WORDS = st.lists(_WORD, min_size=1, max_size=6).map(" ".join)
#: A line that opens with a word which is no order, no byline, no field and no place.
LINE = _WORDS.map(lambda words: f"Quarl {words} zog")
ID = st.sampled_from(["urn:newsml:nwa.example:1", "tag:nwa.example,2031:b", "https://nwa.example/3", "NWA 4/ü <&>"])
MOMENT = st.integers(0, 2 * 10**9).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def _escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


HTML = LINE.map(_escaped)
INLINE = st.one_of(
    HTML,
    st.tuples(st.sampled_from(["em", "strong", "q", "sub", "sup", "code", "abbr"]), HTML).map(
        lambda pair: f"Quarl <{pair[0]}>{pair[1]}</{pair[0]}> and on"
    ),
    HTML.map(lambda words: f'Quarl <a href="https://nwa.example/?a=1&amp;b=%20">{words}</a>'),
    HTML.map(lambda words: f"Quarl <strong><em>{words}</em> <sup>2</sup></strong>"),
    st.tuples(HTML, st.just("Zog"), HTML).map("<br>".join),
)
BLOCK = st.one_of(
    INLINE.map(lambda inner: Block("paragraph", f"<p>{inner}</p>")),
    HTML.map(lambda inner: Block("heading", f"<h2>{inner}</h2>")),
    st.tuples(st.sampled_from(["ul", "ol"]), st.lists(INLINE, min_size=1, max_size=3)).map(
        lambda pair: Block("list", f"<{pair[0]}>{''.join(f'<li>{one}</li>' for one in pair[1])}</{pair[0]}>")
    ),
    st.lists(INLINE, min_size=1, max_size=2).map(
        lambda inner: Block("quote", f"<blockquote>{''.join(f'<p>{one}</p>' for one in inner)}</blockquote>")
    ),
    st.tuples(HTML, INLINE).map(
        lambda pair: Block(
            "table",
            f"<table><caption>{pair[0]}</caption><tr><th>a</th><th></th></tr>"
            f'<tr><td colspan="2">{pair[1]}</td></tr></table>',
        )
    ),
)
DATELINE = st.builds(
    Dateline,
    st.sampled_from(["", "BAGHDAD", "Cape Canaveral, Florida", "VELLMAR", "São Paulo"]),
    st.sampled_from([(), ("AFP",), ("ats", "afp"), ("AP", "UPI", "dpa")]),
    st.sampled_from([None, date(2031, 3, 4), date(2030, 12, 31)]),
    in_body=st.booleans(),
).filter(lambda one: bool(one.place or (one.agencies and one.day is None)))
SUBJECT = st.one_of(
    LINE.map(lambda name: Subject(name=name)),
    st.builds(
        Subject,
        st.sampled_from(["http://codes.example/x/", "xtopic", "Our own codes", ""]),
        st.sampled_from(["01000000", "a:b", "C-3"]),
        LINE,
    ),
)
NAMED = st.builds(
    Named,
    st.sampled_from(["person", "organisation", "place", "event", "object"]),
    LINE,
    st.sampled_from(["", "http://who.example/1", "xplace:7", "urn:who:9"]),
)
PLACE = st.builds(Named, st.just("place"), LINE, st.just(""), st.sampled_from([0.0, -33.9, 51.5]), st.just(-0.25))
_FILES = {
    "picture": "image/jpeg", "graphic": "image/png", "video": "video/mp4", "audio": "audio/mpeg",
    "other": "application/pdf",
}  # fmt: skip


def _medium(kind: str, number: int, words: list[str], size: int | None, forms: int) -> Media:
    headline, caption, alt, credit, holder, usage = words
    href, type = f"https://pictures.example/{kind}-{number}?a=1&b=2", _FILES[kind]
    small = [Rendition(f"{href}&s={n}", f"small {n}", type, size and 1, size and 1, 900, 12) for n in range(forms)]
    return Media(
        kind,  # type: ignore[arg-type]
        href,
        item="" if number % 2 else f"urn:pic:{number}",
        headline=headline,
        caption=caption,
        alt=alt,
        credit=credit,
        holder=holder,
        usage=usage,
        type=_FILES[kind],
        width=size,
        height=size,
        renditions=(Rendition(href, "original", type, size, size, 9000), *small) if small else (),
    )


MEDIUM = st.builds(
    _medium,
    st.sampled_from(sorted(_FILES)),
    st.integers(1, 99),
    st.lists(st.just("") | LINE, min_size=6, max_size=6),
    st.none() | st.integers(2, 9999),
    st.integers(0, 2),
)
LINK = st.one_of(
    st.builds(
        Link,
        st.sampled_from(["related", "previous", "derived-from", "corrects", "translated-from", "work", "unheard of"]),
        item=st.sampled_from(["urn:x:1", "urn:x:2", "no address"]),
    ),
    st.builds(
        Link,
        st.sampled_from(["canonical", "related"]),
        href=st.sampled_from(["https://x.example/1?a=1&b=2"]),
        title=LINE,
    ),
)
#: Signals with the status that they bring about.
_ORDERS = st.sampled_from([
    ("usable", ()), ("usable", ("update",)), ("usable", ("correction", "urgent")), ("usable", ("refile", "advisory")),
    ("withheld", ()), ("withheld", ("withhold",)), ("canceled", ()), ("canceled", ("kill", "correction")),
])  # fmt: skip
_RIGHTS = (
    "", '{"permission": [{"action": "display"}]}', "https://terms.example/1", "Ask first & then <print>",
    '<o:Policy xmlns:o="http://www.w3.org/ns/odrl/2/" uid="urn:p:1"><o:permission action="o:use"/></o:Policy>',
)  # fmt: skip
_MAYBE = st.just("") | LINE
_LIST = {"max_size": 3, "unique": True}


@st.composite
def versions(draw: st.DrawFn) -> Version:
    """One version with any of its fields filled."""
    status, signals = draw(_ORDERS)
    issued = draw(st.just(NOW - timedelta(hours=5)) | MOMENT)
    urgency = draw(st.none() | st.integers(1, 9))
    language = draw(st.sampled_from(["", "en", "de-AT", "ar"]))
    found = Version(
        item=draw(ID),
        number=draw(st.none() | st.integers(1, 2**63 - 1)),
        serial=draw(st.sampled_from(["", "v9991", "157"])),
        role=draw(st.sampled_from(["main", "backgrounder", "teaser", "related"])),
        extent=draw(st.sampled_from(["full", "full", "teaser"])),
        headline=draw(LINE.map("Tarn: {}".format)),
        headlines=tuple(draw(st.lists(st.builds(Words, LINE, st.sampled_from(["brief", "x:alt"])), **_LIST))),  # type: ignore[arg-type]
        standfirst=draw(st.just("") | LINE.map("Velm {}".format)),
        slug=draw(_MAYBE),
        byline=draw(_MAYBE),
        dateline=draw(st.none() | DATELINE),
        body=tuple(draw(st.lists(BLOCK, min_size=1, max_size=5))),
        notes=tuple(draw(st.lists(LINE, **_LIST))),  # type: ignore[arg-type]
        language=language,
        direction="rtl" if language == "ar" else draw(st.sampled_from(["ltr", "ltr", "rtl"])),
        issued=issued,
        created=draw(st.none() | MOMENT),
        status=status,  # type: ignore[arg-type]
        doubt=draw(st.sampled_from(["", "", "", "its embargo cannot be read"])),
        embargo=issued + timedelta(hours=1) if draw(st.booleans()) else None,
        expires=NOW + timedelta(days=draw(st.integers(1, 9))) if draw(st.booleans()) else None,
        signals=signals,
        urgency=urgency,
        urgency_given=draw(st.just("" if urgency is None else str(urgency)) | st.just("R")),
        subjects=tuple(draw(st.lists(SUBJECT, **_LIST))),  # type: ignore[arg-type]
        named=tuple(draw(st.lists(NAMED | PLACE, max_size=3, unique_by=lambda one: one.name))),
        media=tuple(draw(st.lists(MEDIUM, max_size=3, unique_by=(lambda one: one.href, lambda one: one.item or one)))),
        links=tuple(draw(st.lists(LINK, **_LIST))),  # type: ignore[arg-type]
        holder=draw(_MAYBE),
        notice=draw(_MAYBE),
        usage=draw(_MAYBE),
        rights=draw(st.sampled_from(_RIGHTS)),
        credit=draw(_MAYBE),
        more={"theirField": "x"} if draw(st.booleans()) else {},
    )
    # A dateline in the text is one that its reader knew there.
    beside = dated(found, beside=True).beside
    return found if beside is None else replace(found, dateline=replace(beside, in_body=False))
