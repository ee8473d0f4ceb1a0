import json
from datetime import UTC, date, datetime

from dateline.news.blocks import paragraph
from dateline.news.errors import WireError
from dateline.news.wire import Dateline, Notice, Problem, Reading, Version
from dateline.wires.envelope import envelope, failed

NOW = datetime(2031, 3, 4, 9, tzinfo=UTC)
KEYS = [
    "file", "format", "item", "doubt", "serial", "signals", "dateline", "role", "extent", "more", "package",
    "notices", "problems",
]  # fmt: skip


def test_each_version_is_one_object() -> None:
    """
    A package on one page is read by scripts line by line.
    """
    main = Version(
        slug="Harbour",
        issued=NOW,
        signals=("update",),
        dateline=Dateline("Northport", ("XYZ", "ABC"), date(2031, 3, 4), in_body=True),
        body=(paragraph("Ships left."),),
        more={"desk": "north"},
    )
    reading = Reading(
        format="plain",
        versions=(main, Version(role="backgrounder", headline="The harbour since 1900", extent="teaser")),
        notices=(Notice(action="kill", item="np-1", issued=NOW, text="Wrong"),),
        problems=(Problem("line 3", "odd"),),
        package=True,
    )
    first, second = envelope("a.txt", reading)
    assert list(first) == list(second) == KEYS
    assert first["item"]["uri"] == "urn:dateline:Harbour-2031-03-04"
    assert first["dateline"] == {
        "place": "Northport", "source": "XYZ", "sources": ["XYZ", "ABC"], "day": "2031-03-04", "inBody": True,
        "assumed": False,
    }  # fmt: skip
    assert (first["signals"], first["role"], first["extent"], first["package"]) == (["update"], "main", "full", True)
    assert first["more"] == {"desk": "north"}
    assert first["notices"] == [
        {"action": "kill", "item": "np-1", "slug": "", "serial": "", "issued": "2031-03-04T09:00:00Z", "text": "Wrong"}
    ]
    assert first["problems"] == [{"where": "line 3", "what": "odd"}]
    assert (second["dateline"], second["role"], second["extent"]) == (None, "backgrounder", "teaser")
    assert (second["notices"], second["problems"]) == ([], [])
    assert json.loads(json.dumps(first)) == first


def test_a_reading_without_versions_still_says_what_it_found() -> None:
    """
    A tombstone alone must show, and so must a problem.
    """
    reading = Reading(format="rss", notices=(Notice(action="kill"),), problems=(Problem("x", "y"),))
    (only,) = envelope("a.xml", reading)
    assert list(only) == KEYS
    assert only["item"] is None
    assert only["notices"] == [{"action": "kill", "item": None, "slug": "", "serial": "", "issued": None, "text": ""}]
    assert only["problems"] == [{"where": "x", "what": "y"}]


def test_a_file_that_cannot_be_read_is_an_object_too() -> None:
    """
    One bad file in a folder must not end the list.
    """
    object = failed("a.jpg", WireError("unknown", "byte 0", "a JPEG picture"))
    assert list(object) == KEYS
    assert (object["item"], object["format"]) == (None, "unknown")
    assert object["problems"] == [{"where": "byte 0", "what": "a JPEG picture"}]


def test_a_dateline_without_agency_and_day_says_so() -> None:
    """
    A missing source is null, not an empty word.
    """
    (only,) = envelope("a", Reading(format="plain", versions=(Version(dateline=Dateline("Northport")),)))
    assert (only["dateline"]["source"], only["dateline"]["sources"], only["dateline"]["day"]) == (None, [], None)
