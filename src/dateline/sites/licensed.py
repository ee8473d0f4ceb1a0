"""Which blocks of a text may be shown: its pictures, and what it holds of others, have rights of their own."""

from collections.abc import Iterable

from dateline.news import rights
from dateline.news.blocks import Block
from dateline.news.house import Licence, Use
from dateline.news.rights import Ruling, Standing
from dateline.news.story import Story
from dateline.news.third import credited_in


def licensed(
    blocks: Iterable[Block], stories: Iterable[Story], use: Use, standing: Standing, *, of: str = ""
) -> tuple[Block, ...]:
    """
    The blocks that may be shown.

    Args:
        blocks: Of a text whose use is allowed as such.
        stories: Those whose words it holds.
        use: What we want to do.
        standing: What is in force.
        of: The story that blocks without a source are of; empty: they are ours.
    """
    known = {s.id: s for s in stories}
    kept = []
    for block in blocks:
        story = known.get(block.source.story if block.source else of)
        if story is None or _may(block, story, known, use, standing):
            kept.append(block)
    return tuple(kept)


def _may(block: Block, story: Story, beside: Iterable[str], use: Use, standing: Standing) -> bool:
    licence = standing.licence_of(story.source)
    if licence is None:
        return False
    if block.kind == "media" and not _picture(story, use, beside, standing):
        return False
    return not (_looked_at(licence) and credited_in(block.text, _names(story, licence, standing)))


def _picture(story: Story, use: Use, beside: Iterable[str], standing: Standing) -> bool:
    allowed = Ruling(True, "the text is allowed")
    return rights.rule_picture(story, use, allowed, beside=beside, standing=standing).allowed


def _looked_at(licence: Licence) -> bool:
    """Whether somebody else's credit in a text takes that part out of the licence."""
    return bool(licence.credited) or licence.ground == "public-domain"


def _names(story: Story, licence: Licence, standing: Standing) -> tuple[str, ...]:
    source = standing.house.source(story.source)
    own = (source.name, source.full_name, *source.credits) if source else ()
    return (licence.holder, *licence.credited, *own)
