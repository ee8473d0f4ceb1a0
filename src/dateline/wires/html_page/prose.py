"""Where a page's sentences are, told by the sentences themselves; for pages whose markup has no name for its text."""

from typing import Final

from lxml import etree

from dateline.wires.html_page.furniture import Weights, is_junk, letters

#: Elements that words run in: a paragraph's words are in one of these, or in inline elements inside it.
_BLOCKS: Final = frozenset({
    "p", "div", "td", "th", "section", "article", "main", "body", "center", "blockquote", "pre", "dd", "li", "html",
})  # fmt: skip
#: Those that are paragraphs of what is around them.
_PARAGRAPHS: Final = frozenset({"p", "blockquote", "pre", "dd"})
#: What has words, and is no paragraph.
_OTHERS: Final = frozenset({"a", "h1", "h2", "h3", "h4", "h5", "h6", "aside", "footer", "header", "figure", "address"})
#: Letters of a paragraph, of running text that is broken by line breaks alone, of a text, at least.
_SHORTEST: Final = 40
_RUNNING: Final = 200
_TEXT: Final = 250
#: What is so many levels around a text belongs to it, if it adds so much of what the text has.
_LEVELS: Final = 3
_ADDS: Final = 0.5


def densest(root: etree._Element, weights: Weights) -> tuple[etree._Element, float] | None:
    """
    The element under *root* that holds the most paragraphs directly.

    Returns:
        It, and its part of all letters in paragraphs, 0 to 1; None where there is no text.
    """
    scores = _scores(root, weights)
    if not scores:
        return None
    sums = _sums(root, scores)
    best: etree._Element | None = max(scores, key=lambda element: scores[element])
    found = root
    while best is not None:
        found, best = best, _wider(best, root, sums)
    return (found, sums[found] / sums[root]) if sums[found] >= _TEXT else None


def _wider(best: etree._Element, root: etree._Element, sums: dict[etree._Element, int]) -> etree._Element | None:
    """What is around *best* and holds much more; None if nothing near it does."""
    above = best
    for _ in range(_LEVELS):
        parent = above.getparent()
        if above is root or parent is None or parent.tag in ("body", "html"):
            return None
        above = parent
        if sums[above] - sums[best] > _ADDS * sums[best]:
            return above
    return None


def _scores(root: etree._Element, weights: Weights) -> dict[etree._Element, int]:
    """The letters of the paragraphs that each element holds directly."""
    scores: dict[etree._Element, int] = {}
    for block, many in _own(root, weights).items():
        holder = block
        if block is not root and (block.tag in _PARAGRAPHS or many < _RUNNING):
            holder = block.getparent()  # type: ignore[assignment]
        if many >= _SHORTEST and block.tag != "li":
            scores[holder] = scores.get(holder, 0) + many
    return scores


def _own(root: etree._Element, weights: Weights) -> dict[etree._Element, int]:
    """The letters that run in each block itself, those in links, headings and furniture left out."""
    owners: dict[etree._Element | None, etree._Element | None] = {root: root}
    own: dict[etree._Element, int] = {root: letters(root.text)}
    for element in root.iterdescendants("*"):
        above = owners[element.getparent()]
        if above is None or element.tag in _OTHERS or is_junk(element, weights):
            owner = None
        else:
            owner = element if element.tag in _BLOCKS else above
        owners[element] = owner
        if owner is not None and element.text:
            own[owner] = own.get(owner, 0) + letters(element.text)
        if above is not None and element.tail:
            own[above] = own.get(above, 0) + letters(element.tail)
    return own


def _sums(root: etree._Element, scores: dict[etree._Element, int]) -> dict[etree._Element, int]:
    """The scores of each element and all that it holds."""
    sums = {element: scores.get(element, 0) for element in root.iter("*")}
    for element in reversed(list(sums)):
        if element is not root:
            sums[element.getparent()] += sums[element]  # type: ignore[index]
    return sums
