"""Agencies' dialects: each as it reads, each worth its lines, each documented."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from dateline.news.blocks import Block, paragraph
from dateline.news.wire import Dateline, Reading, Version
from dateline.wires import dialects
from dateline.wires.dialects import PLAIN, Dialect, authority, known, of
from dateline.wires.dialects.spoken import dialect_of, local, signalled, spoken
from dateline.wires.read import WIRES, read

RECEIVED = datetime(2020, 1, 16, 12, tzinfo=UTC)
SAMPLES = sorted(p for p in (Path(__file__).parent / "samples").iterdir() if not p.name.endswith(".expected.json"))
PAGES = Path(__file__).resolve().parents[3] / "docs" / "wires" / "dialects"
AGENCIES = {
    "afp", "ap", "reuters", "dpa", "efe", "ansa", "pa", "kyodo", "xinhua", "tass", "upi", "ians", "business_wire",
    "pr_newswire", "globenewswire", "nasa", "esa",
}  # fmt: skip
#: What says of a dialect whose it is and when, and nothing of how it reads.
TELLING = {"name", "formats", "marks", "fields", "since", "until", "spellings"}


def agency(sample: Path) -> str:
    """Whose delivery a sample is, by its name: ``afp`` of ``afp.xml``, ``esa`` of ``esa-2014.html``."""
    return sample.name.partition(".")[0].partition("-")[0]


def reading(sample: Path) -> Reading:
    return read(sample.read_bytes(), received=RECEIVED)


def named(dialect: Dialect) -> str:
    return f"{dialect.name}-{dialect.formats[0]}-{dialect.until or 'now'}"


def own(dialect: Dialect) -> set[str]:
    """The fields of a dialect that it sets."""
    return {f.name for f in fields(dialect) if getattr(dialect, f.name) != getattr(PLAIN, f.name)}


def clear() -> None:
    for kept in (dialects._marked, dialects.telling_fields, dialects.placeless, dialects.spellings):
        kept.cache_clear()


@pytest.fixture
def forgotten() -> Iterator[None]:
    """What is remembered of dialects is forgotten before and after."""
    clear()
    yield
    clear()


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.name)
def test_a_delivery_reads_as_it_stands_beside_it(sample: Path) -> None:
    """
    A pair of files states what an agency does otherwise; adding the pair adds the test.
    """
    expected = msgspec.json.decode(sample.with_name(f"{sample.name.partition('.')[0]}.expected.json").read_bytes())
    assert msgspec.json.decode(msgspec.json.encode(reading(sample))) == expected


@pytest.mark.usefixtures("forgotten")
@pytest.mark.parametrize("dialect", known(), ids=named)
def test_no_dialect_is_decoration(dialect: Dialect, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Without a dialect, a delivery of its agency is read otherwise: a value that changes nothing is deleted.
    """
    told = {sample: reading(sample) for sample in SAMPLES if agency(sample) == dialect.name}
    others = tuple(one for one in known() if one is not dialect)
    monkeypatch.setattr(dialects, "known", lambda: others)
    clear()
    assert any(reading(sample) != as_meant for sample, as_meant in told.items())


def test_the_agencies_of_the_trade_have_dialects() -> None:
    """
    What a newsroom is most likely to subscribe to is read as its agency means it.
    """
    assert {dialect.name for dialect in known()} >= AGENCIES


@pytest.mark.parametrize("dialect", known(), ids=named)
def test_a_page_tells_each_dialect(dialect: Dialect) -> None:
    """
    Who wonders why a text lost its last line finds the agency's page, with each field that is set and each day.
    """
    page = (PAGES / f"{dialect.name}.md").read_text("utf-8")
    told = {*own(dialect) - TELLING, *(str(day) for day in (dialect.since, dialect.until) if day)}
    assert {word for word in told if f"`{word}`" not in page} == set()


def test_each_page_has_its_dialect() -> None:
    """
    A page about a dialect that is gone misleads.
    """
    assert {page.stem for page in PAGES.glob("*.md")} - {"README"} == {dialect.name for dialect in known()}


def test_a_dialects_name_is_its_modules() -> None:
    """
    Two files and a pair share one name, by which all is found.
    """
    folder = Path(str(dialects.__file__)).parent
    assert [d.name for d in known() if not (folder / f"{d.name}.py").exists()] == []
    assert {agency(sample) for sample in SAMPLES} <= {dialect.name for dialect in known()}


