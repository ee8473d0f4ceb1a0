"""What a policy means for a request in a state of the world: a compliance report, and who wins where rules disagree."""

from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct
from rdflib import Graph
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from dateline.licensing import policy as odrl
from dateline.licensing.compare import holds
from dateline.licensing.policy import Action, Condition, Conflict, Constraint, Logic, Rule, Thing
from dateline.licensing.report import DutyFinding, Finding, Premise, RuleFinding, written
from dateline.licensing.terms import NOW, ODRL, PART_OF, REPORT, includes, reaches

#: What a request comes to: ``silent`` where no rule speaks of it, ``invalid`` where rules contradict each other and
#: the policy does not say which wins.
Decision = Literal["permitted", "prohibited", "silent", "invalid"]

#: Operators by which a request, or the state of the world, says what is: not "more than" or "none of".
_SAID: Final = (ODRL.eq, ODRL.isA, ODRL.isAnyOf, ODRL.isPartOf)

#: By which comparison a moment is beyond a term of each kind.
_PAST: Final = ((ODRL.lt, ODRL.gteq), (ODRL.lteq, ODRL.gt), (ODRL.eq, ODRL.gt))


class Scene(Struct, frozen=True):
    """What there is to look at: the policy's graph, the state of the world, and what is asked."""

    policy: Graph
    world: Graph
    request: Graph
    #: The rule of the request; None: nobody asks.
    asked: Rule | None = None

    @property
    def graphs(self) -> tuple[Graph, Graph, Graph]:
        """Where facts are looked up."""
        return self.world, self.request, self.policy


def evaluate(policy: Graph, request: Graph | None, world: Graph) -> Graph:
    """
    Evaluate policies.

    Args:
        policy: One or more ODRL 2.2 policies.
        request: An ``odrl:Request``, each permission of which is something that somebody wants to do; None: nobody asks
            for anything, and only the state of the rules is reported.
        world: The state of the world: the moment (``temp:currentTime dct:issued``), who and what belongs to which
            collection (``odrl:partOf``), values of left operands (``[] odrl:spatial <…>``), reports on duties.
    Returns:
        One policy report for each policy and request, with a report for each of its rules, by the ODRL Compliance
        Report Model. Generated reports are blank nodes.
    """
    report = Graph()
    for finding in findings(policy, request, world):
        written(finding, report)
    return report


def findings(policy: Graph, request: Graph | None, world: Graph) -> Iterator[Finding]:
    """The same as values: (policy, request) by (policy, request)."""
    for one in odrl.policies(policy):
        for asking in odrl.policies(request) if request is not None else (None,):
            wanted = [r for r in asking.rules if r.kind == "permission"] if asking else [None]
            scenes = [Scene(policy, world, Graph() if request is None else request, asked) for asked in wanted]
            rules = tuple(judged(rule, scene) for rule in one.rules for scene in scenes)
            yield Finding(one, asking.node if asking else None, world.value(NOW, DCTERMS.issued), rules)


def decide(finding: Finding) -> Decision:
    """What one request comes to under one policy, by the policy's ``odrl:conflict``."""
    active = {f.rule.kind for f in finding.rules if f.active}
    if {"permission", "prohibition"} <= active:
        return _WINS[finding.policy.conflict]
    return "permitted" if "permission" in active else "prohibited" if "prohibition" in active else "silent"


_WINS: Final[dict[Conflict, Decision]] = {"perm": "permitted", "prohibit": "prohibited", "invalid": "invalid"}


def judged(rule: Rule, scene: Scene) -> RuleFinding:
    """One rule, for what is asked in the *scene*."""
    premises = (*_matches(rule, scene), *(_condition(c, scene) for c in rule.constraints))
    satisfied = all(p.satisfied for p in premises)
    if rule.kind in ("obligation", "duty"):
        return RuleFinding(rule, scene.asked, premises, satisfied, (), duty(rule, scene))
    duties = tuple(duty(d, scene) for d in rule.duties)
    free = rule.kind != "permission" or not any(d.state == "Violated" for d in duties)
    return RuleFinding(rule, scene.asked, premises, satisfied and free, duties)


def _matches(rule: Rule, scene: Scene) -> Iterator[Premise]:
    """Whether the rule speaks of what is asked; nothing is said of what the rule leaves open, or where nobody asks."""
    asked = scene.asked
    if asked is None or rule.kind in ("obligation", "duty"):
        return
    if rule.targets:
        yield _best("TargetReport", [_thing(t, asked.targets, scene) for t in rule.targets])
    if rule.assignees:
        yield _best("PartyReport", [_thing(t, asked.assignees, scene) for t in rule.assignees])
    if rule.actions:
        yield _best("ActionReport", [_action(a, asked.actions, scene) for a in rule.actions])


def _best(kind: str, tried: list[tuple[bool, tuple[Premise, ...]]]) -> Premise:
    """Of several assets, parties or actions named one is enough; its refinements are shown, else all that failed."""
    won = next((below for fits, below in tried if fits), None)
    below = won if won is not None else tuple(p for _, failed in tried for p in failed)
    return Premise(kind, won is not None, below)


def _action(action: Action, asked: tuple[Action, ...], scene: Scene) -> tuple[bool, tuple[Premise, ...]]:
    below = tuple(_condition(r, scene, *(c for a in asked for c in a.refinements)) for r in action.refinements)
    meant = any(includes(action.name, a.name, scene.policy, scene.world) for a in asked)
    return meant and all(p.satisfied for p in below), below


