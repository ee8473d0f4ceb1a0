"""What a text is about, as its source says: topics, places and names, each with the word that its page goes by."""

import unicodedata
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from dateline.news import ids
from dateline.news.topics import Topic, Topics
from dateline.news.wire import Dateline, Version

AboutKind = Literal["topic", "place", "name"]

#: How many of a kind a text can be about; who marks more marks everything.
_MOST: Final[dict[AboutKind, int]] = {"topic": 8, "place": 8, "name": 12}
#: Letters of the longest slug made of words alone.
_LONGEST: Final = 60
#: Latin letters that have no other letter inside them.
_LATIN: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h"}
)


class About(Struct, frozen=True):
    """One thing that a text is about."""

    kind: AboutKind
    #: The word in the address of its page: small ASCII letters and digits, joined by hyphens.
    slug: str
    #: As readers know it, in the text's own language.
    name: str


def about(version: Version, *, dateline: Dateline | None, topics: Topics | None) -> tuple[About, ...]:
    """
    What a text is about.

    Args:
        version: The source's text, with its subjects and with whom and what it names.
        dateline: Where it is reported from.
        topics: The newsroom's vocabulary, by which older codes mean their Media Topics; None if it has none.
    Returns:
        Topics, then places with the dateline's first, then names of persons and organisations, in the source's order
        and each once; of each kind no more than a reader can use.
    """
    counts = dict.fromkeys(_MOST, 0)
    found: dict[tuple[AboutKind, str], About] = {}
    for one in (*_topics(version, topics), *_places(version, dateline), *_names(version)):
        if (one.kind, one.slug) not in found and counts[one.kind] < _MOST[one.kind]:
            counts[one.kind] += 1
            found[one.kind, one.slug] = one
    return tuple(found.values())


def _topics(version: Version, topics: Topics | None) -> Iterator[About]:
    for subject in version.subjects:
        if topics is not None and (topic := topics.of(subject)) is not None:
            yield _known(topic, topics, version.language)
        elif word := " ".join((subject.name or subject.code).split()):
            yield About("topic", slug(word), word)


def _known(topic: Topic, topics: Topics, language: str) -> About:
    """A topic of the vocabulary: in every language it goes by one slug."""
    return About("topic", slug(topics.name(topic)), topics.name(topic, language or "en"))


def _places(version: Version, dateline: Dateline | None) -> Iterator[About]:
    named = (n.name for n in version.named if n.kind == "place")
    for name in (dateline.place if dateline else "", *named):
        if word := " ".join(name.split()):
            yield About("place", slug(word), word)


def _names(version: Version) -> Iterator[About]:
    for named in version.named:
        if named.kind in ("person", "organisation") and (word := " ".join(named.name.split())):
            yield About("name", slug(word), word)


def slug(name: str) -> str:
    """
    The word in the address of what is called *name*: ``cape-canaveral-florida``.

    Accents go. Letters without a counterpart in ASCII, and what makes it too long, are stood for by a short digest of
    the whole name, so that it is the same on every machine, never empty, and no other name's.
    """
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(c for c in folded.translate(_LATIN) if not unicodedata.combining(c) and c not in "'’")
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in bare).split()
    foreign = any(c.isalnum() and not c.isascii() for c in bare)
    if words and not foreign and len("-".join(words)) <= _LONGEST:
        return "-".join(words)
    while words and len("-".join(words)) > _LONGEST:
        words.pop()
    return "-".join((*words, ids.digits(folded)))
