"""Which blocks of a text may be shown: its pictures, and what it holds of others, have rights of their own."""

from collections.abc import Iterable

from dateline.news import credit, rights
from dateline.news.blocks import Block
from dateline.news.house import Use
from dateline.news.rights import Ruling, Standing
from dateline.news.story import Story


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
    if standing.licence_of(story.source) is None:
        return False
    if block.kind == "media" and not _picture(story, use, beside, standing):
        return False
    return not rights.others(block, story, standing)


def _picture(story: Story, use: Use, beside: Iterable[str], standing: Standing) -> bool:
    allowed = Ruling(True, "the text is allowed")
    return rights.rule_picture(story, use, allowed, beside=beside, standing=standing).allowed


def credit_line(stories: Iterable[Story], standing: Standing) -> str:
    """What must be printed beside the words of *stories*: by their licences, and by their sources' own terms."""
    return " ".join(dict.fromkeys(line for story in stories for line in _owed(story, standing)))


def _owed(story: Story, standing: Standing) -> tuple[str, ...]:
    names = ", ".join(credit.names(story, standing.house))
    lines = [li.credit.replace("{source}", names) for li in rights.licences_of(story, standing) if li.credit]
    wanted = rights.narrowing(story.text).credit if story.text else ""
    if wanted and not any(wanted.casefold() in line.casefold() for line in lines):
        lines.append(f"Credit: {wanted}")
    return tuple(lines)
