"""What is written is valid by its standard, says its status, and holds nothing that XML cannot."""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from lxml import etree
from msgspec.structs import replace
from referencing import Registry, Resource
from tests.wires.write.versions import NOW, versions

from dateline.news.blocks import Block, paragraph
from dateline.news.errors import NotAllowed
from dateline.news.wire import Dateline, Link, Media, Named, Notice, Subject, Version
from dateline.wires.read import read
from dateline.wires.write import WRITERS, Writer, write
from dateline.wires.written import Sending, moment

ROOT = Path(__file__).resolve().parents[3]
STANDARDS = ROOT.parent / "shared" / "standards"
NAR: Final = "{http://iptc.org/std/nar/2006-10-01/}"
ATOM: Final = {"a": "http://www.w3.org/2005/Atom", "at": "http://purl.org/atompub/tombstones/1.0"}
STORY = Version(
    item="urn:newsml:nwa.example:20310304:ferry",
    number=2,
    headline="Ferry crews walk out",
    byline="Oda Lindqvist",
    dateline=Dateline("VELLMAR", ("AP",), date(2031, 3, 4), in_body=True),
    body=(paragraph("Crews walked out at dawn."), paragraph("They want new lamps.")),
    slug="Ferry-Strike",
    issued=NOW - timedelta(hours=1),
    language="en",
)
#: Values that no reader makes, and a program may.
ODD = Version(
    item='a\x00b <&> "q"',
    number=0,
    headline="Tab\there \x0b]]> &nbsp; \uffff",
    body=(
        Block("paragraph", "<p>torn <em>markup & loose &nbsp; &bogus; \x01</p>"),
        Block("paragraph", "<p><script>alert(1)</script><u>under</u> <br> line</p>"),
        Block("media", '<figure><img src="https://x.example/f.jpg"><figcaption>Quay</figcaption></figure>'),
        Block("list", "<ul></ul>"),
    ),
    language="not a language",
    signals=("two words", "http://sig.example/1", "apsig:newscontent", ""),
    subjects=(Subject("http://no slash", "a b", ""), Subject("a:", "", "n"), Subject(), Subject("", "x y", "z")),
    named=(Named("place", "Northport", "two words"), Named("person", "", "")),
    media=(Media("other"), Media("picture", "relative.jpg"), Media("video", "https://x.example/a b[1].mp4", width=0)),
    links=(Link(""), Link("canonical", href="https://x.example/ü?a=b c"), Link("a rel", item="x\ny")),
    notes=("",),
    rights="<broken",
    usage="one\n\ntwo",
)


def documents(version: Version, format: str) -> tuple[bytes, ...]:
    return write(Sending(versions=(version,), at=NOW), to=format).documents


@pytest.fixture(scope="module")
def nitf_schema() -> etree.XMLSchema:
    """NITF 3.6's own schema."""
    file = STANDARDS / "nitf" / "nitf-3-6.xsd"
    if not file.exists() or not file.stat().st_size:
        pytest.skip("the NITF schema lies not beside this checkout")
    return etree.XMLSchema(etree.parse(str(file)))


@pytest.fixture(scope="module")
def g2_schema() -> etree.XMLSchema:
    """NewsML-G2's own schema."""
    found = [one for one in sorted((STANDARDS / "newsml-g2").rglob("NewsML-G2_2*.xsd")) if one.stat().st_size]
    if not found:
        pytest.skip("the NewsML-G2 schema lies not beside this checkout, or is an empty file")
    return etree.XMLSchema(etree.parse(str(found[-1])))


def test_nitf_is_valid(nitf_schema: etree.XMLSchema) -> None:
    """
    Who takes NITF often validates it first, and refuses what fails.
    """

    @given(versions())
    @settings(max_examples=80, deadline=None)
    def each(version: Version) -> None:
        for document in documents(version, "nitf"):
            assert nitf_schema.validate(etree.fromstring(document)), nitf_schema.error_log

    each()
    orders = Sending(versions=(ODD,), notices=(Notice(action="kill", item="x:1", text="Kill <it>"),), at=NOW)
    for document in write(orders, to="nitf").documents:
        assert nitf_schema.validate(etree.fromstring(document)), nitf_schema.error_log


