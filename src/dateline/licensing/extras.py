"""What stands in a policy in words of our own profile."""

from typing import Any, TypeVar, get_args

from rdflib import Graph
from rdflib.collection import Collection
from rdflib.term import Node

from dateline.licensing.limits import named
from dateline.licensing.profile import ACTIONS, OURS, USES
from dateline.licensing.sound import Void
from dateline.news.house import Exemption, Finding, Use

W = TypeVar("W", bound=str)


def word(graph: Graph, node: Node, key: str, allowed: Any, default: W) -> W:
    """
    A word of a fixed list.

    Args:
        graph: Where.
        node: Of what.
        key: The word of our profile that leads to it.
        allowed: The Literal type with the words that it may be.
        default: What holds where nothing is said.
    Raises:
        Void: If it is another one.
    """
    said = graph.value(node, OURS[key])
    if said is None:
        return default
    found = str(said).removeprefix(str(OURS))
    if found not in get_args(allowed):
        raise Void(named(OURS[key]), f"{said} is none of {', '.join(get_args(allowed))}")
    words: dict[str, W] = {w: w for w in get_args(allowed)}
    return words[found]


def count(graph: Graph, node: Node, default: int) -> int:
    """The words of an excerpt; raises Void if they are no number."""
    said = graph.value(node, OURS.excerptWords)
    if said is None:
        return default
    if not str(said).isdecimal():
        raise Void(named(OURS.excerptWords), f"{said} is no number of words")
    return int(str(said))


def text(graph: Graph, node: Node, way: Node) -> str:
    """The text that *way* leads to; the first by the alphabet where there are several, empty where there is none."""
    return next((str(o) for o in sorted(graph.objects(node, way), key=str)), "")


def finding(graph: Graph, policy: Node) -> Finding | None:
    """Why the text is in the public domain, if that is said."""
    node = graph.value(policy, OURS.finding)
    if node is None:
        return None
    return Finding(
        law=text(graph, node, OURS.law), words=text(graph, node, OURS.words), source=text(graph, node, OURS.source)
    )


def exceptions(graph: Graph, policy: Node) -> tuple[Exemption, ...]:
    """The laws that allow a use without a licence, in their order."""
    head = graph.value(policy, OURS.exceptions)
    return tuple(_exception(graph, node) for node in Collection(graph, head)) if head is not None else ()


def _exception(graph: Graph, node: Node) -> Exemption:
    permitted = set(graph.objects(node, OURS.permits))
    uses: tuple[Use, ...] = tuple(u for u in USES if ACTIONS[u] in permitted)
    if len(uses) != len(permitted):
        raise Void(named(OURS.permits), "an exception names a use that we do not know")
    return Exemption(
        law=text(graph, node, OURS.law),
        name=text(graph, node, OURS.name),
        purpose=text(graph, node, OURS.purpose),
        uses=uses,
        excerpt=count(graph, node, 40),
        reference=text(graph, node, OURS.reference),
    )
