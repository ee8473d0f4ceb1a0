"""NewsML-G2's packages: which items belong on one page, in which order, and what each is to it."""

from collections.abc import Iterator
from typing import Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from dateline.news.wire import Link, Role, Version
from dateline.wires import xml
from dateline.wires.letters import fold
from dateline.wires.newsml_g2.concepts import tail
from dateline.wires.newsml_g2.document import Item
from dateline.wires.terms import no_freer

#: What the end of a group's role makes of its items; the first item of a main group is the main one.
_ROLES: Final[dict[str, Role]] = {
    "background": "backgrounder", "backgrounder": "backgrounder", "sidebar": "backgrounder", "sidebars": "backgrounder",
    "factbox": "backgrounder", "teaser": "teaser", "teasers": "teaser",
}  # fmt: skip


class Place(Struct, frozen=True):
    """An item's place in a package."""

    #: The item's id; empty where only an address is known.
    item: str
    href: str
    title: str
    #: The end of its group's role, such as ``main``.
    group: str


def places(package: Item) -> tuple[Place, ...]:
    """The places of a *package* in their order, each item once, by its groups from the root down."""
    found: dict[tuple[str, str], Place] = {}
    sets = package.parts.get("groupSet", ())
    groups = {group.get("id"): group for group in xml.children(*sets).get("group", ())}
    root = groups.get(sets[0].get("root")) if sets else None
    tops = [root] if root is not None else list(groups.values())
    for top in [*tops, package.element]:
        for place in _in_group(top, groups):
            found.setdefault((place.item, place.href), place)
    return tuple(found.values())


def _in_group(group: etree._Element, groups: dict[str | None, etree._Element]) -> Iterator[Place]:
    """The places in one *group* and in those it points to, which are taken out of *groups*: each is gone into once."""
    # A stack and no recursion: a chain of groups may be as long as the document.
    stack = [(group, iter(group))]
    while stack:
        within, rest = stack[-1]
        element = next(rest, None)
        if element is None:
            stack.pop()
        elif xml.local(element) == "itemRef":
            item = fold(element.get("residref") or element.get("guidref") or "")
            title = xml.text(xml.find(element, "headline")) or xml.text(xml.find(element, "title"))
            yield Place(item, fold(element.get("href") or ""), title, tail(within.get("role") or ""))
        elif xml.local(element) == "groupRef" and element.get("idref") in groups:
            inner = groups.pop(element.get("idref"))
            stack.append((inner, iter(inner)))


def links(package: Item) -> tuple[Link, ...]:
    """The items of a *package* as links; what each is to it is its group's role."""
    return tuple(Link(place.group or "item", place.item, place.href, place.title) for place in places(package))


def arranged(versions: tuple[Version, ...], packages: list[tuple[Item, Version]]) -> tuple[tuple[Version, ...], bool]:
    """
    Set the *versions* of one message in the order of its package.

    Args:
        packages: Each package of the message, with its own version.
    Returns:
        The versions, and whether they form a package: one does if it holds all of them, and there are two or more.
        A package that is not simply usable, and one whose items came elsewhere, adds its own version.
    """
    if len(packages) != 1 or len(versions) < 2:
        return (*versions, *(own for _, own in packages)), False
    package, own = packages[0]
    order = {place.item: (rank, place.group) for rank, place in enumerate(places(package))}
    if any(version.item not in order for version in versions):
        return (*versions, own), False
    ordered = sorted(versions, key=lambda version: order[version.item or ""][0])
    lead = next((version for version in ordered if version.body), ordered[0])
    link = (Link("package", own.item),) if own.item else ()
    members = [
        replace(
            no_freer(version, own),
            role="main" if version is lead else _ROLES.get(order[version.item or ""][1], "related"),
            links=version.links + link,
        )
        for version in (lead, *(other for other in ordered if other is not lead))
    ]
    plain = own.status == "usable" and own.embargo is None and not own.doubt
    return (*members, *(() if plain else (replace(own, role="related"),))), True
