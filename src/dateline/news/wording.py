"""An editor's text against the blocks it was made from: what stays a source's keeps its source."""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from msgspec.structs import replace

from dateline.news.blocks import Block, BlockKind, heading, paragraph
from dateline.news.wire import Dateline

#: From this likeness on, a changed paragraph is still the source's, edited.
_LIKE = 0.5
_WORD = re.compile(r"\w+")
_BLANK = re.compile(r"\n\s*\n")
#: From so many words in a row on, a text is not by chance in another's words.
_RUN = 8
#: From so many on where somebody says that they are from there.
_SAID = 3
#: What stands before the first dash of a text, where it may be a dateline.
_OPENING = re.compile(r"\A([^\n]{2,120}?)\s*(?:--|[-–—_]|\Z)(?=\s|\Z)\s*")


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


def reworded(before: Sequence[Block], text: str, dateline: Dateline | None = None) -> tuple[Block, ...]:
    """
    The blocks of a *text* typed by an editor.

    Args:
        before: The blocks that the editor was given.
        text: As `typed` writes it, changed at will.
        dateline: What stands before the text; typed with it, as the wire has it, it is no part of the body.
    Returns:
        A block that did not change is the same, inline markup and all; one that changed a little keeps its source and
        is marked as edited; what is new has no source: it is ours. In a live story it belongs to the post of the block
        before it; at the top, to that of the one after.
    """
    unused = list(before)
    same: dict[str, list[Block]] = {}
    for block in before:
        same.setdefault(_typed(block), []).append(block)
    drafts = [chunk.strip() for chunk in _BLANK.split(text.replace("\r\n", "\n")) if chunk.strip()]
    if dateline is not None and drafts and drafts[0] not in same:
        drafts = [draft for draft in (_undated(drafts[0], dateline), *drafts[1:]) if draft]
    kept: list[Block | None] = []
    for draft in drafts:
        found = same.get(draft, [])
        kept.append(found.pop(0) if found else None)
        if found_again := kept[-1]:
            unused.remove(found_again)
    changed = [
        _changed(draft, unused) if same is None else (same, True) for draft, same in zip(drafts, kept, strict=True)
    ]
    return tuple(in_posts(changed))


def in_posts(blocks: Iterable[tuple[Block, bool]]) -> Iterator[Block]:
    """Each block in its post; whether a post of its own is known stands beside it."""
    blocks = tuple(blocks)
    post = next((b.post for b, known in blocks if known), None)
    for block, known in blocks:
        post = block.post if known else post
        yield block if known else replace(block, post=post)


def _undated(draft: str, dateline: Dateline) -> str:
    """A paragraph without the opening that says no more than a *dateline* does."""
    found = _OPENING.match(draft)
    if found is None or not dateline.place:
        return draft
    opening, place = _folded(found[1]), _folded(dateline.place)
    said = {*place, *_folded(" ".join(dateline.agencies))}
    if (day := dateline.day) is not None:
        said |= {*_folded(f"{day:%b} {day:%B} {day:%A} {day:%a} {day.day} {day:%d} {day:%m} {day.year}")}
        said |= {"sept"} if day.month == 9 else set()
    return draft[found.end() :] if place <= opening <= said else draft


def _folded(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}


def like(one: Block, other: Block) -> bool:
    """Whether two blocks are one text, perhaps changed."""
    return _likeness(_WORD.findall(one.text), _WORD.findall(other.text)) >= _LIKE


def holds(block: Block, other: Block, *, said: bool = False) -> bool:
    """
    Whether a block holds another's words: it is that text, perhaps changed, a part of it, or that with more around it.

    Args:
        block: As it stands now.
        other: What it may have been made from.
        said: Whether somebody says that it was; then it takes less to believe it.
    """
    if block.kind == "media" or other.kind == "media":
        return block.html == other.html
    ours, theirs = _WORD.findall(block.text), _WORD.findall(other.text)
    if not ours or not theirs:
        return False
    if _likeness(ours, theirs) >= _LIKE:
        return True
    run = SequenceMatcher(None, ours, theirs, autojunk=False).find_longest_match().size
    if said:
        return run >= _SAID or 2 * run >= min(len(ours), len(theirs))
    return run >= _RUN and 2 * run >= min(len(ours), len(theirs))


def _changed(draft: str, unused: list[Block]) -> tuple[Block, bool]:
    """The block that a draft is, and whether it was one before."""
    new = _block(draft)
    words = _WORD.findall(new.text)
    likeness = [(_likeness(_WORD.findall(b.text), words), -n) for n, b in enumerate(unused)]
    best, place = max(likeness, default=(0.0, 0))
    if best < _LIKE:
        return new, False
    old = unused.pop(-place)
    return Block(new.kind, new.html, old.source, edited=old.source is not None, post=old.post), True


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
