"""What is written and read again is what it was, but for what the format has no place for, which is told."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tests.wires.write.versions import NOW, versions

from dateline.news.script import direction_of
from dateline.news.wire import Link, Media, Named, Subject, Version
from dateline.wires.json_feed.reader import read as read_json_feed
from dateline.wires.newsml_g2.reader import read as read_newsml_g2
from dateline.wires.ninjs.reader import read as read_ninjs
from dateline.wires.nitf.reader import read as read_nitf
from dateline.wires.plain.reader import read as read_plain
from dateline.wires.rss.reader import read as read_rss
from dateline.wires.write import WRITERS, write, writer_of
from dateline.wires.written import Sending, Written, barred, status_of

READERS: Mapping[str, Any] = {
    "newsml-g2": read_newsml_g2, "nitf": read_nitf, "ninjs": read_ninjs, "rss": read_rss, "atom": read_rss,
    "json-feed": read_json_feed, "plain": read_plain,
}  # fmt: skip
_BLANK = Version()
_KINDS = {"graphic": "picture"}
JOURNEY = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def usable(version: Version) -> Version:
    """The *version* as one that may be used now, and whose embargo is over."""
    embargo = version.embargo and min(version.embargo, NOW)
    signals = tuple(one for one in version.signals if one not in ("kill", "withhold"))
    return replace(version, status="usable", doubt="", embargo=embargo, signals=signals)


def lost(version: Version, fields: Mapping[str, str]) -> Version:
    """The *version* without those of its *fields* that are nowhere but there."""
    for field in fields:
        name, _, inner = field.partition(".")
        if field == "dateline":
            if version.dateline is not None and not version.dateline.in_body:
                version = replace(version, dateline=None)
        elif field == "direction":
            version = replace(version, direction=direction_of(version.language))
        elif field == "media.graphic":
            media = tuple(replace(one, kind=_KINDS.get(one.kind, one.kind)) for one in version.media)
            version = replace(version, media=media)
        elif not inner:
            version = replace(version, **{name: getattr(_BLANK, name)})
        elif name in ("media", "links", "subjects", "named"):
            blanks = {"media": Media("other"), "links": Link(""), "subjects": Subject(), "named": Named("object", "")}
            blank = blanks[name]
            parts = tuple(replace(one, **{inner: getattr(blank, inner)}) for one in getattr(version, name))
            version = replace(version, **{name: parts})
    return version


def expected(version: Version, format: str) -> Version:
    """What a *version* is after its journey through a *format*."""
    found = lost(version, writer_of(format).uncarried)
    given = "" if found.urgency is None else str(found.urgency)
    return replace(found, status=status_of(version), urgency_given=given)


def journey(version: Version, format: str) -> tuple[Version, Written]:
    """The *version* written and read again."""
    written = write(Sending(versions=(version,), at=NOW), to=format)
    (document,) = written.documents
    reading = READERS[format](document, received=NOW)
    assert reading.problems == () or format in ("ninjs", "nitf", "newsml-g2")
    (back,) = reading.versions
    return replace(back, more={}), written


def told(written: Written) -> str:
    """All that was said of what is lost."""
    return "; ".join(problem.what for problem in written.remarks)


def differing(one: Version, other: Version) -> dict[str, tuple[Any, Any]]:
    """The fields in which two versions differ."""
    pairs = {name: (getattr(one, name), getattr(other, name)) for name in Version.__struct_fields__}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


@given(versions())
@JOURNEY
def test_newsml_g2_loses_nothing_that_it_can_say(version: Version) -> None:
    """
    A partner who takes NewsML-G2 gets all that the agency sent.
    """
    back, _ = journey(version, "newsml-g2")
    number = version.number or 1
    assert differing(replace(expected(version, "newsml-g2"), number=number), back) == {}


@given(versions())
@JOURNEY
def test_nitf_loses_nothing_that_it_can_say(version: Version) -> None:
    """
    Old systems of newspapers take NITF; of links it knows the work and what is corrected alone.
    """
    back, written = journey(version, "nitf")
    want = expected(version, "nitf")
    works = [link for link in version.links if link.rel == "work"][:1]
    corrected = [link for link in version.links if link.rel == "corrects"]
    signals = want.signals
    if corrected and "correction" not in signals:
        signals = ("correction", *signals)
        assert "corrects says so" in told(written)
    in_order = sorted(signals, key=lambda one: one != "correction")
    want = replace(want, links=(*corrected, *works), signals=tuple(in_order))
    assert differing(want, back) == {}
    for link in {*version.links} - {*want.links}:
        assert f"a link ({link.rel}" in told(written)


@given(versions())
@JOURNEY
def test_ninjs_loses_nothing_that_it_can_say(version: Version) -> None:
    """
    A text that opened with its dateline opens with it in ninjs, which has a field for the place alone.
    """
    back, written = journey(version, "ninjs")
    want = expected(version, "ninjs")
    if want.dateline is not None and not want.dateline.in_body:
        if want.dateline.agencies or want.dateline.day:
            assert "agencies and day" in told(written)
        place = want.dateline.place
        want = replace(want, dateline=replace(want.dateline, agencies=(), day=None) if place else None)
    named = tuple(sorted(want.named, key=lambda one: _ORDER.index(one.kind)))
    assert differing(_as_ninjs(replace(want, named=named)), _as_ninjs(back)) == {}


_ORDER = ("person", "organisation", "place", "event", "object")


def _as_ninjs(version: Version) -> Version:
    """
    A version without what ninjs's reader takes apart: a vocabulary in words, and "<b>" in a line, as many send it.
    """
    subjects = tuple(replace(one, scheme="", code=f"{one.scheme}:{one.code}".lstrip(":")) for one in version.subjects)
    media = tuple(replace(one, headline="", caption="", alt="") for one in version.media)
    links = tuple(dict.fromkeys(replace(one, title="", item=one.item or one.href, href="") for one in version.links))
    roles = tuple(dict.fromkeys(replace(one, text="") for one in version.headlines))
    return replace(version, subjects=subjects, media=media, links=links, headline="", headlines=roles, standfirst="")


@pytest.mark.parametrize("format", ["rss", "atom"])
@given(data=st.data())
@JOURNEY
def test_a_feed_loses_nothing_that_it_can_say(format: str, data: st.DataObject) -> None:
    """
    Feeds are for readers: what the desk is told stays out of them.
    """
    version = usable(data.draw(versions()))
    back, written = journey(version, format)
    want = expected(version, format)
    subjects = version.subjects if format == "atom" else want.subjects
    subjects = tuple(replace(one, code=one.code or one.name) if format == "atom" else one for one in subjects)
    links = tuple(link for link in want.links if link.href)
    if format == "rss":
        links = tuple(replace(link, title="") if link.rel == "canonical" else link for link in links)
    links = tuple(sorted(dict.fromkeys(links), key=lambda link: link.rel != "canonical"))
    standfirst = "" if version.extent == "teaser" or "standfirst" in told(written) else version.standfirst
    want = replace(want, subjects=tuple(dict.fromkeys(subjects)), links=links, standfirst=standfirst)
    assert differing(want, back) == {}


@given(versions())
@JOURNEY
def test_a_json_feed_loses_nothing_that_it_can_say(version: Version) -> None:
    """
    Its items have words, dates, tags and attachments.
    """
    version = usable(replace(version, created=version.created or version.issued))
    back, _ = journey(version, "json-feed")
    want = expected(version, "json-feed")
    for name in ("item", "byline", "issued", "created", "language", "extent", "dateline"):
        assert getattr(back, name) == getattr(want, name), name
    if version.extent == "full":
        assert (back.body, back.standfirst) == (want.body, want.standfirst)


@given(versions())
@JOURNEY
def test_plain_text_loses_no_word_that_readers_see(version: Version) -> None:
    """
    A text that goes out by mail holds the headline, who wrote it, and every sentence.
    """
    version = usable(replace(version, extent="full"))
    back, written = journey(version, "plain")
    want = expected(version, "plain")
    for name in ("headline", "byline", "language", "notice", "issued"):
        assert getattr(back, name) == getattr(want, name), name
    assert "".join(block.text for block in back.body).split() or not version.body
    assert len(back.notes) >= len(version.notes)
    assert "body.markup" in told(written) or all(block.kind == "paragraph" for block in version.body)


@pytest.mark.parametrize("writer", WRITERS, ids=lambda writer: writer.name)
@given(data=st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_lost_is_told(writer: Any, data: st.DataObject) -> None:
    """
    Nobody finds out from a partner that half of a story never arrived.
    """
    version = data.draw(versions())
    written = write(Sending(versions=(version,), at=NOW), to=writer.name)
    if barred(version, NOW) and (writer.feed or writer.name == "plain"):
        assert written.problems or (writer.name, version.status) == ("atom", "canceled")
        return
    for field in (
        "serial",
        "number",
        "slug",
        "urgency",
        "rights",
        "named",
        "notes",
        "more",
        "signals",
        "links",
        "media",
    ):
        if field in writer.uncarried and getattr(version, field) not in (None, "", (), {}):
            assert field in told(written), field