def test_newsml_g2_is_valid(g2_schema: etree.XMLSchema) -> None:
    """
    An agency's gateway takes NewsML-G2 by the schema.
    """

    @given(versions())
    @settings(max_examples=80, deadline=None)
    def each(version: Version) -> None:
        for document in documents(version, "newsml-g2"):
            assert g2_schema.validate(etree.fromstring(document)), g2_schema.error_log

    each()
    assert g2_schema.validate(etree.fromstring(documents(ODD, "newsml-g2")[0])), g2_schema.error_log


#: Of NewsML-G2's elements, which children they may have, in this order; one with + may be there several times.
_ORDER: Final = {
    "newsItem": "catalogRef+ catalog+ rightsInfo+ itemMeta contentMeta partMeta+ contentSet",
    "packageItem": "catalogRef+ catalog+ rightsInfo+ itemMeta contentMeta groupSet",
    "newsMessage": "header itemSet",
    "header": "sent sender transmitId",
    "itemMeta": "itemClass provider versionCreated firstCreated embargoed pubStatus edNote+ signal+ expires+ link+",
    "rightsInfo": "copyrightHolder copyrightNotice+ usageTerms+ rightsExpressionXML+ rightsExpressionData+",
    "contentMeta": "urgency altId+ language+ subject+ slugline+ headline+ dateline+ by+ creditline+ description+",
    "partMeta": "role headline+ creditline+ description+",
    "contentSet": "inlineXML+ remoteContent+",
    "groupSet": "group+",
    "group": "groupRef+ itemRef+",
    "link": "title+",
    "subject": "name+ geoAreaDetails",
    "geoAreaDetails": "position",
    "rightsExpressionXML": "*",
    "inlineXML": "*",
}
_DEMANDED: Final = {
    "itemMeta": ("itemClass", "provider", "versionCreated"), "newsItem": ("itemMeta",), "packageItem": ("itemMeta",),
}  # fmt: skip
_CODES: Final = ("qcode", "rel", "role", "type", "mode")
_SEVERAL: Final = ("scope",)


