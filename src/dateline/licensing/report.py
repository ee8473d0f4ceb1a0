"""Findings on a policy, and the compliance report that they are written as."""

from typing import Literal

from msgspec import Struct
from rdflib import BNode, Graph
from rdflib.namespace import DCTERMS, RDF
from rdflib.term import Node

from dateline.licensing.policy import Condition, Constraint, Logic, Policy, Rule
from dateline.licensing.terms import ODRL, REPORT

#: Whether a duty was done; ``NonSet``: it may still be.
Deontic = Literal["Fulfilled", "Violated", "NonSet"]


class Premise(Struct, frozen=True):
    """Something that must be so for a rule to be in force."""

    #: The kind of report: ``TargetReport``, ``PartyReport``, ``ActionReport``, ``ConstraintReport``.
    kind: str
    satisfied: bool
    #: What it rests on: operands, refinements.
    below: "tuple[Premise, ...]" = ()
    condition: Condition | None = None
    #: What was known of the left operand, and what it was compared with.
    left: tuple[Node, ...] = ()
    right: tuple[Node, ...] = ()


class DutyFinding(Struct, frozen=True):
    """How a duty stands."""

    rule: Rule
    state: Deontic
    #: The world's own report that was looked at.
    seen: Node | None = None
    premises: tuple[Premise, ...] = ()
    #: What is owed besides, once it is violated.
    consequences: "tuple[DutyFinding, ...]" = ()


class RuleFinding(Struct, frozen=True):
    """How a rule stands to what is asked."""

    rule: Rule
    asked: Rule | None
    premises: tuple[Premise, ...]
    active: bool
    #: A permission's duties, a prohibition's remedies.
    duties: tuple[DutyFinding, ...] = ()
    #: For an obligation: how it stands itself.
    own: DutyFinding | None = None


class Finding(Struct, frozen=True):
    """How a policy stands to a request."""

    policy: Policy
    request: Node | None
    #: The world's moment, as it says it.
    moment: Node | None
    rules: tuple[RuleFinding, ...]


_KINDS = {
    "permission": REPORT.PermissionReport,
    "prohibition": REPORT.ProhibitionReport,
    "obligation": REPORT.DutyReport,
    "duty": REPORT.DutyReport,
}
_PERFORMED = {"Fulfilled": "Performed", "Violated": "Unperformed", "NonSet": "Unknown"}


def written(finding: Finding, graph: Graph) -> Node:
    """
    Write a finding as an ODRL compliance report.

    Args:
        finding: What was found.
        graph: Where to.
    Returns:
        The policy report's node.
    Source:
        ODRL Compliance Report Model, https://w3id.org/force/compliance-report
    """
    node = BNode()
    graph.add((node, RDF.type, REPORT.PolicyReport))
    graph.add((node, REPORT.policy, finding.policy.node))
    if finding.moment is not None:
        graph.add((node, DCTERMS.created, finding.moment))
    if finding.request is not None:
        graph.add((node, REPORT.policyRequest, finding.request))
    for one in finding.rules:
        graph.add((node, REPORT.ruleReport, _rule(one, graph)))
    return node


def _rule(finding: RuleFinding, graph: Graph) -> Node:
    node = BNode()
    graph.add((node, RDF.type, _KINDS[finding.rule.kind]))
    graph.add((node, REPORT.rule, finding.rule.node))
    graph.add((node, REPORT.attemptState, REPORT.Attempted if finding.asked else REPORT.NotAttempted))
    graph.add((node, REPORT.activationState, REPORT.Active if finding.active else REPORT.Inactive))
    if finding.asked is not None:
        graph.add((node, REPORT.ruleRequest, finding.asked.node))
    for premise in finding.premises:
        graph.add((node, REPORT.premiseReport, _premise(premise, graph)))
    for duty in finding.duties:
        graph.add((node, REPORT.conditionReport, _duty(duty, graph)))
    if finding.own is not None:
        _states(node, finding.own, graph)
    return node


def _duty(duty: DutyFinding, graph: Graph) -> Node:
    """The world's own report, where it has one; else a new one."""
    node = duty.seen or BNode()
    if duty.seen is None:
        graph.add((node, RDF.type, REPORT.DutyReport))
        graph.add((node, REPORT.rule, duty.rule.node))
        for premise in duty.premises:
            graph.add((node, REPORT.premiseReport, _premise(premise, graph)))
        _states(node, duty, graph)
    else:
        _owed(node, duty, graph)
    return node


def _states(node: Node, duty: DutyFinding, graph: Graph) -> None:
    graph.add((node, REPORT.performanceState, REPORT[_PERFORMED[duty.state]]))
    graph.add((node, REPORT.deonticState, REPORT[duty.state]))
    _owed(node, duty, graph)


def _owed(node: Node, duty: DutyFinding, graph: Graph) -> None:
    for consequence in duty.consequences:
        graph.add((node, REPORT.conditionReport, _duty(consequence, graph)))


def _premise(premise: Premise, graph: Graph) -> Node:
    node = BNode()
    graph.add((node, RDF.type, REPORT[premise.kind]))
    graph.add((node, REPORT.satisfactionState, REPORT.Satisfied if premise.satisfied else REPORT.Unsatisfied))
    for below in premise.below:
        graph.add((node, REPORT.premiseReport, _premise(below, graph)))
    condition = premise.condition
    if condition is not None:
        graph.add((node, REPORT.constraint, condition.node))
    if isinstance(condition, Logic):
        graph.add((node, REPORT.constraintLogicalOperand, ODRL[condition.joint]))
    elif isinstance(condition, Constraint):
        _compared(node, condition, premise, graph)
    return node


def _compared(node: Node, constraint: Constraint, premise: Premise, graph: Graph) -> None:
    """The model shows the operator and the right operand of a constraint only where it is satisfied."""
    for value in premise.left:
        graph.add((node, REPORT.constraintLeftOperand, value))
    if premise.satisfied and constraint.operator is not None:
        graph.add((node, REPORT.constraintOperator, constraint.operator))
        for value in premise.right:
            graph.add((node, REPORT.constraintRightOperand, value))
