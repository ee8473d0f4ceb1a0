"""Topics: a vocabulary of what news is about, and the way from older codes to it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from dateline.news.wire import Subject

#: IPTC's old subject codes, whose vocabulary Media Topics have taken the place of.
OLD: Final = "http://cv.iptc.org/newscodes/subjectcode/"
_CODE = re.compile(r"\d{8}", re.ASCII)
#: What wires call the old codes' vocabulary, in small letters; also none at all.
_OLD_NAMES: Final = frozenset(
    {
        "",
        "iptc",
        "subj",
        "subject",
        "subjectcode",
        "subject-code",
        "iptcsubjectcode",
        "iptcsubjectcodes",
        "iptc-subject",
    }
)
_NEW_NAMES: Final = frozenset({"medtop", "mediatopic", "mediatopics", "iptc-mediatopic"})
#: Wires whose category is one of the seventeen by its letters.
_CATEGORY: Final = frozenset(
    {"category", "supplemental-category", "suppcategory", "apcategorycode", "a1312cat", "iptc-7901", "anpa-1312"}
)
#: IPTC's three letters for the seventeen, and ANPA's single ones where they mean the same.
_LETTERS: Final = {
    "ace": "01", "clj": "02", "dis": "03", "fin": "04", "edu": "05", "evn": "06", "hth": "07", "hum": "08", "lab": "09",
    "lif": "10", "pol": "11", "rel": "12", "sci": "13", "soi": "14", "spo": "15", "war": "16", "wea": "17",
    "s": "15", "f": "04", "e": "01", "p": "11",
}  # fmt: skip
#: IPTC's own tags where the language has another one.
_TAGS: Final = {"sv": "se", "da": "dk", "nb": "no-nb", "nn": "no-nn"}


class Topic(Struct, frozen=True, omit_defaults=True):
    """One concept of a vocabulary."""

    code: str
    #: By language, BCP 47.
    names: dict[str, str] = {}
    #: Codes of the concepts above it.
    broader: tuple[str, ...] = ()
    #: Old subject codes that mean the same, about the same, and more.
    exact: tuple[str, ...] = ()
    close: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    #: True where it is not to be used any more.
    retired: bool = False
    #: The code of what is to be used in its place; empty if none.
    instead: str = ""


class Vocabulary(Struct, frozen=True):
    """A vocabulary as it was imported."""

    #: What stands before a code, such as ``http://cv.iptc.org/newscodes/mediatopic/``.
    scheme: str
    topics: tuple[Topic, ...]
    title: str = ""
    #: When its publisher released it, as told.
    released: str = ""
    #: The file that it came from, and its SHA-256.
    file: str = ""
    digest: str = ""


class Topics:
    """A vocabulary, asked by code, by an older code, and by words."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._by_code = {topic.code: topic for topic in vocabulary.topics}
        self._by_old: dict[str, tuple[int, Topic]] = {}
        self._prefix = _word(vocabulary.scheme)
        for topic in vocabulary.topics:
            for rank, codes in enumerate((topic.exact, topic.close, topic.broad)):
                # What is exact comes before what is about the same; what is in use before what is not.
                order = rank + 3 * topic.retired
                for code in codes:
                    if code not in self._by_old or order < self._by_old[code][0]:
                        self._by_old[code] = (order, topic)

    def topic(self, code: str) -> Topic | None:
        """The topic of that code; what is used in its place, if it is retired."""
        found, seen = self._by_code.get(code), set[str]()
        while found is not None and found.instead in self._by_code and found.code not in seen:
            seen.add(found.code)
            found = self._by_code[found.instead]
        return found

    def of(self, subject: Subject) -> Topic | None:
        """
        The topic that a subject means.

        An old code without a topic of its own means the one above it: 15054001 that of 15054000, else of 15000000.
        """
        scheme, code = subject.scheme.strip(), subject.code.strip()
        name = _word(scheme)
        if scheme == self.vocabulary.scheme or name == self._prefix or name in _NEW_NAMES:
            return self.topic(code.rpartition(":")[2])
        if name in _CATEGORY:
            code = _LETTERS.get(code.casefold(), "").ljust(8, "0") if code.casefold() in _LETTERS else code
        elif name not in _OLD_NAMES:
            return None
        if not _CODE.fullmatch(code):
            return None
        if name == "" and code in self._by_code and code not in self._by_old:
            return self.topic(code)
        return self._old(code)

    def _old(self, code: str) -> Topic | None:
        for above in (code, f"{code[:5]}000", f"{code[:2]}000000"):
            if above in self._by_old:
                found = self.topic(self._by_old[above][1].code)
                # What was retired without another in its place is meant by the one above it, as long as that is used.
                return found and next((one for one in reversed(self.chain(found)) if not one.retired), found)
        return None

    def name(self, topic: Topic, language: str = "en") -> str:
        """A topic's name in a *language* (BCP 47), else in English, else in any."""
        main = language.partition("-")[0].lower()
        tags = {tag.lower(): name for tag, name in topic.names.items()}
        for wanted in (language.lower(), main, _TAGS.get(main, main), "en-gb", "en-us", "en"):
            if wanted in tags:
                return tags[wanted]
            if near := next((name for tag, name in tags.items() if tag.startswith(f"{wanted}-")), ""):
                return near
        return next(iter(topic.names.values()), topic.code)

    def chain(self, topic: Topic) -> tuple[Topic, ...]:
        """A topic and those above it, the broadest first."""
        found, seen = [topic], {topic.code}
        while (above := next((self._by_code[c] for c in found[0].broader if c in self._by_code), None)) is not None:
            if above.code in seen:
                break
            seen.add(above.code)
            found.insert(0, above)
        return tuple(found)

    def said(self, subject: Subject, language: str = "en") -> Subject | None:
        """The topic that a subject means, as a subject with its name."""
        topic = self.of(subject)
        return None if topic is None else Subject(self.vocabulary.scheme, topic.code, self.name(topic, language))

    def with_topics(self, subjects: Iterable[Subject], language: str = "en") -> tuple[Subject, ...]:
        """The *subjects* as sent, and behind them the topics that they mean and that were not sent, each once."""
        given = tuple(subjects)
        known = {one.code for one in given if one.scheme == self.vocabulary.scheme}
        found: dict[str, Subject] = {}
        for one in given:
            topic = self.said(one, language)
            if topic is not None and topic.code not in known:
                found.setdefault(topic.code, topic)
        return (*given, *found.values())

    def words(self, subjects: Iterable[Subject]) -> set[str]:
        """The codes and all names, case-folded, of the topics that *subjects* mean, and of those above them."""
        meant = [topic for one in subjects if (topic := self.of(one)) is not None]
        chains = [above for topic in meant for above in self.chain(topic)]
        return {word.casefold() for topic in chains for word in (topic.code, *topic.names.values())}

    def like(self, words: Iterable[str]) -> Iterator[Topic]:
        """The topics whose code is one of the *words*, or whose names have all of them; all, where there are none."""
        wanted = [word.casefold() for word in words]
        for topic in self.vocabulary.topics:
            names = " ".join(topic.names.values()).casefold()
            if all(word in names or word in (topic.code, *topic.exact, *topic.close) for word in wanted):
                yield topic


def _word(scheme: str) -> str:
    """What a scheme is called: the last word of its address, or the prefix that it is."""
    return scheme.rstrip("/#:").rpartition("/")[2].casefold()
