"""ODRL policies as values, read from their RDF; short forms are written out, what is inherited is joined."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from msgspec import Struct
from rdflib import BNode, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF
from rdflib.term import Node

from dateline.licensing.terms import ODRL

RuleKind = Literal["permission", "prohibition", "obligation"]
Kind = Literal["permission", "prohibition", "obligation", "duty"]
Conflict = Literal["perm", "prohibit", "invalid"]
Joint = Literal["and", "or", "xone", "andSequence"]

_RULES: Final[tuple[RuleKind, ...]] = ("permission", "prohibition", "obligation")
JOINTS: Final[tuple[Joint, ...]] = ("and", "or", "xone", "andSequence")
#: What leads from a rule to the duties under it.
_BELOW: Final[dict[Kind, URIRef]] = {
    "permission": ODRL.duty,
    "prohibition": ODRL.remedy,
    "obligation": ODRL.consequence,
    "duty": ODRL.consequence,
}
_NONE: Final[frozenset[Node]] = frozenset()


class Constraint(Struct, frozen=True):
    """One comparison."""

    node: Node
    #: What is looked at, such as ``odrl:dateTime``; None where the document does not say.
    left: Node | None
    operator: Node | None
    #: Several where it is a set.
    right: tuple[Node, ...] = ()
    #: Where the right operand is to be looked up.
    reference: Node | None = None
    #: What the left operand is said to be at the time of writing.
    status: Node | None = None
    #: In which unit the values are, and of which type the right operand is said to be.
    unit: Node | None = None
    kind: Node | None = None


class Logic(Struct, frozen=True):
    """Several constraints, joined."""

    node: Node
    joint: Joint
    operands: "tuple[Constraint | Logic, ...]"


Condition = Constraint | Logic


class Action(Struct, frozen=True):
    """What is done, and how far."""

    name: Node
    refinements: tuple[Condition, ...] = ()


class Thing(Struct, frozen=True):
    """An asset or a party, or all that lie in a collection of them and fit the refinements."""

    node: Node
    #: Where a collection's members come from.
    source: Node | None = None
    refinements: tuple[Condition, ...] = ()


class Rule(Struct, frozen=True):
    """A permission, a prohibition, an obligation, or a duty that stands under one of them."""

    node: Node
    #: The node in the document: the same, unless that is blank and named by ``odrl:uid``.
    at: Node
    kind: Kind
    #: One of them, where several are named.
    actions: tuple[Action, ...] = ()
    targets: tuple[Thing, ...] = ()
    assignees: tuple[Thing, ...] = ()
    #: All of them must hold.
    constraints: tuple[Condition, ...] = ()
    #: A permission's duties, a prohibition's remedies, a duty's consequences.
    duties: "tuple[Rule, ...]" = ()


class Policy(Struct, frozen=True):
    """A set of rules."""

    node: Node
    #: The node in the document.
    at: Node
    rules: tuple[Rule, ...]
    #: Which rule wins; ``invalid``: two that contradict each other void the policy.
    conflict: Conflict = "invalid"
    #: Policies that it inherits from and that the graph does not hold.
    missing: tuple[Node, ...] = ()


def policies(graph: Graph) -> tuple[Policy, ...]:
    """
    All policies of a graph, sorted by name.

    Args:
        graph: One or more ODRL policies or requests. Compact forms are allowed: what a policy says of assets, parties,
            actions, constraints and duties holds for each of its rules.
    Returns:
        Each node that has rules of its own, or inherits some. Of those that only serve others as a parent there is
        none beside the child.
    """
    heads = {s for kind in _RULES for s in graph.subjects(ODRL[kind])} | set(graph.subjects(ODRL.inheritFrom))
    parents = set(graph.objects(None, ODRL.inheritFrom))
    children = set(graph.subjects(ODRL.inheritFrom))
    return tuple(policy(graph, node) for node in _sorted(heads - (parents - children)) or _sorted(heads))


def policy(graph: Graph, node: Node) -> Policy:
    """The policy *node* of the *graph*, with the rules it inherits."""
    family, missing = _family(graph, node)
    rules = [rule(graph, n, kind, holder) for holder in family for kind, n in _rule_nodes(graph, holder)]
    said = next(
        (graph.value(holder, ODRL.conflict) for holder in family if (holder, ODRL.conflict, None) in graph), None
    )
    conflict: Conflict = "perm" if said == ODRL.perm else "prohibit" if said == ODRL.prohibit else "invalid"
    unique = {r.node: r for r in rules}
    return Policy(called(graph, node), node, tuple(unique.values()), conflict, missing)


def rule(graph: Graph, node: Node, kind: Kind, holder: Node | None = None, above: frozenset[Node] = _NONE) -> Rule:
    """
    One rule.

    Args:
        graph: Where it stands.
        node: Its name there.
        kind: What it is.
        holder: The policy, if what that says for all its rules holds for this one.
        above: Rules that it stands under; one of these again is left out, so that a circle ends.
    """
    shared = [h for h in (holder,) if h is not None]
    duties = _many(graph, [node, *shared] if kind == "permission" else [node], _BELOW[kind])
    return Rule(
        called(graph, node),
        node,
        kind,
        tuple(_action(graph, n) for n in _many(graph, [node, *shared], ODRL.action)),
        tuple(_thing(graph, n) for n in _many(graph, [node, *shared], ODRL.target)),
        tuple(_thing(graph, n) for n in _many(graph, [node, *shared], ODRL.assignee)),
        conditions(graph, [node, *shared], ODRL.constraint),
        tuple(rule(graph, n, "duty", None, above | {node}) for n in duties if n not in above | {node}),
    )


def conditions(graph: Graph, nodes: Iterable[Node], way: URIRef) -> tuple[Condition, ...]:
    """The constraints or refinements that *way* leads to from *nodes*."""
    return tuple(condition(graph, n) for n in _many(graph, nodes, way))


def condition(graph: Graph, node: Node, above: frozenset[Node] = _NONE) -> Condition:
    """The constraint *node*, plain or joined of several; what stands *above* it and again below it is left out."""
    for joint in JOINTS:
        if (node, ODRL[joint], None) in graph:
            inner = [n for n in _many(graph, [node], ODRL[joint]) if n not in above | {node}]
            return Logic(called(graph, node), joint, tuple(condition(graph, n, above | {node}) for n in inner))
    return Constraint(
        called(graph, node),
        graph.value(node, ODRL.leftOperand),
        graph.value(node, ODRL.operator),
        tuple(_many(graph, [node], ODRL.rightOperand)),
        graph.value(node, ODRL.rightOperandReference),
        graph.value(node, ODRL.status),
        graph.value(node, ODRL.unit),
        graph.value(node, ODRL.dataType),
    )


def _rule_nodes(graph: Graph, holder: Node) -> Iterator[tuple[RuleKind, Node]]:
    for kind in _RULES:
        for node in _many(graph, [holder], ODRL[kind]):
            yield kind, node


def _family(graph: Graph, node: Node) -> tuple[list[Node], tuple[Node, ...]]:
    """The policy and those it inherits from, nearest first; and those of them that are not here."""
    names = {o: s for s, o in graph.subject_objects(ODRL.uid)}
    found: list[Node] = []
    missing: list[Node] = []
    open_ = [node]
    while open_:
        one = open_.pop(0)
        one = names.get(one, one)
        if one in found or one in missing:
            continue
        here = any((one, ODRL[k], None) in graph for k in _RULES) or (one, ODRL.inheritFrom, None) in graph
        (found if here else missing).append(one)
        open_ += _sorted(graph.objects(one, ODRL.inheritFrom))
    return found, tuple(missing)


def _action(graph: Graph, node: Node) -> Action:
    name = graph.value(node, RDF.value)
    return Action(node if name is None else name, conditions(graph, [node], ODRL.refinement))


def _thing(graph: Graph, node: Node) -> Thing:
    source = graph.value(node, ODRL.source)
    return Thing(called(graph, node), source, conditions(graph, [node], ODRL.refinement))


def called(graph: Graph, node: Node) -> Node:
    """What the *node* is called: JSON documents often name it by ``uid`` alone."""
    uid = graph.value(node, ODRL.uid)
    return uid if isinstance(node, BNode) and uid is not None else node


def _many(graph: Graph, nodes: Iterable[Node], way: URIRef) -> list[Node]:
    """The objects of *way* from *nodes*, those in RDF lists one by one; sorted where nothing else orders them."""
    found: list[Node] = []
    for node in nodes:
        for one in _sorted(graph.objects(node, way)):
            listed = one == RDF.nil or (one, RDF.first, None) in graph
            found += [n for n in (Collection(graph, one) if listed else [one]) if n not in found]
    return found


def _sorted(nodes: Iterable[Node]) -> list[Node]:
    return sorted(set(nodes), key=lambda n: n.n3())