def test_every_field_has_its_use() -> None:
    """
    The value holds what agencies do, not what they might.
    """
    assert {field.name for field in fields(Dialect)} == set().union(*map(own, known()))


def test_a_dialect_holds_for_wires_that_are_read() -> None:
    """
    A misspelled format would switch its dialect off.
    """
    wires = {wire.name for wire in WIRES}
    assert [named(dialect) for dialect in known() if not dialect.formats or set(dialect.formats) - wires] == []


def test_a_mark_tells_one_agency() -> None:
    """
    Which dialect a text is read in must not depend on the order of modules.
    """
    telling: dict[tuple[str, str], set[str]] = {}
    for dialect in known():
        for mark in (*dialect.marks, *dialect.fields):
            for format in dialect.formats:
                telling.setdefault((format, mark), set()).add(dialect.name)
    assert [key for key, names in telling.items() if len(names) > 1] == []


def test_two_dialects_of_an_agency_never_hold_at_once() -> None:
    """
    On each day an agency has one dialect in a format.
    """
    for format in {format for dialect in known() for format in dialect.formats}:
        for name in {dialect.name for dialect in known()}:
            spans = sorted(
                (d.since or date.min, d.until or date.max) for d in known() if d.name == name and format in d.formats
            )
            assert all(before[1] < after[0] for before, after in pairwise(spans)), (format, name)


def test_marks_are_in_small_letters() -> None:
    """
    Marks are compared case-folded; one in capitals would never be met.
    """
    assert [mark for d in known() for mark in d.marks if mark != mark.casefold() or mark != mark.strip()] == []


@pytest.mark.parametrize(
    ("format", "marks", "name"),
    [
        ("newsml-1", ("afp.com",), "afp"),
        ("newsml-1", ("", "AFP"), "afp"),
        ("newsml-1", ("unheard.example", "Agence France-Presse"), "afp"),
        ("nitf", ("Agencia EFE",), "efe"),
        ("html", ("WWW.NASA.GOV",), "nasa"),
        ("html", ("jpl.press.nasa.gov",), "nasa"),
        ("html", ("gov",), ""),
        ("html", ("notnasa.gov",), ""),
        ("photo", ("afp.com",), ""),
        ("newsml-1", (), ""),
        ("newsml-1", ("x" * 1_000_000,), ""),
    ],
)
def test_a_mark_tells_the_agency(format: str, marks: tuple[str, ...], name: str) -> None:
    """
    A sender is known by what its delivery calls it; nobody is known by something alike.
    """
    assert of(format, marks, None).name == name


@pytest.mark.parametrize(
    ("issued", "until"), [(datetime(2011, 5, 1, tzinfo=UTC), date(2012, 12, 31)), (RECEIVED, None), (None, None)]
)
def test_the_day_of_issue_chooses_the_dialect(issued: datetime | None, until: date | None) -> None:
    """
    An archive is read as its agency wrote then; what tells no day, as it writes now.
    """
    assert of("html", ("PRNewswire",), issued).until == until


@pytest.mark.parametrize(
    ("item", "who"),
    [
        ("tag:ap.org,2011:5e56", "ap.org"),
        ("tag_reuters.com_2014_newsml_KBN0", "reuters.com"),
        ("urn:newsml:dpa.com:20090101:1", "dpa.com"),
        ("https://www.esa.int/x", "www.esa.int"),
        ("5e565888", ""),
        ("", ""),
    ],
)
def test_an_id_tells_who_gave_it(item: str, who: str) -> None:
    """
    Automated texts name their maker as the provider; the id is still the agency's.
    """
    assert authority(item) == who


def test_a_text_keeps_its_agencys_habits_in_anybodys_delivery() -> None:
    """
    ``Geneva (ats afp) -`` from ATS ends with AFP's initials.
    """
    version = Version(dateline=Dateline("Geneva", ("ats", "afp")), body=(paragraph("Text."), paragraph("abc/de")))
    found = spoken(version, dialect_of("newsml-1", ("ats.ch",), version))
    assert ([block.text for block in found.body], found.more) == (["Text."], {"sign-off": "abc/de"})


