"""The way from what wires send to topics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news.topics import OLD, Topic, Topics, Vocabulary
from dateline.news.wire import Subject

SCHEME = "http://cv.iptc.org/newscodes/mediatopic/"
TOPICS = Topics(
    Vocabulary(
        SCHEME,
        (
            Topic("09000000", {"en-GB": "quay work", "de": "Arbeit am Kai", "se": "kajarbete"}, exact=("09000000",)),
            Topic("20009001", {"en-GB": "ferry walk-out"}, ("09000000",), close=("09003000",)),
            Topic("20009002", {"en": "boat stoppage"}, ("09000000",), ("09003000",), retired=True, instead="20009001"),
            Topic("20009003", {"fr": "marée"}, ("20009003",), broad=("09000000", "17001000")),
            Topic("20009004", {"en": "one"}, retired=True, instead="20009005"),
            Topic("20009005", {"en": "two"}, retired=True, instead="20009004"),
            Topic("20009006", {"en": "tug boxing"}, ("09000000",), ("09007000",), retired=True),
        ),
    )
)


@pytest.mark.parametrize(
    ("scheme", "code", "topic"),
    [
        ("IPTC", "09000000", "09000000"),
        ("IptcSubjectCodes", "09000000", "09000000"),
        (OLD, "09003000", "20009001"),
        ("subj", "09003000", "20009001"),
        ("IPTC", "09003007", "20009001"),
        ("IPTC", "09001000", "09000000"),
        ("", "17001000", "20009003"),
        ("", "20009001", "20009001"),
        ("medtop", "20009001", "20009001"),
        (SCHEME, "20009002", "20009001"),
        ("mediatopic", "medtop:20009001", "20009001"),
        ("category", "LAB", "09000000"),
        ("iptc-7901", "lab", "09000000"),
        ("IPTC", "09007000", "09000000"),
        ("medtop", "20009006", "20009006"),
        ("IPTC", "01000000", ""),
        ("https://desk.example/", "09000000", ""),
        ("category", "LABOUR", ""),
        ("IPTC", "9000000", ""),
        ("", "", ""),
    ],
)
def test_a_code_means_a_topic_by_its_vocabulary(scheme: str, code: str, topic: str) -> None:
    """
    Eight digits of a vocabulary that nobody knows are not IPTC's; what is retired stands for what took its place.
    """
    found = TOPICS.of(Subject(scheme, code))
    assert (found.code if found else "") == topic


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("de", "Arbeit am Kai"),
        ("de-AT", "Arbeit am Kai"),
        ("sv", "kajarbete"),
        ("ja", "quay work"),
        ("en", "quay work"),
    ],
)
def test_a_topic_has_its_name_in_the_readers_language(language: str, name: str) -> None:
    """
    Else in English; IPTC calls Swedish "se".
    """
    topic = TOPICS.topic("09000000")
    assert topic and TOPICS.name(topic, language) == name


def test_a_topic_without_an_english_name_has_the_one_there_is() -> None:
    """
    A number tells a reader nothing.
    """
    topic = TOPICS.topic("20009003")
    assert topic and TOPICS.name(topic, "de") == "marée"


def test_the_topics_above_one_come_before_it() -> None:
    """
    And one that is above itself does not hold anybody up.
    """
    topic, own = TOPICS.topic("20009001"), TOPICS.topic("20009003")
    assert topic and own
    assert [one.code for one in TOPICS.chain(topic)] == ["09000000", "20009001"]
    assert [one.code for one in TOPICS.chain(own)] == ["20009003"]
    assert TOPICS.topic("20009004") is not None


def test_what_was_sent_stays_and_its_topic_follows_once() -> None:
    """
    Two old codes of one topic are one topic; one that was sent itself is not said again.
    """
    sent = (Subject("IPTC", "09003000", "strike"), Subject("IPTC", "09003001"), Subject("", "", "ferry"))
    assert TOPICS.with_topics(sent, "en") == (*sent, Subject(SCHEME, "20009001", "ferry walk-out"))
    given = (Subject(SCHEME, "20009001"), Subject("IPTC", "09003000"))
    assert TOPICS.with_topics(given) == given


def test_topics_are_found_by_words_and_by_old_codes() -> None:
    """
    An editor knows the one or the other.
    """
    assert [topic.code for topic in TOPICS.like(["Arbeit"])] == ["09000000"]
    assert [topic.code for topic in TOPICS.like(["09003000"])] == ["20009001", "20009002"]
    assert len(list(TOPICS.like([]))) == 7


@given(st.text(max_size=12), st.text(max_size=12))
def test_no_subject_breaks_the_look_up(scheme: str, code: str) -> None:
    """
    Sources send what they like.
    """
    found = TOPICS.of(Subject(scheme, code))
    assert found is None or found in TOPICS.vocabulary.topics
