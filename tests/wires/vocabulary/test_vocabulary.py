"""Vocabularies of topics, in whatever they are written."""

import csv
import zipfile
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.news.errors import WireError
from dateline.news.topics import OLD, Topic
from dateline.wires.vocabulary.reader import imported, read

SAMPLES = sorted((Path(__file__).parent / "samples").glob("harbour.*"))
MEDTOP = "http://cv.iptc.org/newscodes/mediatopic/"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "standards" / "media-topics" / "cptall-x-all.json"
TOPICS = (
    Topic("09000000", {"en-GB": "quay work", "de": "Arbeit am Kai"}, exact=("09000000",)),
    Topic("20009001", {"en-GB": "ferry walk-out", "de": "Fährstreik"}, ("09000000",), close=("09003000",)),
    Topic("20009002", {"en-GB": "boat stoppage"}, ("09000000",), exact=("09003000",), retired=True, instead="20009001"),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.suffix)
def test_a_vocabulary_says_the_same_in_each_of_its_forms(sample: Path) -> None:
    """
    Its publisher hands out five, any program writes tables, and a newsroom takes the one at hand.
    """
    found = read(sample.read_bytes())
    assert found.scheme == "http://cv.iptc.org/newscodes/mediatopic/"
    assert found.topics == TOPICS
    if sample.suffix not in (".xml", ".csv"):
        assert (found.title, found.released) == ("Harbour Topics", "2031-03-01")


def test_a_vocabulary_of_our_own_has_its_own_addresses() -> None:
    """
    Whoever has a list of beats can take it in.
    """
    found = read(
        b'<https://desk.vellmar.example/beat/7> <http://www.w3.org/2004/02/skos/core#prefLabel> "Harbour beat"@en .'
    )
    assert (found.scheme, found.topics) == ("https://desk.vellmar.example/beat/", (Topic("7", {"en": "Harbour beat"}),))


WORKBOOK = [
    ["IPTC MediaTopic NewsCodes", "CC BY 4.0"],
    [
        "NewsCode-URI", "NewsCode-QCode (flat)", "Level1/NewsCode", "Level2/NewsCode", "Level3/NewsCode",
        "Name (en-GB)", "Definition (en-GB)", "Name (zh-Hans)", "SubjectCode mapping", "Wikidata mapping",
        "RetiredDate",
    ],
    [f"{MEDTOP}09000000", "medtop:09000000", "medtop:09000000", "", "", "quay work", "x", "码头", f"{OLD}09000000"],
    [f"{MEDTOP}20009001", "medtop:20009001", "", "medtop:20009001", "", "strikes", "", "", "subj:09003000", "Q7"],
    [f"{MEDTOP}20009002", "medtop:20009002", "", "", "medtop:20009002", "ferry strikes"],
    [f"{MEDTOP}20009003", "medtop:20009003", "", "", "medtop:20009003", "tug strikes", "", "", "", "", "2031-01-01"],
    [f"{MEDTOP}20009004", "medtop:20009004", "", "medtop:20009004", "", "pay", "", "", "subj:09001000"],
    ["", "", "", "", "", "end of list"],
]  # fmt: skip


def as_csv(mark: str) -> bytes:
    """The table as text."""
    text = StringIO()
    csv.writer(text, delimiter=mark).writerows(WORKBOOK)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(rows: list[list[str]]) -> bytes:
    """The table as Excel writes it: texts apart from their cells, which lie by their letters; empty ones left out."""
    words = sorted({cell for row in rows for cell in row if cell})
    cells = (
        "".join(f'<c r="{chr(65 + at)}{n}" t="s"><v>{words.index(cell)}</v></c>' for at, cell in enumerate(row) if cell)
        for n, row in enumerate(rows, 1)
    )
    sheet = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate(cells, 1))
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet {space}><sheetData>{sheet}</sheetData></worksheet>")
        shared = "".join(f"<si><r><t>{word[:3]}</t></r><r><t>{word[3:]}</t></r></si>" for word in words)
        book.writestr("xl/sharedStrings.xml", f"<sst {space}>{shared}</sst>")
    return packed.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        as_csv(","),
        as_csv(";"),
        as_csv("\t").decode("utf-8-sig").encode("utf-16"),
        as_workbook(WORKBOOK),
    ],
    ids=["commas", "semicolons", "tabs", "workbook"],
)
def test_iptcs_own_table_is_read_as_it_is_published(data: bytes) -> None:
    """
    Its columns tell the levels by where a code stands; most newsrooms have it as a workbook or saved from one.
    """
    found = {topic.code: topic for topic in read(data).topics}
    assert {code: topic.broader for code, topic in found.items()} == {
        "09000000": (),
        "20009001": ("09000000",),
        "20009002": ("20009001",),
        "20009003": ("20009001",),
        "20009004": ("09000000",),
    }
    assert found["09000000"].names == {"en-GB": "quay work", "zh-Hans": "码头"}
    assert [found[code].close for code in ("09000000", "20009001", "20009004")] == [
        ("09000000",),
        ("09003000",),
        ("09001000",),
    ]
    assert [topic.code for topic in found.values() if topic.retired] == ["20009003"]