@pytest.mark.parametrize(
    ("name", "last", "kept", "signed"),
    [
        ("afp", ["Text.", "abc/de/fg"], ["Text."], "abc/de/fg"),
        ("afp", ["Text.", "burs-abc/de"], ["Text."], "burs-abc/de"),
        ("afp", ["Text.", "either/or, he said"], ["Text.", "either/or, he said"], ""),
        ("afp", ["abc/de/fg"], ["abc/de/fg"], ""),
        ("efe", ["Dijo el alcalde. EFE"], ["Dijo el alcalde."], "EFE"),
        ("efe", ["Lo dijo a EFE"], ["Lo dijo a EFE"], ""),
        ("efe", ["Dijo. EFE", "abc/de"], ["Dijo."], "EFE abc/de"),
        ("ansa", ["Ha detto. (ANSA)."], ["Ha detto."], "(ANSA)."),
        ("ansa", ["Ha detto.", "(ANSA)"], ["Ha detto."], "(ANSA)"),
        ("pa", ["He said.", "ends"], ["He said."], "ends"),
        ("pa", ["He said.", "mf"], ["He said."], "mf"),
        ("pa", ["He said.", "The story ends"], ["He said.", "The story ends"], ""),
        ("kyodo", ["He said.", "==Kyodo"], ["He said."], "==Kyodo"),
        ("xinhua", ["He said. Enditem"], ["He said."], "Enditem"),
        ("xinhua", ["记者说。（完）"], ["记者说。"], "（完）"),
        ("ians", ["He said.", "--IANS", "abc/def"], ["He said."], "--IANS abc/def"),
        ("ians", ["He said.", "--IANS abc/"], ["He said."], "--IANS abc/"),
        (
            "dpa",
            ["Er sagte.", "© dpa-infocom, dpa:200116-99-123456/3"],
            ["Er sagte."],
            "© dpa-infocom, dpa:200116-99-123456/3",
        ),
        ("dpa", ["Er sagte.", "dpa abc n1 def"], ["Er sagte."], "dpa abc n1 def"),
    ],
)
def test_a_signature_is_no_sentence(name: str, last: list[str], kept: list[str], signed: str) -> None:
    """
    What tells the desk who wrote and edited, or that a text is over, is not printed; and stays to be looked up.
    """
    version = Version(body=tuple(map(paragraph, last)))
    found = spoken(version, of("ninjs", (name,), None))
    assert ([block.text for block in found.body], found.more.get("sign-off", "")) == (kept, signed)


def test_contacts_below_a_release_are_for_the_desk() -> None:
    """
    Readers are not to call a company's press office; a long text after the word is text.
    """
    told = ["Text.", "Media Contact:", "Ada Quill", "ada.quill@crane.example", "Investor Contact: Tom Reed"]
    dialect = of("html", ("globenewswire.com",), None)
    found = spoken(Version(body=tuple(map(paragraph, told))), dialect)
    assert [block.text for block in found.body] == ["Text."]
    assert found.notes == ("\n".join(told[1:]),)
    long = (*map(paragraph, told[:2]), paragraph("The company said more. " * 40))
    assert spoken(Version(body=long), dialect).body == long


@pytest.mark.parametrize(
    ("who", "sent", "signals", "doubt"),
    [
        ("reuters.com", ("edStat:C", "pmt:text"), ("correction", "pmt:text"), ""),
        ("reuters.com", ("edStat:D",), ("edStat:D",), "deleted"),
        ("ap.org", ("apsig:newscontent",), ("apsig:newscontent",), ""),
        ("ap.org", ("apsig:derivative",), ("apsig:derivative", "advisory"), "newscontent"),
        (
            "ap.org",
            ("http://cv.ap.org/a/signal/derivative",),
            ("http://cv.ap.org/a/signal/derivative", "advisory"),
            "newscontent",
        ),
        ("ap.org", ("sig:update",), ("sig:update",), ""),
        ("", ("edStat:D",), ("edStat:D",), ""),
    ],
)
def test_an_agencys_own_signals_are_obeyed(
    who: str, sent: tuple[str, ...], signals: tuple[str, ...], doubt: str
) -> None:
    """
    What Reuters deletes, and what AP sends for the desk alone, waits until somebody has looked.
    """
    found = signalled(Version(signals=sent), of("newsml-g2", (who,), None))
    assert found.signals == signals
    assert doubt in found.doubt and bool(found.doubt) == bool(doubt)


