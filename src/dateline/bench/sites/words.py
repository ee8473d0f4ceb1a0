"""Stories that nobody wrote: as long, as varied and as unlike each other as a wire's, and the same on every machine."""

import random
from collections.abc import Iterator
from datetime import datetime
from itertools import accumulate, chain

import msgspec

#: Words in a story's text.
LEAST, MOST = 380, 420
TOPICS, PLACES = 300, 200
_COMMON = """
the of to and a in that is for on it was with as by at from be has are had were will not said an this have would its
their which but more who been they after about or he she than new when up one out into over two also could other last
first between under before three while because there
"""
_HEADS = "b br c d dr f g gr h k l m n p pr r s st t tr v w"
_MIDDLES = "a e i o u ai ea ou"
_TAILS = "- l m n r s t nd rk st"


class Written(msgspec.Struct, frozen=True):
    """One story as its agency sends it."""

    #: ninjs 3.1.
    data: bytes
    headline: str
    #: Numbers of its topics; the first decides its section.
    topics: tuple[int, ...]


class Agency:
    """
    An agency that sends such stories.

    Args:
        seed: Another seed, other stories.
    """

    def __init__(self, seed: int = 1) -> None:
        self._chance = random.Random(seed)
        common, made = _COMMON.split(), _made(4000, self._chance)
        self._words = [*common, *made]
        # Half of all words are the common ones, as in any language; the rest thin out like Zipf's.
        shares = (_shares(len(common), 0.45), _shares(len(made), 0.55))
        self._weights = list(accumulate(chain.from_iterable(shares)))
        self._longer = [w for w in made if len(w) > 5]
        self.topics = [f"{a} {b}" for a, b in zip(made[100:], made[500:], strict=False)][:TOPICS]
        self.places = [w.title() for w in self._longer[-PLACES:]]
        self._topic_weights, self._place_weights = (list(accumulate(_shares(n))) for n in (TOPICS, PLACES))
        self._headlines: set[str] = set()

    def story(self, number: int, moment: datetime) -> Written:
        """The next story, issued at that *moment*; UTC."""
        chance = self._chance
        topics = chance.choices(range(TOPICS), cum_weights=self._topic_weights, k=chance.choice((1, 2, 2, 3)))
        place = chance.choices(self.places, cum_weights=self._place_weights)[0]
        headline, paragraphs = self._headline(), self._paragraphs(chance.randint(LEAST, MOST))
        paragraphs[0] = f"{place.upper()}, {moment:%b} {moment.day} (BTA) - {paragraphs[0]}"
        topics = list(dict.fromkeys(topics))
        return Written(self._item(number, "1", moment, headline, topics, place, paragraphs), headline, tuple(topics))

    def update(self, number: int, moment: datetime, before: Written) -> Written:
        """A second version of a story, with other words in it."""
        place = self._chance.choices(self.places, cum_weights=self._place_weights)[0]
        paragraphs = self._paragraphs(self._chance.randint(LEAST, MOST))
        data = self._item(number, "2", moment, before.headline, list(before.topics), place, paragraphs)
        return Written(data, before.headline, before.topics)

    def _item(
        self, number: int, version: str, at: datetime, headline: str, topics: list[int], place: str, text: list[str]
    ) -> bytes:
        stamp = at.strftime("%Y-%m-%dT%H:%M:%SZ")
        about = [
            {"rel": "about", "name": self.topics[t], "uri": f"http://cv.iptc.org/newscodes/mediatopic/{20_000_002 + t}"}
            for t in topics
        ]
        item = {
            "uri": f"urn:bench:{number}",
            "version": version,
            "versionCreated": stamp,
            "urgency": self._chance.choice((3, 4, 4, 5, 5, 5, 6)),
            "language": "en",
            "located": place,
            "headlines": [{"role": "main", "value": headline}],
            "subjects": about,
            "bodies": [{"role": "main", "contentType": "text/html", "value": "".join(f"<p>{p}</p>" for p in text)}],
        }
        return msgspec.json.encode(item)

    def _headline(self) -> str:
        while True:
            words = self._some(self._chance.randint(6, 10))
            headline = " ".join((self._chance.choice(self._longer).capitalize(), *words))
            if headline not in self._headlines:
                self._headlines.add(headline)
                return headline

    def _paragraphs(self, count: int) -> list[str]:
        words, paragraphs, sentences = iter(self._some(count)), list[str](), list[str]()
        while sentence := _sentence(words, self._chance.randint(6, 30)):
            sentences.append(sentence)
            if self._chance.random() < 0.5:
                paragraphs.append(" ".join(sentences))
                sentences = []
        return [*paragraphs, " ".join(sentences)] if sentences else paragraphs

    def _some(self, count: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=count)


def _sentence(words: Iterator[str], length: int) -> str:
    some = [word for _, word in zip(range(length), words, strict=False)]
    if not some:
        return ""
    if len(some) > 14:
        some[len(some) // 2] += ","
    return " ".join((some[0].capitalize(), *some[1:])) + "."


def _made(count: int, chance: random.Random) -> list[str]:
    """Words of one to three syllables, each once; the short ones first, as in any language."""
    heads, middles, tails = _HEADS.split(), _MIDDLES.split(), _TAILS.split()
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = 1 + (len(found) > count // 10) + (len(found) > count // 3 and chance.random() < 0.5)
        word = "".join(chance.choice(heads) + chance.choice(middles) for _ in range(syllables))
        found[word + chance.choice(tails).strip("-")] = None
    return [word for word in found if word not in _COMMON.split()]


def _shares(count: int, whole: float = 1.0) -> list[float]:
    """How often each of so many comes up, the first most often, as Zipf has it."""
    ranks = [1 / rank for rank in range(1, count + 1)]
    return [whole * one / sum(ranks) for one in ranks]