def _thing(thing: Thing, asked: tuple[Thing, ...], scene: Scene) -> tuple[bool, tuple[Premise, ...]]:
    below: tuple[Premise, ...] = ()
    for one in asked:
        below = tuple(_condition(r, scene, *one.refinements, about=one.node) for r in thing.refinements)
        if _within(one, thing, scene) and all(p.satisfied for p in below):
            return True, below
    return False, below


def _within(asked: Thing, thing: Thing, scene: Scene) -> bool:
    """Whether what is asked for is the thing named in the rule, or lies in the collection that it names."""
    starts = [n for n in (asked.node, asked.source) if n is not None]
    goals = [n for n in (thing.node, thing.source) if n is not None]
    return any(reaches(start, goal, PART_OF, *scene.graphs) for start in starts for goal in goals)


def _condition(condition: Condition, scene: Scene, *said: Condition, about: Node | None = None) -> Premise:
    """
    A constraint or refinement.

    Args:
        condition: What must hold.
        scene: Where.
        said: What the request says of the same asset, party or action.
        about: The asset or party that a refinement is about; None: the rule as a whole.
    """
    if isinstance(condition, Logic):
        below = tuple(_condition(c, scene, *said, about=about) for c in condition.operands)
        return Premise("ConstraintReport", _joined(condition, [p.satisfied for p in below]), below, condition)
    left = _left(condition, scene, said, about)
    right = condition.right or _referred(condition.reference, scene)
    satisfied = holds(condition.operator, left, right, *scene.graphs)
    return Premise("ConstraintReport", satisfied, (), condition, left, right)


def _joined(logic: Logic, held: list[bool]) -> bool:
    match logic.joint:
        case "or":
            return any(held)
        case "xone":
            return held.count(True) == 1
    # In a sequence the order is that of the doing; a state of the world knows only what is done by now.
    return bool(held) and all(held)


def _left(constraint: Constraint, scene: Scene, said: tuple[Condition, ...], about: Node | None) -> tuple[Node, ...]:
    """What is known of a constraint's left operand: by the request, else by the world, else by the policy itself."""
    left = constraint.left
    if left is None:
        return ()
    asked = scene.asked.constraints if scene.asked and about is None else ()
    told = [v for c in (*said, *asked) for v in _told(c, left)]
    if not told and about is not None:
        told = [o for g in scene.graphs for o in g.objects(about, left)]
    if not told and about is None:
        told = _observed(left, scene)
    if not told and constraint.status is not None:
        told = [constraint.status]
    return tuple(sorted(set(told), key=lambda n: n.n3()))


def _told(condition: Condition, left: Node) -> Iterator[Node]:
    if isinstance(condition, Logic):
        for one in condition.operands if condition.joint in ("and", "andSequence") else ():
            yield from _told(one, left)
    elif condition.left == left and condition.operator in _SAID:
        yield from condition.right


def _observed(left: Node, scene: Scene) -> list[Node]:
    moment = scene.world.value(NOW, DCTERMS.issued)
    if left == ODRL.dateTime and moment is not None:
        return [moment]
    asked = [t.node for t in (*scene.asked.assignees, *scene.asked.targets)] if scene.asked else []
    near = [o for node in asked for o in scene.world.objects(node, left)]
    return near or list(scene.world.objects(None, left))


def _referred(reference: Node | None, scene: Scene) -> tuple[Node, ...]:
    if reference is None:
        return ()
    found = [o for g in scene.graphs for way in (RDF.value, DCTERMS.issued) for o in g.objects(reference, way)]
    return tuple(dict.fromkeys(found))


def duty(rule: Rule, scene: Scene) -> DutyFinding:
    """
    How a duty stands.

    Returns:
        What the world reports of it. Where it reports nothing, a duty whose time is over is violated and any other is
        not set; if the world's one duty report is about another duty, it is pointed at but counts for nothing.
    """
    reports = sorted(scene.world.subjects(RDF.type, REPORT.DutyReport), key=str)
    own = next((r for r in reports if (r, REPORT.rule, rule.node) in scene.world), None)
    consequences = tuple(duty(d, scene) for d in rule.duties)
    if own is not None:
        state = _state(scene.world.value(own, REPORT.deonticState))
        return DutyFinding(rule, state, own, (), consequences if state == "Violated" else ())
    premises = tuple(_condition(c, scene) for c in rule.constraints)
    late = any(_over(c, scene) for c in rule.constraints)
    seen = reports[0] if len(reports) == 1 else None
    return DutyFinding(rule, "Violated" if late else "NonSet", seen, premises, consequences if late else ())


def _state(said: Node | None) -> Literal["Fulfilled", "Violated", "NonSet"]:
    return "Fulfilled" if said == REPORT.Fulfilled else "Violated" if said == REPORT.Violated else "NonSet"


def _over(condition: Condition, scene: Scene) -> bool:
    """Whether the time that a constraint leaves is over, for good."""
    if isinstance(condition, Logic):
        ends = [_over(c, scene) for c in condition.operands]
        return bool(ends) and (all(ends) if condition.joint in ("or", "xone") else any(ends))
    moment = scene.world.value(NOW, DCTERMS.issued)
    if moment is None or condition.left != ODRL.dateTime:
        return False
    past = next((after for before, after in _PAST if before == condition.operator), None)
    return past is not None and holds(past, (moment,), condition.right)
