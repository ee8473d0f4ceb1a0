"""Wire texts and what becomes of them: cut, led anew, moved about, dated otherwise; the same in every run."""

import random
import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final, NamedTuple

_CONSONANTS: Final = ("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "pl", "ch")
_VOWELS: Final = ("a", "e", "i", "o", "u", "ea", "ou")
#: Different words and phrases, of which the n-th is as frequent as 1/n.
_WORDS, _PHRASES = 12_000, 3000
_MONTHS: Final = ("January", "February", "March", "April", "May", "June", "July")
_MONATE: Final = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli")
_DAY = re.compile(rf"(?P<month>{'|'.join(_MONTHS)}) (?P<day>\d+)")


class Text(NamedTuple):
    """A headline and the paragraphs below it."""

    headline: str
    paragraphs: tuple[str, ...]


class Wire:
    """
    A wire of news in no language, whose words are as frequent as words are.

    Args:
        seed: Of what it says.
    """

    def __init__(self, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self._words = [self._new() for _ in range(_WORDS)]
        self._weights = list(accumulate(1 / (rank + 2.7) for rank in range(_WORDS)))
        self._phrases = [" ".join(self._some(self.chance.randint(4, 7))) for _ in range(_PHRASES)]
        self._usual = list(accumulate(1 / (rank + 2.7) for rank in range(_PHRASES)))

    def text(self) -> Text:
        """One report of some 350 words, with quotes, figures and days, under a dateline."""
        body = [self._paragraph() for _ in range(self.chance.randint(8, 14))]
        return Text(" ".join(self._some(8)), (_dateline(self.chance) + body[0], *body[1:]))

    def form(self) -> str:
        """A market report of some 90 words, with braces where its figures go."""
        return " ".join(f"{' '.join(self._some(self.chance.randint(3, 6)))} {{}}" for _ in range(14)) + "."

    def filled(self, form: str) -> Text:
        """A *form* with figures of its own."""
        figures = (self.chance.randint(100, 9999) for _ in range(form.count("{}")))
        return Text(form.split(" {}")[0], (form.format(*figures),))

    def follow_up(self, text: Text) -> Text:
        """Another report, which tells once more, in two paragraphs, what went before."""
        other = self.text()
        return Text(other.headline, (*other.paragraphs, *text.paragraphs[-2:]))

    def word(self) -> str:
        """One of its words."""
        return self._some(1)[0]

    def name(self) -> str:
        """Of somebody."""
        return " ".join(self._some(2)).title()

    def _new(self) -> str:
        syllables = self.chance.choices((1, 2, 3, 4), (5, 6, 4, 1))[0]
        return "".join(self.chance.choice(_CONSONANTS) + self.chance.choice(_VOWELS) for _ in range(syllables))

    def _some(self, count: int) -> list[str]:
        return self.chance.choices(self._words, cum_weights=self._weights, k=count)

    def _paragraph(self) -> str:
        return " ".join(self._sentence() for _ in range(self.chance.randint(1, 3)))

    def _sentence(self) -> str:
        words = self._some(self.chance.randint(9, 22))
        match self.chance.randrange(6):
            case 0:
                words[3:3] = [str(self.chance.randint(2, 9000))]
            case 1:
                words[5:5] = ["on", *_day(self.chance)]
            case 2 | 3:
                words[4:4] = self.chance.choices(self._phrases, cum_weights=self._usual)
        said = " ".join((words[0].title(), *words[1:]))
        return f'"{said}," {self.name()} said.' if self.chance.random() < 0.2 else f"{said}."


def _day(chance: random.Random) -> tuple[str, str]:
    return chance.choice(_MONTHS), f"{chance.randint(1, 28)}"


def _dateline(chance: random.Random) -> str:
    place = chance.choice(("SALTMARSH", "OUTER KILN", "TALLOW HEAD", "Port Anselm"))
    agency = chance.choice(("NWA", "Tallow Press", "TPA"))
    day = " ".join(_day(chance))
    return chance.choice((f"{place}, {day} ({agency}) - ", f"{place} ({agency}) -- ", f"{place}, {day} – "))


def cut(text: Text, wire: Wire) -> Text:
    """From the bottom, to between a third and three quarters."""
    kept = list[str]()
    most = _count(text.paragraphs) * wire.chance.uniform(0.33, 0.75)
    for paragraph in text.paragraphs:
        kept.append(paragraph)
        if _count(kept) >= most:
            break
    return Text(text.headline, tuple(kept))


def _count(paragraphs: Sequence[str]) -> int:
    return sum(len(p.split()) for p in paragraphs)


def led(text: Text, wire: Wire) -> Text:
    """Under another headline, with another first paragraph."""
    other = wire.text()
    return Text(other.headline, (other.paragraphs[0], *text.paragraphs[1:]))


def added(text: Text, wire: Wire) -> Text:
    """With another paragraph before the first, and a word on who wrote it behind the last."""
    line = f"Reporting by {wire.name()}; editing by {wire.name()}."
    return Text(text.headline, (wire.text().paragraphs[0], *text.paragraphs, line))


def moved(text: Text, wire: Wire) -> Text:
    """With its quotes and other paragraphs in another order, below the same first."""
    first, *others = text.paragraphs
    wire.chance.shuffle(others)
    return Text(text.headline, (first, *others))


def placed(text: Text, wire: Wire) -> Text:
    """Under another dateline, with a byline above it and initials below."""
    first, *others = text.paragraphs
    rest = first.split(" - ")[-1].split(" -- ")[-1].split(" – ")[-1]
    return Text(text.headline, (f"By {wire.name()}", _dateline(wire.chance) + rest, *others, "nw/tp/ae"))


def dated(text: Text, _: Wire) -> Text:
    """With its days as another language writes them."""
    return Text(text.headline, tuple(_DAY.sub(_translated, p) for p in text.paragraphs))


def _translated(found: re.Match[str]) -> str:
    return f"{found['day']}. {_MONATE[_MONTHS.index(found['month'])]}"


def merged(text: Text, _: Wire) -> Text:
    """With each two paragraphs made one."""
    paragraphs = text.paragraphs
    return Text(text.headline, tuple(" ".join(paragraphs[n : n + 2]) for n in range(0, len(paragraphs), 2)))


def edited(text: Text, wire: Wire, share: float = 0.05) -> Text:
    """With one word in twenty replaced."""
    return Text(text.headline, tuple(" ".join(_replaced(p.split(), wire, share)) for p in text.paragraphs))


def rewritten(text: Text, wire: Wire) -> Text:
    """With one word in eight replaced."""
    return edited(text, wire, 0.125)


def _replaced(words: list[str], wire: Wire, share: float) -> list[str]:
    return [wire.word() if wire.chance.random() < share else word for word in words]


def reprinted(text: Text, wire: Wire) -> Text:
    """As a client prints it: cut, edited, under another headline and dateline, its paragraphs merged."""
    _, paragraphs = merged(placed(edited(cut(text, wire), wire, 0.03), wire), wire)
    return Text(wire.text().headline, paragraphs)


EDITS: Final[dict[str, Callable[[Text, Wire], Text]]] = {
    "cut from the bottom": cut,
    "a new lead and headline": led,
    "a paragraph added before the first": added,
    "quotes and paragraphs moved": moved,
    "another dateline and byline": placed,
    "days in another language": dated,
    "paragraphs merged": merged,
    "one word in twenty replaced": edited,
    "one word in eight replaced": rewritten,
    "cut, edited and headed by a client": reprinted,
}