def test_a_list_of_beats_needs_addresses() -> None:
    """
    A code that means something in this house only must not be taken for another's.
    """
    assert read(b"uri;name\nhttps://desk.vellmar.example/beat/7;Harbour\n").topics == (Topic("7", {"en": "Harbour"}),)
    with pytest.raises(WireError, match="have no addresses; name them in a column `uri`"):
        read(b"code;name\nhb7;Harbour\n")


@pytest.mark.parametrize(
    "note",
    [
        "2031-02-01: Retired. Use quay strikes (20009001) instead.",
        "This concept (medtop:20009002) was retired and it is recommended to use quay strikes (medtop:20009001)",
        "Change Note 2031-02-01: This concept was merged into concept medtop:20009001 as they are alike",
        "Retired. Use Media Topic quay strikes + labour facet",
    ],
)
def test_a_note_tells_what_is_used_in_its_place(note: str) -> None:
    """
    Its publisher says so in words, in many, and at times nowhere else.
    """
    found = read(f"uri,name,note\nmedtop:20009001,quay strikes,\nmedtop:20009002,boat strikes,{note}".encode())
    assert (found.topics[1].retired, found.topics[1].instead) == (True, "20009001")


def test_who_tells_only_what_is_below_tells_what_is_above() -> None:
    """
    Both are the same fact, and either is legal.
    """
    found = read(
        b'{"@graph": [{"@id": "https://a.example/1", "prefLabel": "Sea", "narrower": ["https://a.example/2"]},'
        b' {"@id": "https://a.example/2", "prefLabel": "Quay"}]}'
    )
    assert found.topics[1].broader == ("1",)


def test_what_was_imported_knows_its_file() -> None:
    """
    The digest says which release it was.
    """
    found = imported(SAMPLES[0].read_bytes(), file="a.json", digest="d1")
    assert (found.file, found.digest, len(found.topics)) == ("a.json", "d1", 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{}",
        b"[]",
        b"<rss/>",
        b"<html><p>Sign in",
        b"Just words.",
        b"@prefix",
        b'{"uri": 7}',
        b"\xff\xfe\0",
        b"<a:",
        b"PK\x03\x04 and no more",
        as_workbook([["a", "b"]]),
        b"name,place\nferry,quay\n",
    ],
)
def test_what_is_no_vocabulary_is_refused(data: bytes) -> None:
    """
    A page that wants a login must not take the place of a vocabulary.
    """
    with pytest.raises(WireError):
        read(data)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([path for path in SAMPLES if path.suffix != ".ttl"]), st.data())
def test_no_mutation_raises_anything_but_a_wire_error(sample: Path, data: st.DataObject) -> None:
    """
    A file that broke on its way is told in words.
    """
    content = bytearray(sample.read_bytes())
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=6)):
        content[at] = value
    try:
        read(bytes(content))
    except WireError as e:
        assert e.format == "vocabulary"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_broken_workbook_raises_anything_but_a_wire_error(data: st.DataObject) -> None:
    """
    A packed file breaks in ways of its own.
    """
    content = bytearray(as_workbook(WORKBOOK))
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=6)):
        content[at] = value
    try:
        read(bytes(content))
    except WireError as e:
        assert e.format == "vocabulary"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_broken_turtle_raises_anything_but_a_wire_error(data: st.DataObject) -> None:
    """
    The library that reads it has errors of its own.
    """
    content = bytearray(next(path for path in SAMPLES if path.suffix == ".ttl").read_bytes())
    for at, value in data.draw(st.lists(st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255)), max_size=6)):
        content[at] = value
    try:
        read(bytes(content))
    except WireError as e:
        assert e.format == "vocabulary"


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")
def test_iptcs_own_export_is_read_whole() -> None:
    """
    1,286 concepts, 153 of them retired, and over a thousand old codes.
    """
    found = read(SHARED.read_bytes())
    assert (len(found.topics), sum(topic.retired for topic in found.topics)) == (1286, 153)
    assert sum(bool(topic.exact or topic.close or topic.broad) for topic in found.topics) == 1131
