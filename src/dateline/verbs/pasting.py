"""Paste: words of a source's in an editor's text stay that source's, and its licence says how they may stand there."""

from collections.abc import Iterable
from typing import Protocol

from msgspec.structs import replace

from dateline.ledger.contract import Turn
from dateline.news import fingerprint, rights
from dateline.news.blocks import Block, BlockSource
from dateline.news.errors import NotAllowed
from dateline.news.house import Editing
from dateline.news.story import Story
from dateline.news.wire import Version
from dateline.news.wording import like
from dateline.verbs.common import alive


class Texts(Protocol):
    """Where the words of stories are found."""

    def story(self, id: str) -> Story | None:
        """The story as it stands; None if there is none."""

    def version(self, entry: int) -> Version | None:
        """The version that an entry brought; None once erased."""

    def clued(self, *clues: int) -> tuple[str, ...]:
        """Ids of the stories that any of the clues has been noted for, each once, sorted."""


def sourced(texts: Texts, block: Block) -> Block:
    """A paragraph that stands in another story, to the letter or nearly so, is that story's, wherever it came from."""
    clues = fingerprint.runs(fingerprint.words(block.text)) if block.source is None else ()
    for id in texts.clued(*clues) if clues else ():
        story = texts.story(id)
        for mark in story.marks if story else ():
            text = texts.version(mark.entry)
            for n, other in enumerate(text.body if text else ()):
                if like(other, block):
                    return replace(block, source=BlockSource(id, mark.entry, n), edited=other.text != block.text)
    return block


def licences_of(turn: Turn, id: str) -> Iterable[tuple[Editing, str]]:
    """How far each supplier of a story's words lets them be changed, and by which licence."""
    standing, story = turn.standing(), turn.story(id)
    for source in rights.suppliers(story, standing.house) if story else (id.rpartition("-")[0],):
        licence = standing.licence_of(source)
        yield (licence.edit, licence.name) if licence else ("none", "(none in force)")


def may_paste(turn: Turn, before: Iterable[Block], after: Iterable[Block], verb: str) -> None:
    """
    What may not be changed may not be taken apart either; what may only be cut is pasted to the letter.

    Args:
        turn: The writer's.
        before: Blocks whose stories have been there already.
        after: Those with what was pasted in.
        verb: What is being done.
    Raises:
        NotAllowed: If a story that was pasted from was killed, or its licence refuses it.
    """
    known = {b.source.story for b in before if b.source}
    pasted = [b for b in after if b.source and b.source.story not in known]
    for id in dict.fromkeys(b.source.story for b in pasted if b.source):
        story = turn.story(id)
        if story is not None:
            alive(story, verb)
        changed = any(b.edited for b in pasted if b.source and b.source.story == id)
        for editing, name in licences_of(turn, id):
            if editing == "none":
                raise NotAllowed(verb, f"a paragraph of {id} was pasted in, and licence {name} has edit = none")
            if editing == "cut" and changed:
                what = f"a paragraph of {id} was pasted in and changed, and licence {name} has edit = cut"
                raise NotAllowed(verb, f"{what}: paste it to the letter, or not at all")
