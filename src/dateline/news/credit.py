"""Who is named, and for what: bylines, datelines, origins and the words of a footer, all from what happened."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from difflib import SequenceMatcher

from msgspec import Struct
from msgspec.structs import replace

from dateline.news.blocks import Block, BlockSource
from dateline.news.facts import Wording
from dateline.news.house import House, Licence, Site, Source
from dateline.news.slugs import plain_headline
from dateline.news.story import Article, Story
from dateline.news.wire import Dateline, Version

_WORDS = re.compile(r"\w+(?:['’.-]\w+)*")
_FOREIGN = re.compile(r"[^\x00-\x7f\w]")
#: Each byte of a text as a letter, as what joins two words, or as a blank; all beyond ASCII are letters.
_KINDS = bytes(
    ord("w") if c >= 128 or chr(c).isalnum() or chr(c) == "_" else ord("j") if chr(c) in "'.-" else ord(" ")
    for c in range(256)
)
#: Bylines that name nobody.
_NOBODY = {"", "staff writers", "staff writer", "staff", "newsroom", "editors", "agencies"}


def words(text: str) -> list[str]:
    """The words of *text*, in order, as written."""
    return _WORDS.findall(text)


def count(blocks: Iterable[Block]) -> int:
    """How many words a body has."""
    return counted(" ".join([b.text for b in blocks]))


def counted(text: str) -> int:
    """How many `words` *text* has: their beginnings are counted, which is many times quicker than to cut them out."""
    if not text.isascii():
        text = _FOREIGN.sub(" ", text.replace("’", "'"))
    kinds = b" " + text.encode().translate(_KINDS)
    return kinds.count(b" w") + kinds.count(b" jw") + kinds.count(b"jjw")


def share(blocks: Iterable[Block], wire: Callable[[Block], str | None]) -> float:
    """
    The share of a body's words that sources wrote, from 0 to 1.

    Args:
        blocks: The body.
        wire: A block's source text; None where it has no source.
    """
    total = theirs = 0
    for block in blocks:
        ours = words(block.text)
        total += len(ours)
        text = wire(block)
        if text is not None:
            theirs += _common(ours, words(text)) if block.edited else len(ours)
    return theirs / total if total else 0.0


def _common(ours: list[str], theirs: list[str]) -> int:
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    return sum(m.size for m in matcher.get_matching_blocks())


def line(dateline: Dateline | None) -> str:
    """A dateline in the network's form: ``Baghdad (AFP) Jan 16, 2020``; empty if there is none."""
    if dateline is None:
        return ""
    place = _placed(dateline.place)
    agencies = f"({', '.join(dateline.agencies)})" if dateline.agencies else ""
    day = f"{dateline.day:%b} {dateline.day.day}, {dateline.day.year}" if dateline.day else ""
    return " ".join(filter(None, (place, agencies, day)))


def _placed(place: str) -> str:
    """A place that its agency shouts, in ordinary letters; initials such as DC or U.S. stay."""
    return ", ".join(_spoken(part) for part in place.split(", "))


def _spoken(name: str) -> str:
    if not name.isupper():
        return name
    return " ".join(w if len(w.strip(".,")) <= 2 or "." in w.rstrip(".,") else w.title() for w in name.split())


def dated(version: Version, source: Source | None, issued: datetime) -> Dateline | None:
    """
    A version's dateline with what the network's form wants and the source left out: who sends, and the day.

    Args:
        version: As sent; without a place there is no dateline.
        source: Who sent it; what came by hand is from whom it says.
        issued: When; UTC.
    """
    given = version.dateline
    if given is None or not given.place:
        return given
    sender = (source.credits[0] if source.credits else source.name,) if source and source.kind != "by-hand" else ()
    return replace(given, agencies=given.agencies or sender, day=given.day or issued.date())


def writer(version: Version | None) -> str:
    """The person who wrote a version, as the source names one; empty if it names nobody."""
    name = version.byline.strip() if version else ""
    return "" if name.casefold() in _NOBODY or name.casefold().startswith("staff ") else name


def names(story: Story, house: House) -> tuple[str, ...]:
    """
    Whom a story's text is from, as readers know them: ``("AFP",)``.

    What came by hand is from whom its dateline or credit names.
    """
    source = house.source(story.source)
    text = story.text
    if source is not None and source.kind not in ("by-hand",):
        return (source.name,)
    named = text.dateline.agencies if text and text.dateline else ()
    given = named or ((text.credit,) if text and text.credit else ())
    known = [(house.credited(n), n) for n in given]
    return tuple(dict.fromkeys(s.name if s else n for s, n in known))


