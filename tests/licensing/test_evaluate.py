"""Policies of our own making, beyond the test suite: every operator, joined constraints, duties, who wins."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import RDF, XSD
from rdflib.term import Node

from dateline.licensing.compare import holds
from dateline.licensing.evaluate import Decision, decide, evaluate, findings
from dateline.licensing.report import Finding
from dateline.licensing.terms import ODRL, REPORT

HEAD: Final = """
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix report: <https://w3id.org/force/compliance-report#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix temp: <http://example.com/request/> .
@prefix : <https://rights.example/> .
"""
NOON: Final = 'temp:currentTime dct:issued "2026-03-01T12:00:00Z"^^xsd:dateTime . '
ASKED: Final = ":asked a odrl:Request ; odrl:permission :wish . :wish odrl:assignee :ana ; odrl:target :photo ; "


def graph(turtle: str) -> Graph:
    """A graph of the *turtle*, with the prefixes above."""
    return Graph().parse(data=HEAD + turtle, format="turtle")


def found(policy: str, *, asked: str = "odrl:action odrl:display .", world: str = "") -> Finding:
    """What is found on a *policy* whose node is ``:p``, for Ana asking for the photo at noon."""
    return next(findings(graph(policy), graph(ASKED + asked), graph(NOON + world)))


def active(policy: str, *, asked: str = "odrl:action odrl:display .", world: str = "") -> list[bool]:
    """Whether each of its rules is in force."""
    return [rule.active for rule in found(policy, asked=asked, world=world).rules]


def permits(constraint: str, *, asked: str = "odrl:action odrl:display .", world: str = "") -> bool:
    """Whether a permission under one *constraint* is in force."""
    policy = f":p odrl:permission :r . :r odrl:action odrl:display ; odrl:constraint {constraint} ."
    return active(policy, asked=asked, world=world) == [True]


@pytest.mark.parametrize(
    ("operator", "right", "expected"),
    [
        ("eq", ":de", True),
        ("eq", ":at", False),
        ("neq", ":at", True),
        ("neq", ":de", False),
        ("isAnyOf", ":at, :de", True),
        ("isAnyOf", "(:at :ch)", False),
        ("isNoneOf", ":at, :ch", True),
        ("isNoneOf", "(:at :de)", False),
        ("isAllOf", ":de", True),
        ("isAllOf", ":de, :at", False),
        ("isPartOf", ":eu", True),
        ("isPartOf", ":us", False),
        ("hasPart", ":berlin", True),
        ("hasPart", ":graz", False),
        ("isA", ":Country", True),
        ("isA", ":City", False),
        ("like", ":de", False),
    ],
)
def test_each_operator_compares_what_the_world_says(operator: str, right: str, expected: bool) -> None:
    """
    An agency may write "in Germany", "in the Union" or "nowhere but" in any of these ways.
    """
    world = (
        ":ana odrl:spatial :de . :de a :Country ; odrl:partOf :west . :west odrl:partOf :eu . :berlin odrl:partOf :de ."
    )
    said = f"[ odrl:leftOperand odrl:spatial ; odrl:operator odrl:{operator} ; odrl:rightOperand {right} ]"
    assert permits(said, world=world) is expected


@pytest.mark.parametrize("operator", ["eq", "neq", "isNoneOf", "isAnyOf", "lt", "gteq", "isPartOf"])
def test_what_is_not_known_satisfies_nothing(operator: str) -> None:
    """
    Where nobody says in which country a reader is, "not in Japan" is not shown to hold.
    """
    said = f"[ odrl:leftOperand odrl:spatial ; odrl:operator odrl:{operator} ; odrl:rightOperand :jp ]"
    assert not permits(said)


@pytest.mark.parametrize(
    ("joint", "values", "expected"),
    [
        ("and", (True, True), True),
        ("and", (True, False), False),
        ("or", (True, False), True),
        ("or", (False, False), False),
        ("xone", (True, False), True),
        ("xone", (True, True), False),
        ("xone", (False, False), False),
        ("andSequence", (True, True), True),
        ("andSequence", (False, True), False),
    ],
)
@pytest.mark.parametrize("listed", [True, False])
def test_joined_constraints_hold_as_they_are_joined(
    joint: str, values: tuple[bool, ...], expected: bool, listed: bool
) -> None:
    """
    JSON-LD sends operands as a list, Turtle often as several values; both mean the same.
    """
    made = [
        f"[ odrl:leftOperand odrl:spatial ; odrl:operator odrl:eq ; odrl:rightOperand {':de' if v else f':x{n}'} ]"
        for n, v in enumerate(values)
    ]
    operands = f"({' '.join(made)})" if listed else ", ".join(made)
    assert permits(f"[ odrl:{joint} {operands} ]", world=":ana odrl:spatial :de .") is expected


def test_a_day_lasts_until_its_end() -> None:
    """
    "Until 1 March" includes the first of March.
    """
    for operator, expected in (("lteq", True), ("eq", True), ("lt", False), ("gt", False)):
        right = '"2026-03-01"^^xsd:date'
        said = f"[ odrl:leftOperand odrl:dateTime ; odrl:operator odrl:{operator} ; odrl:rightOperand {right} ]"
        assert permits(said) is expected


def test_the_request_says_for_what_it_asks() -> None:
    """
    A purpose is nothing that the world knows; who asks states it.
    """
    said = "[ odrl:leftOperand odrl:purpose ; odrl:operator odrl:isAnyOf ; odrl:rightOperand :news, :teaching ]"
    stated = (
        "odrl:action odrl:display ; odrl:constraint [ odrl:leftOperand odrl:purpose ; odrl:operator odrl:{} ; {} ] ."
    )
    assert permits(said, asked=stated.format("eq", "odrl:rightOperand :news"))
    assert not permits(said, asked=stated.format("eq", "odrl:rightOperand :ads"))
    assert not permits(said, asked=stated.format("neq", "odrl:rightOperand :ads"))


def test_a_right_operand_may_be_looked_up() -> None:
    """
    "After the race has started" names a moment that only the world knows.
    """
    said = "[ odrl:leftOperand odrl:dateTime ; odrl:operator odrl:gt ; odrl:rightOperandReference :start ]"
    assert permits(said, world=':start rdf:value "2026-03-01T11:00:00Z"^^xsd:dateTime .')
    assert not permits(said, world=':start rdf:value "2026-03-01T13:00:00Z"^^xsd:dateTime .')
    assert not permits(said)


def test_an_action_may_be_narrowed() -> None:
    """
    "Display at 1200 pixels at most" is not "display".
    """
    bound = "[ odrl:leftOperand odrl:resolution ; odrl:operator odrl:lteq ; odrl:rightOperand 1200 ]"
    policy = f":p odrl:permission :r . :r odrl:action [ rdf:value odrl:display ; odrl:refinement {bound} ] ."
    stated = "odrl:action [ rdf:value odrl:display ; odrl:refinement [ odrl:leftOperand odrl:resolution ; {} ] ] ."
    small, large = (stated.format(f"odrl:operator odrl:eq ; odrl:rightOperand {n}") for n in (800, 4000))
    assert active(policy, asked=small) == [True]
    assert active(policy, asked=large) == [False]
    assert active(policy) == [False]


def test_a_collection_may_be_narrowed() -> None:
    """
    "Colleagues over 18" is a group of which not everybody in it is a member.
    """
    grown = "[ odrl:leftOperand :age ; odrl:operator odrl:gteq ; odrl:rightOperand 18 ]"
    group = f"[ a odrl:PartyCollection ; odrl:source :team ; odrl:refinement {grown} ]"
    policy = f":p odrl:permission :r . :r odrl:action odrl:display ; odrl:assignee {group} ."
    assert active(policy, world=":ana odrl:partOf :team ; :age 30 .") == [True]
    assert active(policy, world=":ana odrl:partOf :team ; :age 17 .") == [False]
    assert active(policy, world=":ana :age 30 .") == [False]


def test_a_part_of_a_part_belongs_to_the_whole() -> None:
    """
    A photo in an album in an archive is in the archive.
    """
    policy = ":p odrl:permission :r . :r odrl:action odrl:display ; odrl:target :archive ."
    assert active(policy, world=":photo odrl:partOf :album . :album odrl:partOf :archive .") == [True]
    assert active(policy, world=":photo odrl:partOf :album .") == [False]


def test_a_profile_brings_actions_of_its_own() -> None:
    """
    A profile's "show in a gallery" is displaying, if the profile says so.
    """
    declared = ":gallery odrl:includedIn odrl:display . "
    policy = ":p odrl:permission :r . :r odrl:action odrl:display ."
    asked = "odrl:action :gallery ."
    assert active(declared + policy, asked=asked) == [True]
    assert active(policy, asked=asked) == [False]


def test_several_actions_and_parties_of_a_rule_are_each_enough() -> None:
    """
    "Ana and Ben may display and print" permits Ana to display.
    """
    rule = ":r odrl:action odrl:print, odrl:display ; odrl:assignee :ben, :ana ; odrl:target :photo ."
    policy = f":p odrl:permission :r . {rule}"
    assert active(policy) == [True]
    assert active(policy, asked="odrl:action odrl:archive .") == [False]


def test_what_a_policy_says_holds_for_each_of_its_rules() -> None:
    """
    Compact policies name asset, party and condition once.
    """
    policy = """:p odrl:target :photo ; odrl:assignee :ana ; odrl:permission :r ; odrl:prohibition :q ;
        odrl:constraint [ odrl:leftOperand odrl:spatial ; odrl:operator odrl:eq ; odrl:rightOperand :de ] .
        :r odrl:action odrl:display . :q odrl:action odrl:print ."""
    assert active(policy, world=":ana odrl:spatial :de .") == [True, False]
    assert active(policy, world=":ana odrl:spatial :fr .") == [False, False]
    assert active(policy.replace(":ana", ":ben"), world=":ana odrl:spatial :de .") == [False, False]


def test_a_policy_has_the_rules_it_inherits() -> None:
    """
    A frame contract forbids; the contract below it permits, and is not read without the frame.
    """
    policy = """:p odrl:inheritFrom :frame ; odrl:permission [ odrl:action odrl:display ] .
        :frame odrl:inheritFrom :p ; odrl:prohibition [ odrl:action odrl:display ] ; odrl:conflict odrl:prohibit ."""
    finding = found(policy)
    assert str(finding.policy.node) in ("https://rights.example/p", "https://rights.example/frame")
    assert {r.rule.kind for r in finding.rules} == {"permission", "prohibition"}
    assert decide(finding) == "prohibited"


@pytest.mark.parametrize(
    ("conflict", "expected"),
    [
        ("odrl:conflict odrl:perm ;", "permitted"),
        ("odrl:conflict odrl:prohibit ;", "prohibited"),
        ("odrl:conflict odrl:invalid ;", "invalid"),
        ("", "invalid"),
    ],
)
def test_the_policy_says_which_rule_wins(conflict: str, expected: Decision) -> None:
    """
    Where a policy contradicts itself and does not say which rule wins, ODRL holds it void.
    """
    policy = f":p {conflict} odrl:permission [ odrl:action odrl:use ] ; odrl:prohibition [ odrl:action odrl:display ] ."
    assert decide(found(policy)) == expected


def test_no_rule_is_no_permission() -> None:
    """
    What nobody speaks of is neither permitted nor prohibited; we hold that as refused.
    """
    assert decide(found(":p odrl:permission [ odrl:action odrl:print ] .")) == "silent"
    assert decide(found(":p odrl:permission [ odrl:action odrl:use ] .")) == "permitted"
    assert decide(found(":p odrl:prohibition [ odrl:action odrl:use ] .")) == "prohibited"


@pytest.mark.parametrize(("state", "expected"), [("Fulfilled", True), ("NonSet", True), ("Violated", False)])
def test_a_violated_duty_takes_the_permission_back(state: str, expected: bool) -> None:
    """
    Who was to pay and did not may no longer show; who may still pay, may.
    """
    policy = ":p odrl:permission :r . :r odrl:action odrl:display ; odrl:duty :pay . :pay odrl:action odrl:compensate ."
    world = f":known a report:DutyReport ; report:rule :pay ; report:deonticState report:{state} ."
    assert active(policy, world=world) == [expected]


def test_another_duty_violated_takes_nothing() -> None:
    """
    A report on some other contract's duty is no evidence in this one.
    """
    policy = ":p odrl:permission :r . :r odrl:action odrl:display ; odrl:duty :pay . :pay odrl:action odrl:compensate ."
    world = ":known a report:DutyReport ; report:rule :other ; report:deonticState report:Violated ."
    assert active(policy, world=world) == [True]


def test_a_duty_whose_time_is_over_is_violated_and_its_consequence_is_owed() -> None:
    """
    "Pay by 28 February, or ten per cent more": on 1 March both are owed.
    """
    late = '[ odrl:leftOperand odrl:dateTime ; odrl:operator odrl:lteq ; odrl:rightOperand "2026-02-28"^^xsd:date ]'
    policy = f""":p odrl:permission :r . :r odrl:action odrl:display ; odrl:duty :pay .
        :pay odrl:action odrl:compensate ; odrl:constraint {late} ; odrl:consequence :fee .
        :fee odrl:action odrl:inform ."""
    finding = found(policy).rules[0]
    assert not finding.active
    assert [(d.state, [c.state for c in d.consequences]) for d in finding.duties] == [("Violated", ["NonSet"])]
    report = evaluate(graph(policy), graph(ASKED + "odrl:action odrl:display ."), graph(NOON))
    owed = {str(report.value(r, REPORT.rule)) for r in report.subjects(RDF.type, REPORT.DutyReport)}
    assert owed == {"https://rights.example/pay", "https://rights.example/fee"}


def test_a_remedy_stands_in_the_report_and_the_prohibition_in_force() -> None:
    """
    That a breach can be made good does not allow it.
    """
    policy = (
        ":p odrl:prohibition :r . :r odrl:action odrl:display ; odrl:remedy :sorry . :sorry odrl:action odrl:inform ."
    )
    finding = found(policy).rules[0]
    assert finding.active
    assert [d.rule.actions[0].name for d in finding.duties] == [ODRL.inform]


def test_without_a_request_the_report_tells_how_things_stand() -> None:
    """
    An obligation is owed whether or not anybody asks for anything.
    """
    world = NOON + ":known a report:DutyReport ; report:rule :tell ; report:deonticState report:Fulfilled ."
    report = evaluate(graph(":p odrl:obligation :tell . :tell odrl:action odrl:inform ."), None, graph(world))
    node = report.value(None, REPORT.rule, URIRef("https://rights.example/tell"))
    assert node is not None
    assert report.value(node, REPORT.deonticState) == REPORT.Fulfilled
    assert report.value(node, REPORT.attemptState) == REPORT.NotAttempted
    assert list(report.objects(None, REPORT.policyRequest)) == []


def test_constraints_in_a_circle_come_to_an_end() -> None:
    """
    A document that was put together wrongly must not hang the desk.
    """
    assert not permits(":c . :c odrl:and (:d) . :d odrl:or (:c)")
    turning = ":a odrl:consequence :b . :b odrl:consequence :a ."
    assert active(f":p odrl:permission :r . :r odrl:action odrl:use ; odrl:duty :a . {turning}") == [True]


def test_a_rule_known_by_its_uid_alone_is_reported_by_it() -> None:
    """
    JSON documents name their nodes by "uid", and a report that names a blank node tells nobody anything.
    """
    report = evaluate(
        graph("[ odrl:uid :p ; odrl:permission [ odrl:uid :r ; odrl:action odrl:use ] ] ."),
        graph("[ odrl:uid :q ; odrl:permission [ odrl:uid :s ; odrl:action odrl:display ] ] ."),
        graph(NOON),
    )
    named = {w: str(next(report.objects(None, REPORT[w]))) for w in ("policy", "rule", "policyRequest", "ruleRequest")}
    assert {k: v.rpartition("/")[2] for k, v in named.items()} == {
        "policy": "p", "rule": "r", "policyRequest": "q", "ruleRequest": "s",
    }  # fmt: skip


VALUES: Final = st.one_of(
    st.integers(-5, 5).map(Literal),
    st.decimals(-5, 5, places=1).map(Literal),
    st.datetimes(
        datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2026-01-03"), timezones=st.just(UTC)
    ).map(Literal),
    st.dates(date(2026, 1, 1), date(2026, 1, 3)).map(Literal),
    st.timedeltas(timedelta(0), timedelta(3)).map(Literal),
    st.sampled_from([Literal("a"), Literal("2026-01-02"), Literal("3"), URIRef("https://rights.example/a")]),
)


@given(VALUES, VALUES)
def test_operators_agree_with_each_other(left: Node, right: Node) -> None:
    """
    "Before" and "at or after" never hold together, whatever is compared with whatever; no value breaks a comparison.
    """

    def said(operator: str) -> bool:
        return holds(ODRL[operator], (left,), (right,))

    assert said("eq") is not said("neq")
    assert said("eq") is said("isAnyOf") is not said("isNoneOf")
    assert not (said("lt") and said("gteq"))
    assert not (said("gt") and said("lteq"))
    assert said("lteq") is (said("lt") or (said("eq") and said("gteq")))
    assert said("lt") is holds(ODRL.gt, (right,), (left,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Literal("NaN", datatype=XSD.double), Literal(1)),
        (Literal("<a/>", datatype=RDF.XMLLiteral), Literal("<b/>", datatype=RDF.XMLLiteral)),
        (Literal("0001-01-01T00:00:00+14:00", datatype=XSD.dateTime), Literal("2026-01-01", datatype=XSD.date)),
        (Literal("10:00:00Z", datatype=XSD.time), Literal("10:00:00", datatype=XSD.time)),
        (Literal("yes", datatype=XSD.integer), Literal(3)),
    ],
)
def test_values_that_cannot_be_ordered_are_in_no_order(one: Literal, other: Literal) -> None:
    """
    A limit on what cannot be compared is not kept, and breaks nothing.
    """
    assert not any(holds(ODRL[o], (one,), (other,)) for o in ("lt", "lteq", "gt", "gteq", "eq"))


@given(st.sampled_from([Literal("P30D", datatype=XSD.duration), Literal("P1M", datatype=XSD.duration)]))
def test_a_month_is_thirty_days_in_a_comparison(period: Literal) -> None:
    """
    Periods with months have no fixed length; contracts of this trade count thirty days.
    """
    assert holds(ODRL.eq, (period,), (Literal("P30D", datatype=XSD.duration),))