def test_what_is_withheld_anyway_is_in_no_doubt() -> None:
    """
    A doubt is released by an editor; what the source withholds is not.
    """
    version = Version(signals=("edStat:D",), status="canceled")
    assert signalled(version, of("newsml-g2", ("reuters.com",), None)).doubt == ""


def test_numbers_that_do_not_grow_decide_nothing() -> None:
    """
    An update under a smaller number than its story's would never be shown.
    """
    found = signalled(Version(number=978556838), of("newsml-g2", ("reuters.com",), None))
    assert (found.number, found.more) == (None, {"version": "978556838"})
    assert signalled(Version(number=10), of("newsml-g2", ("reuters.com",), None)).number == 10
    assert signalled(Version(number=978556838), of("newsml-g2", ("ap.org",), None)).number == 978556838


def test_a_telegrams_number_is_found_among_an_items_other_ids() -> None:
    """
    "Bitte die Meldung dpa 1153 nicht verwenden" reaches the item that was that telegram.
    """
    sent = {
        "altId dpa7901rendition:iptc7901Id": "eca:0093:3:i:175:dpa:1153::20240626160213MESZ; bdt:0375:4:pl:1:x:1::2"
    }
    assert spoken(Version(more=sent), of("newsml-g2", ("dpa.com",), None)).serial == "1153"


def test_initials_are_no_byline_and_names_are() -> None:
    """
    "By abc/de" under a headline tells readers nothing; a writer's name is printed.
    """
    dialect = of("nitf", ("Agencia EFE",), None)
    assert spoken(Version(byline="abc/de"), dialect).byline == ""
    assert spoken(Version(byline="Juana Tolling"), dialect).byline == "Juana Tolling"


def test_times_without_a_zone_are_on_the_agencys_clocks() -> None:
    """
    A text is issued when Moscow's clocks say so; a zone that is told counts.
    """
    read_as = datetime(2020, 1, 16, 13, 33, tzinfo=UTC)
    tass = of("newsml-1", ("www.itar-tass.com",), None)
    assert local(read_as, "20200116T133300", tass) == datetime(2020, 1, 16, 10, 33, tzinfo=UTC)
    assert local(read_as, "2020-01-16T13:33:00", tass) == datetime(2020, 1, 16, 10, 33, tzinfo=UTC)
    assert local(read_as, "20200116T163300+0300", tass) == read_as
    assert local(read_as, "20200116T133300Z", tass) == read_as
    assert local(read_as, "20200116T133300", PLAIN) == read_as
    assert local(None, "soon", tass) is None


@given(
    st.lists(
        st.sampled_from([
            "He said so.", "ends", "--IANS", "abc/de", "==Kyodo", "Enditem", "(ANSA).", "He said. EFE", "-end-",
            "SOURCE Crane Works", "Contact: Ada Quill", "((a@b.example))", "Attachments", "RELEASE: 12-428",
            "ATTENTION - adds quote ///", "N° 4–2020", "# dpa-Notizblock", "Keywords: X", "Last Updated: Jan. 16, 2020",
        ]),
        min_size=1,
        max_size=9,
    ),
    st.sampled_from(known()),
)  # fmt: skip
def test_no_word_is_lost(lines: list[str], dialect: Dialect) -> None:
    """
    Whatever is taken off a text is in another field, and something of the text is left.
    """
    version = Version(body=tuple(map(paragraph, lines)))
    found = spoken(version, dialect)
    kept = " ".join([*(block.text for block in found.body), *found.notes, *found.more.values(), "SOURCE"])
    assert found.body
    assert [word for word in words(" ".join(lines)) if word not in words(kept)] == []


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@given(
    st.lists(
        st.builds(Block, st.just("paragraph"), st.text("<>p/ab EFE.(ANSA)", max_size=30).map("<p>{}</p>".format)),
        max_size=4,
    )
)
def test_whatever_a_body_holds_it_is_read(body: list[Block]) -> None:
    """
    A dialect never stops a reader: a text is worth more than its agency's habits.
    """
    for dialect in known():
        assert bool(spoken(Version(body=tuple(body)), dialect).body) == bool(body)