def byline(article: Article, stories: Iterable[Story], house: House) -> str:
    """
    The byline that an article has earned.

    ``AFP`` for a wire's text as it came; ``by Staff Writers with AFP`` once our desk changed it; ``by`` a writer of
    our own where it is our own report.
    """
    stories = tuple(stories)
    wire = [s for s in stories if not is_own(s, house)]
    agencies = ", ".join(dict.fromkeys(n for s in wire for n in names(s, house)))
    own = article.wording.byline or next((w for s in stories if is_own(s, house) and (w := writer(s.text))), "")
    if not wire:
        return f"by {own or 'Staff Writers'}"
    if article.edited:
        theirs = ", ".join(filter(None, (_owed(wire, house), agencies)))
        return f"by {own or 'Staff Writers'} with {theirs}" if theirs else f"by {own or 'Staff Writers'}"
    author = writer(stories[0].text)
    if house.credited(author) or author == agencies:
        author = ""
    return ", ".join(filter(None, (author, agencies))) or "Text supplied to this site"


def _owed(stories: Iterable[Story], house: House) -> str:
    """The writers whose names a licence wants to stay, also where our desk changed their text."""
    licences = ((s, house.licence(source.licence)) for s in stories if (source := house.source(s.source)))
    return ", ".join(dict.fromkeys(w for s, li in licences if li and li.duties.byline and (w := writer(s.text))))


def is_own(story: Story, house: House) -> bool:
    """Whether the story is our own reporting."""
    source = house.source(story.source)
    return source is not None and source.kind == "own"


def origin(story: Story, house: House) -> str:
    """Where a text that is no news agency's comes from, in words; empty for agencies and our own."""
    source = house.source(story.source)
    text = story.text
    if source is None:
        return ""
    if source.kind == "press-release":
        return f"From a press release of {(text and (text.credit or text.holder)) or source.full_name}"
    if source.kind in ("space-agency", "public-domain"):
        return f"From a report of {source.full_name}"
    return ""


class Holding(Struct, frozen=True):
    """Whose words a part of a page holds, and under which terms."""

    #: ``AFP``.
    source: str
    #: ``Agence France-Presse``.
    holder: str
    #: The licence's sentence.
    terms: str
    #: The words for a footer.
    sentence: str


def holding(story: Story, house: House) -> Holding:
    """Who holds a story's words, as its source, its licence and the text itself say."""
    # Kept with the story: several places of each page say it.
    kept = story.__dict__.get("holding")
    if kept is None or kept[0] is not house:
        kept = story.__dict__["holding"] = (house, _held(story, house))
    held: Holding = kept[1]
    return held


def _held(story: Story, house: House) -> Holding:
    source = house.source(story.source)
    licence = house.licence(source.licence) if source else None
    shown = ", ".join(names(story, house)) or (source.name if source else story.source)
    holder = _holder(story, source, licence, house)
    terms = licence.terms if licence else "No licence is in force."
    if licence and licence.ground == "public-domain":
        sentence = f"Material of {holder}: {terms}"
    elif source and source.kind == "press-release":
        sentence = f"{origin(story, house)}, whose copyright it is: {terms}"
    else:
        sentence = f"{shown} text: copyright {holder}. {terms}"
    return Holding(shown, holder, terms, sentence)


def _holder(story: Story, source: Source | None, licence: Licence | None, house: House) -> str:
    if source and source.kind == "press-release":
        return (story.text.credit or story.text.holder if story.text else "") or source.full_name
    if source and source.kind == "by-hand":
        agencies = names(story, house)
        full = [known.full_name if (known := house.credited(n)) else n for n in agencies]
        return ", ".join(full) or (story.text.holder if story.text else "") or "its author"
    return (licence.holder if licence else "") or (source.full_name if source else story.source)


def copyright_line(site: Site, last_year: int) -> str:
    """``Copyright 1995–2020 X, Sydney, Australia.``, from the site's first year to the last revision's."""
    years = str(site.since) if last_year <= site.since else f"{site.since}–{last_year}"
    entity = site.entity
    return f"Copyright {years} {entity.name}, {entity.place}. Published under the law of {entity.jurisdiction}."


def chosen(article: Article, site: Site) -> str:
    """What our desk did to an article, for its footer; empty where no named person did anything."""
    deeds = [w for w, done in (("selected", article.taken is not None), ("edited", article.edited)) if done]
    if not deeds:
        return ""
    return f"This article was {' and '.join(deeds)} by the staff of {site.name} for {site.readership.whom}."


def as_it_came(version: Version, *, story: Story, entry: int, house: House) -> Wording:
    """A version as an article's words, every block stamped with its *story*, the *entry* and its place."""
    blocks = tuple(Block(b.kind, b.html, BlockSource(story.id, entry, n)) for n, b in enumerate(version.body))
    issued = next((m.issued for m in story.marks if m.entry == entry), None)
    dateline = dated(version, house.source(story.source), issued) if issued else version.dateline
    return Wording(
        headline=plain_headline(version.headline), blocks=blocks, standfirst=version.standfirst, dateline=dateline
    )