def check_g2(root: etree._Element) -> None:
    """Assert what the schema of 2.35 says of the elements that our writer uses."""
    ids = {one.get("id") or one.get("partid") for one in root.iter() if one.get("id") or one.get("partid")}
    for one in root.iter(f"{NAR}*"):
        name = etree.QName(one).localname
        if _ORDER.get(name) != "*":
            _check_children(one, _ORDER.get(name, "").split() if name != "itemSet" else [], name)
        for key in _CODES:
            assert key not in one.attrib or re.fullmatch(r"[^\s:]+:\S+", one.attrib[key]), (name, key, one.attrib[key])
        for key in ("idref", "contentrefs", "idrefs", "root"):
            assert key not in one.attrib or {*one.attrib[key].split()} <= ids
        assert one.get("version", "1").isdecimal() and one.get("version") != "0"
        if name in ("versionCreated", "firstCreated", "embargoed", "expires", "sent"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", one.text or "")
    aliases = {one.get("alias") for one in root.iter(f"{NAR}scheme")}
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", str(alias)) for alias in aliases)


def _check_children(element: etree._Element, allowed: list[str], name: str) -> None:
    if name == "itemSet":
        return
    places = {one.rstrip("+"): place for place, one in enumerate(allowed)}
    found = [etree.QName(child).localname for child in element]
    assert [one for one in found if one not in places] == [] or name in (
        "catalog",
        "scheme",
        "provider",
        "copyrightHolder",
    )
    known = [places[one] for one in found if one in places]
    assert known == sorted(known), (name, found)
    for one in {*found}:
        assert found.count(one) == 1 or f"{one}+" in allowed or one not in places, (name, one)
    assert [one for one in _DEMANDED.get(name, ()) if one not in found] == []


@given(versions())
@settings(max_examples=60, deadline=None)
def test_newsml_g2_has_its_elements_in_order(version: Version) -> None:
    """
    The order of elements is part of the standard; where its schema is not at hand, its rules stand here.
    """
    check_g2(etree.fromstring(documents(version, "newsml-g2")[0]))


def test_ninjs_is_valid() -> None:
    """
    Partners validate what we send.
    """
    schema = STANDARDS / "ninjs/specification/ninjs-schema_3.1.json"
    geo = STANDARDS / "ninjs/validation/test_suite/GeoJSON-schema.json"
    if not schema.exists():
        pytest.skip("the ninjs schema lies not beside this checkout")
    resource = Resource.from_contents(json.loads(geo.read_text()))
    registry: Registry[Any] = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", resource)
    check = Draft202012Validator(
        json.loads(schema.read_text()), registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )

    @given(versions())
    @settings(max_examples=40, deadline=None)
    def each(version: Version) -> None:
        for document in documents(version, "ninjs"):
            assert [error.message for error in check.iter_errors(json.loads(document))] == []

    each()


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_whatever_a_version_holds_is_written_soundly(writer: Writer) -> None:
    """
    Control characters, torn markup and words where codes belong must not make a document that nobody can read.
    """
    for version in (ODD, Version(), replace(ODD, media=(), body=())):
        for document in documents(version, writer.name):
            text = document.decode()
            if writer.suffix == ".xml":
                root = etree.fromstring(document)
                assert str(root.tag).endswith(("newsItem", "nitf", "rss", "feed"))
                assert "alert(1)" not in text
            elif writer.suffix == ".json":
                assert isinstance(json.loads(document), dict)
    if writer.name == "newsml-g2":
        check_g2(etree.fromstring(documents(ODD, "newsml-g2")[0]))


STATUSES = [
    ({"status": "canceled"}, "canceled"),
    ({"status": "withheld"}, "withheld"),
    ({"doubt": "its status is unknown"}, "withheld"),
    ({"embargo": NOW + timedelta(hours=1)}, "embargoed"),
]


@pytest.mark.parametrize(("change", "status"), STATUSES, ids=[status for _, status in STATUSES])
@pytest.mark.parametrize("format", ["newsml-g2", "nitf", "ninjs"])
def test_what_may_not_be_used_says_so(format: str, change: dict[str, Any], status: str) -> None:
    """
    Who gets a killed story from us must read there that it is killed.
    """
    (document,) = documents(replace(STORY, **change), format)
    (back,) = read(document, received=NOW).versions
    assert back.status == ("usable" if status == "embargoed" else status)
    assert back.embargo == change.get("embargo")


@pytest.mark.parametrize(("change", "status"), STATUSES, ids=[status for _, status in STATUSES])
@pytest.mark.parametrize("format", ["rss", "json-feed", "plain", "atom"])
def test_what_may_not_be_used_is_in_no_feed(format: str, change: dict[str, Any], status: str) -> None:
    """
    A feed has no word for an embargo; whoever reads it would publish.
    """
    written = write(Sending(versions=(replace(STORY, **change), replace(STORY, item="urn:x:2")), at=NOW), to=format)
    assert sum(document.count(b"new lamps") for document in written.documents) == 1
    if (format, status) == ("atom", "canceled"):
        assert written.problems == ()
        return
    (problem,) = written.problems
    assert (status if "doubt" not in change else "in doubt") in problem.what
    assert "Ferry crews walk out" in problem.what


def test_atom_says_that_a_story_was_killed() -> None:
    """
    A tombstone is the only word that a feed has for a kill; it must not repeat what was killed.
    """
    killed = replace(STORY, status="canceled")
    told = Notice(action="kill", item="urn:x:9", issued=NOW)
    written = write(Sending(versions=(killed,), notices=(told,), at=NOW), to="atom")
    root = etree.fromstring(written.documents[0])
    graves = root.findall("at:deleted-entry", ATOM)
    assert [(one.get("ref"), one.get("when")) for one in graves] == [
        (STORY.item, moment(STORY.issued or NOW)), ("urn:x:9", moment(NOW)),
    ]  # fmt: skip
    assert b"Ferry" not in written.documents[0]
    notices = read(written.documents[0], received=NOW).notices
    assert [(one.action, one.item) for one in notices] == [("kill", STORY.item), ("kill", "urn:x:9")]


def test_orders_about_others_are_written_or_told() -> None:
    """
    A kill that comes without its text must not end with us.
    """
    orders = (Notice(action="kill", item="urn:x:9", text="Kill it"), Notice(action="withhold", slug="Ferry"))
    for writer in WRITERS:
        written = write(Sending(versions=(STORY,), notices=orders, at=NOW), to=writer.name)
        kept = sum(b"urn:x:9" in document for document in written.documents)
        assert kept + len(written.problems) == len(orders), writer.name
    (_, order) = write(Sending(versions=(STORY,), notices=orders[:1], at=NOW), to="nitf").documents
    (notice,) = read(order, received=NOW).notices
    assert (notice.action, notice.item, notice.text) == ("kill", "urn:x:9", "Kill it")


def test_several_versions_are_one_message() -> None:
    """
    NewsML-G2 sends several items in one envelope.
    """
    both = (STORY, replace(STORY, item="urn:x:2", headline="Ferries sail again"))
    (document,) = write(Sending(versions=both, at=NOW), to="newsml-g2").documents
    root = etree.fromstring(document)
    assert root.tag == f"{NAR}newsMessage"
    check_g2(root)
    reading = read(document, received=NOW)
    assert [one.headline for one in reading.versions] == ["Ferry crews walk out", "Ferries sail again"]
    assert not reading.package


def test_a_package_keeps_its_roles() -> None:
    """
    A backgrounder that came as a story of its own would be published as news.
    """
    parts = tuple(
        replace(STORY, item=f"urn:x:{number}", headline=f"Part {number}", role=role, dateline=None)
        for number, role in enumerate(("main", "backgrounder", "teaser", "backgrounder", "related"))
    )
    (document,) = write(Sending(versions=parts, package=True, at=NOW), to="newsml-g2").documents
    check_g2(etree.fromstring(document))
    reading = read(document, received=NOW)
    assert reading.package
    assert [(one.item, one.role) for one in reading.versions] == [(one.item, one.role) for one in parts]
    (again,) = write(Sending(versions=reading.versions, package=True, at=NOW), to="newsml-g2").documents
    assert read(again, received=NOW).versions == reading.versions


def test_a_picture_is_written_as_the_picture_that_it_is() -> None:
    """
    A photo item is no text that happens to be empty.
    """
    medium = Media(
        "picture", "https://x.example/1.jpg", "urn:x:1", "Quay", "The quay.", credit="Ann Roe", type="image/jpeg"
    )
    picture = Version(item="urn:x:1", number=1, headline="Quay", issued=NOW, media=(medium,))
    (document,) = documents(picture, "newsml-g2")
    assert b'<itemClass qcode="ninat:picture"/>' in document
    assert read(document, received=NOW).versions[0].media == (medium,)


def test_a_format_that_nobody_writes_is_refused() -> None:
    """
    The words say which formats there are.
    """
    with pytest.raises(NotAllowed, match=r"newsml-g2, nitf, ninjs, rss, atom, json-feed, plain"):
        write(Sending(versions=(STORY,), at=NOW), to="ansi")


PAGES = {"atom": "rss"}


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
def test_the_docs_say_what_a_format_does_not_carry(writer: Writer) -> None:
    """
    Who chooses a format for a partner reads there what the partner will not get.
    """
    page = (ROOT / "docs" / "wires" / f"{PAGES.get(writer.name, writer.name)}.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `([a-z_.]+)` \| (.*) \|$", page.partition("## Not carried")[2], re.MULTILINE))
    assert {name: why for name, why in rows.items() if name in writer.uncarried} == dict(writer.uncarried)
