"""Which blocks of a text may be shown: its pictures, and what it holds of others, have rights of their own."""

from collections.abc import Iterable

from dateline.news import credit, rights
from dateline.news.blocks import Block
from dateline.news.house import Use
from dateline.news.rights import Ruling, Standing
from dateline.news.story import Story


class Text:
    """
    A text whose use is allowed as such, of which some blocks may not be shown.

    Args:
        blocks: All of it.
        stories: Those whose words it holds.
        standing: What is in force.
        of: The story that blocks without a source are of; empty: they are ours.
    """

    def __init__(
        self, blocks: tuple[Block, ...], stories: Iterable[Story], standing: Standing, *, of: str = ""
    ) -> None:
        self._blocks, self._standing, self._of = blocks, standing, of
        self._stories = {s.id: s for s in stories}
        #: Of each block, whom it credits who is none of those that let us have it; empty if nobody.
        self.left = rights.left_out(blocks, self._stories.values(), standing, of=of)
        #: What depends on the use: pictures.
        self._plain = not any(b.kind == "media" for b in blocks)

    def licensed(self, use: Use) -> tuple[Block, ...]:
        """The blocks that may be shown in that use."""
        if self._plain and not any(self.left) and all(self._known(s) for s in self._stories.values()):
            return self._blocks
        return tuple([b for b, left in zip(self._blocks, self.left, strict=True) if not left and self._may(b, use)])

    def words(self, use: Use) -> str:
        """The words of its first paragraph that may be shown in that use; empty if there is none."""
        return next((b.text for b in self.licensed(use) if b.kind == "paragraph"), "")

    def _may(self, block: Block, use: Use) -> bool:
        story = self._stories.get(block.source.story if block.source else self._of)
        if story is None:
            return True
        if not self._known(story):
            return False
        return block.kind != "media" or _picture(story, use, self._stories, self._standing)

    def _known(self, story: Story) -> bool:
        return self._standing.licence_of(story.source) is not None


def licensed(
    blocks: tuple[Block, ...], stories: Iterable[Story], use: Use, standing: Standing, *, of: str = ""
) -> tuple[Block, ...]:
    """The blocks of a text that may be shown in a use; see `Text`."""
    return Text(blocks, stories, standing, of=of).licensed(use)


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
