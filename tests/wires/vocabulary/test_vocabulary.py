"""Vocabularies of topics, in whatever they are written."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.news.errors import WireError
from dateline.news.topics import Topic
from dateline.wires.vocabulary.reader import imported, read

SAMPLES = sorted((Path(__file__).parent / "samples").glob("harbour.*"))
SHARED = Path(__file__).resolve().parents[4] / "shared" / "standards" / "media-topics" / "cptall-x-all.json"
TOPICS = (
    Topic("09000000", {"en-GB": "quay work", "de": "Arbeit am Kai"}, exact=("09000000",)),
    Topic("20009001", {"en-GB": "ferry walk-out", "de": "Fährstreik"}, ("09000000",), close=("09003000",)),
    Topic("20009002", {"en-GB": "boat stoppage"}, ("09000000",), exact=("09003000",), retired=True, instead="20009001"),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.suffix)
def test_a_vocabulary_says_the_same_in_each_of_its_forms(sample: Path) -> None:
    """
    Its publisher hands out five, and a newsroom takes the one at hand.
    """
    found = read(sample.read_bytes())
    assert found.scheme == "http://cv.iptc.org/newscodes/mediatopic/"
    assert found.topics == TOPICS
    if sample.suffix != ".xml":
        assert (found.title, found.released) == ("Harbour Topics", "2031-03-01")


def test_a_vocabulary_of_our_own_has_its_own_addresses() -> None:
    """
    Whoever has a list of beats can take it in.
    """
    found = read(
        b'<https://desk.vellmar.example/beat/7> <http://www.w3.org/2004/02/skos/core#prefLabel> "Harbour beat"@en .'
    )
    assert (found.scheme, found.topics) == ("https://desk.vellmar.example/beat/", (Topic("7", {"en": "Harbour beat"}),))


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
