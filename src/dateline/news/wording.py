"""An editor's text against the blocks it was made from: what stays a source's keeps its source."""

import html
import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from dateline.news.blocks import Block, BlockKind, heading, paragraph

#: From this likeness on, a changed paragraph is still the source's, edited.
_LIKE = 0.5
_WORD = re.compile(r"\w+")
_BLANK = re.compile(r"\n\s*\n")


def typed(blocks: Sequence[Block]) -> str:
    """
    A body as an editor types it: blank lines between blocks, ``## `` before a heading, ``> `` before a quote,
    ``- `` before each item of a list.
    """
    return "\n\n".join(_typed(b) for b in blocks) + "\n"


def _typed(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"## {block.text}"
        case "quote":
            return f"> {block.text}"
        case "list":
            items = re.findall(r"<li>(.*?)</li>", block.html, re.S)
            return "\n".join(f"- {Block('list', item).text}" for item in items)
        case _:
            return block.text


def reworded(before: Sequence[Block], text: str) -> tuple[Block, ...]:
    """
    The blocks of a *text* typed by an editor.

    Args:
        before: The blocks that the editor was given.
        text: As `typed` writes it, changed at will.
    Returns:
        A block that did not change is the same, inline markup and all; one that changed a little keeps its source and
        is marked as edited; what is new has no source: it is ours.
    """
    unused = list(before)
    same: dict[str, list[Block]] = {}
    for block in before:
        same.setdefault(_typed(block), []).append(block)
    drafts = [chunk.strip() for chunk in _BLANK.split(text.replace("\r\n", "\n")) if chunk.strip()]
    kept: list[Block | None] = []
    for draft in drafts:
        found = same.get(draft, [])
        kept.append(found.pop(0) if found else None)
        if found_again := kept[-1]:
            unused.remove(found_again)
    return tuple(same_block or _changed(draft, unused) for draft, same_block in zip(drafts, kept, strict=True))


def like(one: Block, other: Block) -> bool:
    """Whether two blocks are one text, perhaps changed."""
    return _likeness(_WORD.findall(one.text), _WORD.findall(other.text)) >= _LIKE


def _changed(draft: str, unused: list[Block]) -> Block:
    new = _block(draft)
    words = _WORD.findall(new.text)
    likeness = [(_likeness(_WORD.findall(b.text), words), -n) for n, b in enumerate(unused)]
    best, place = max(likeness, default=(0.0, 0))
    if best < _LIKE:
        return new
    old = unused.pop(-place)
    return Block(new.kind, new.html, old.source, edited=old.source is not None)


def _likeness(old: list[str], new: list[str]) -> float:
    """The share of words in common; a text that only goes on where the other ends is that text, changed."""
    shorter = min(len(old), len(new))
    goes_on = shorter > 1 and old[:shorter] == new[:shorter]
    return max(SequenceMatcher(None, old, new, autojunk=False).ratio(), _LIKE if goes_on else 0.0)


def _block(draft: str) -> Block:
    kind, text = _kind(draft)
    if kind == "heading":
        return heading(text)
    if kind == "quote":
        return Block("quote", f"<blockquote><p>{html.escape(text, quote=False)}</p></blockquote>")
    if kind == "list":
        items = (line[2:].strip() for line in draft.splitlines())
        return Block("list", "<ul>" + "".join(f"<li>{html.escape(i, quote=False)}</li>" for i in items) + "</ul>")
    return paragraph(" ".join(draft.split()))


def _kind(draft: str) -> tuple[BlockKind, str]:
    if draft.startswith("## "):
        return "heading", draft[3:].strip()
    if draft.startswith("> "):
        return "quote", " ".join(line.removeprefix(">").strip() for line in draft.splitlines())
    if all(line.startswith("- ") for line in draft.splitlines()):
        return "list", draft
    return "paragraph", draft
