"""What agencies may send: each sample is read, or refused by name; the samples are of our own making."""

import json
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.licensing.rightsml import LONGEST, Format, Reading, read
from dateline.news.house import Licence, Pictures, Use

SAMPLES: Final = Path(__file__).parent / "samples"
PNA: Final = "Pelican News Agency"
BASE: Final = "https://rights.pelican.example/"


def licence(*uses: Use, **other: Any) -> Licence:
    """What a policy of Pelican comes to: *uses* of its texts and pictures, and *other* fields."""
    fields: dict[str, Any] = {
        "name": "pelican",
        "holder": PNA,
        "terms": f"Under the terms of {PNA}.",
        "reference": f"{BASE}policy",
        "pictures": Pictures(uses=uses),
        "template": True,
    }
    return Licence(uses=uses, **(fields | other))


#: Sample → the licence, and the places and reasons of what is refused.
EXPECTED: Final[dict[str, tuple[Licence | None, list[tuple[str, str]]]]] = {
    "territory.jsonld": (
        licence(
            "display",
            holder=f"{BASE}party/pelican",
            terms=f"Under the terms of {BASE}party/pelican.",
            territories=("DE",),
            reference=f"{BASE}policy/territory",
        ),
        [],
    ),
    "thirty-days.ttl": (
        licence(
            "display",
            "index",
            "archive",
            terms="Texts of Pelican for thirty days.",
            days=30,
            days_from="publication",
            last_day=date(2026, 12, 31),
            keep=60,
            credit="Credit: Pelican/PNA",
            reference="Contract P-7",
        ),
        [],
    ),
    "compact.jsonld": (
        licence("display", "index", "translate", territories=("AT", "DE"), reference=f"{BASE}compact"),
        [],
    ),
    "outside.ttl": (licence("display", territories=("AU", "NZ")), []),
    "inherited.ttl": (licence("display", credit=f"Credit: {PNA}"), []),
    "embargo.ttl": (licence("index"), [("odrl:display", "no beginning")]),
    "next-policy.ttl": (licence("display"), [("odrl:distribute", "odrl:nextPolicy")]),
    "mining.jsonld": (licence("index", reference=f"{BASE}mining"), [("tdmrep#mine", "odrl:obtainConsent")]),
    "our-site.ttl": (licence("display", sites=("orbit",)), [("odrl:index", "www.elsewhere.example")]),
    "unknown-constraint.ttl": (
        licence("display"),
        [("odrl:translate", "no word for odrl:language"), ("odrl:print", "no use of ours")],
    ),
    "everything.ttl": (
        licence("display", "teaser", "feed", "index", "versions", "river", "newsletter", "translate"),
        [("odrl:use", "want permissions by name")],
    ),
    "pay.ttl": (None, [("odrl:display", "odrl:compensate")]),
    "no-use-in-japan.ttl": (None, [("prohibition: odrl:display", "left out")]),
    "no-business.ttl": (None, [("odrl:commercialize", "as a business")]),
    "exclusivity.ttl": (None, [("obligation: odrl:ensureExclusivity", "no word for the duty")]),
    "inherited-elsewhere.ttl": (None, [("odrl:inheritFrom", "not in the document")]),
    "other-profile.ttl": (None, [("odrl:profile https://profiles.tern.example/museum", "do not know")]),
    "two-assets.ttl": (None, [("odrl:target", "different assets")]),
    "far-context.jsonld": (None, [("document", "is not fetched")]),
    "empty.ttl": (None, [("document", "no policy")]),
}


def reading(text: str, format: Format) -> Reading:
    """What a newsroom with one site makes of a document."""
    return read(text, format=format, name="pelican", sites={"orbit": "www.orbit.example"})


def test_every_sample_has_its_expectation() -> None:
    """
    A sample that nobody reads shows nothing.
    """
    assert sorted(p.name for p in SAMPLES.iterdir()) == sorted(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_policy_is_read_or_refused_by_name(name: str) -> None:
    """
    The owner sees each term that the licence does not hold, and why; no use is allowed that was not granted.
    """
    format: Format = "turtle" if name.endswith(".ttl") else "json-ld"
    expected, refused = EXPECTED[name]
    found = reading((SAMPLES / name).read_text(encoding="utf-8"), format)
    assert found.licence == expected
    assert len(found.refused) == len(refused)
    for one, (where, why) in zip(found.refused, refused, strict=True):
        assert where in one.where
        assert why in one.why


HEAD: Final = """
@prefix odrl: <http://www.w3.org/ns/odrl/2/> .
@prefix ours: <https://dateline.example/odrl/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix : <https://rights.pelican.example/> .
:policy odrl:assigner [ vcard:fn "Pelican News Agency" ] .
"""
SHOW: Final = ":policy odrl:permission [ odrl:action odrl:display ] . "


def told(turtle: str) -> tuple[Licence | None, str]:
    """What a policy by Pelican becomes, and all that is refused of it."""
    found = reading(HEAD + turtle, "turtle")
    return found.licence, "\n".join(f"{r.where}: {r.why}" for r in found.refused)


@pytest.mark.parametrize(
    ("turtle", "why"),
    [
        (":policy a odrl:Request .", "odrl:Request: no kind of policy"),
        (":policy odrl:output :x .", "odrl:output: a word that we do not know"),
        (":policy :priority 3 .", "priority: a word that we do not know"),
        (":policy odrl:permission [ odrl:action odrl:index ; odrl:assignee :ben ] .", "for different parties"),
        (':policy odrl:assigner [ vcard:fn "Tern" ] .', "several hold the rights: Pelican News Agency, Tern"),
        (":policy odrl:prohibition [ odrl:action :teleport ] .", "we do not know what is prohibited"),
        (":policy odrl:obligation [ odrl:action odrl:inform ; odrl:informedParty :us ] .", "not the readers"),
        (":policy odrl:obligation [ odrl:action odrl:delete ] .", "odrl:elapsedTime of so many days"),
        (
            ":policy odrl:obligation [ odrl:action odrl:attribute ; odrl:consequence [ odrl:action odrl:delete ] ] .",
            "what follows without it",
        ),
        (":policy ours:ground ours:rumour .", "is none of licence, public-domain"),
        (':policy ours:excerptWords "many" .', "no number of words"),
    ],
)
def test_what_binds_the_whole_licence_and_cannot_be_said_leaves_none(turtle: str, why: str) -> None:
    """
    To leave out an obligation, or a word that may narrow anything, would be to allow more than the holder does.
    """
    found, refused = told(SHOW + turtle)
    assert found is None
    assert why in refused


def test_a_licence_has_one_set_of_limits() -> None:
    """
    "Display for ever, archive for a week" is two licences; the part that differs is left out, and told.
    """
    week = '[ odrl:leftOperand odrl:elapsedTime ; odrl:operator odrl:lteq ; odrl:rightOperand "P7D"^^xsd:duration ]'
    found, refused = told(f"{SHOW} :policy odrl:permission [ odrl:action odrl:archive ; odrl:constraint {week} ] .")
    assert found is not None
    assert (found.uses, found.days) == (("display",), None)
    assert "odrl:archive: its limits are not those of display" in refused


def test_a_prohibition_wins_and_is_told() -> None:
    """
    Where a contract allows and forbids the same, we do not look for the reading that suits us.
    """
    both = ":policy odrl:permission [ odrl:action odrl:index ] ; odrl:prohibition [ odrl:action odrl:index ] ."
    found, refused = told(SHOW + both)
    assert found is not None
    assert found.uses == ("display",)
    assert "nothing says which wins" in refused
    found, refused = told(f"{SHOW} :policy odrl:conflict odrl:prohibit . {both}")
    assert found is not None
    assert (found.uses, refused) == (("display",), "")


@pytest.mark.parametrize(
    ("action", "left"),
    [
        ("odrl:aggregate", ("display", "index")),
        ("odrl:display", ("index",)),
        ("odrl:use", ()),
        ("odrl:sell", ("display", "teaser", "index")),
        ("odrl:textToSpeech", ("display", "teaser", "index")),
        ("odrl:archive", ("display", "teaser", "index")),
        ("odrl:modify", ("display", "teaser", "index")),
    ],
)
def test_a_prohibition_takes_every_use_it_touches(action: str, left: tuple[str, ...]) -> None:
    """
    Who may not display may not show a teaser or an earlier version either, whatever another rule says.
    """
    granted = (
        ":policy odrl:permission [ odrl:action odrl:display, ours:teaser, odrl:index ] ; odrl:conflict odrl:prohibit ."
    )
    found, _ = told(f"{granted} :policy odrl:prohibition [ odrl:action {action} ] .")
    assert found is not None
    assert found.uses == left


def test_pictures_may_have_rules_of_their_own() -> None:
    """
    An agency's words may be shown where its pictures may not.
    """
    only = "[ odrl:leftOperand ours:content ; odrl:operator odrl:eq ; odrl:rightOperand ours:pictures ]"
    pictures = f"[ odrl:source :all ; odrl:refinement {only} ]"
    granted = ":policy odrl:permission [ odrl:target :all ; odrl:action odrl:display ] ; odrl:conflict odrl:prohibit ."
    denied = f":policy odrl:prohibition [ odrl:target {pictures} ; odrl:action odrl:display ] ."
    found, _ = told(granted + denied)
    assert found is not None
    assert (found.uses, found.pictures.uses) == (("display",), ())


@pytest.mark.parametrize(
    ("left", "operator", "right", "why"),
    [
        ("spatial", "eq", '"Atlantis"', "no country that we know"),
        ("spatial", "neq", '"JP"', "no list of what is allowed"),
        ("deliveryChannel", "isAnyOf", ":pigeon", "no channel of ours"),
        ("dateTime", "lt", '"soon"', "is no moment"),
        ("dateTime", "lt", '"2026-01-01T00:00:00"^^xsd:dateTime', "has no time zone"),
        ("dateTime", "lteq", '"2026-02-31"^^xsd:date', "is no day"),
        ("elapsedTime", "lteq", '"P1M"^^xsd:duration', "no number of whole days"),
        ("elapsedTime", "lteq", '"PT36H"^^xsd:duration', "no number of whole days"),
        ("elapsedTime", "gteq", '"P3D"^^xsd:duration', "no number of whole days"),
        ("delayPeriod", "eq", '"P3D"^^xsd:duration', "no word for odrl:delayPeriod"),
        ("count", "lteq", "3", "no word for odrl:count"),
        ("dateTime", "lt", '"2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"', "several values"),
    ],
)
def test_a_limit_that_cannot_be_said_refuses_the_use(left: str, operator: str, right: str, why: str) -> None:
    """
    A limit that we cannot keep is not a limit to be forgotten.
    """
    bound = f"[ odrl:leftOperand odrl:{left} ; odrl:operator odrl:{operator} ; odrl:rightOperand {right} ]"
    found, refused = told(f":policy odrl:permission [ odrl:action odrl:display ; odrl:constraint {bound} ] .")
    assert found is None
    assert why in refused


@pytest.mark.parametrize(
    ("text", "format", "why"),
    [
        ("{", "json-ld", "it is no JSON: line 1"),
        ("<a> <b", "turtle", "it is no Turtle: line 1"),
        ("[]", "json-ld", "no policy"),
        ("3", "json-ld", "no JSON object"),
        ('{"@context": {"@import": "https://x.example/c"}}', "json-ld", "imports https://x.example/c"),
        ('{"@context": {"p": {"@context": "https://x.example/c"}}}', "json-ld", "https://x.example/c is not fetched"),
        ("[" * 100_000, "json-ld", "too deep"),
        ("<a> <b> " + "(" * 100_000, "turtle", "too deep"),
        (" " * (LONGEST + 1), "turtle", "longer than"),
    ],
)
def test_what_is_no_policy_is_refused_in_words(text: str, format: Format, why: str) -> None:
    """
    A wrong attachment is told as one, not as a defect of ours.
    """
    found = reading(text, format)
    assert found.licence is None
    assert why in found.refused[0].why


KEYS: Final = (
    "@id @type @list @value @graph uid permission prohibition obligation duty action constraint refinement leftOperand "
    "operator rightOperand and target assigner inheritFrom rdf:value profile ours:exceptions ours:limits"
)
#: A policy's own words, put together in any way.
_words: Final = st.recursive(
    st.sampled_from([None, True, 0, 3, 1.5, "use", "display", "attribute", "lteq", "spatial", "P1D", "DE", "urn:a"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=4),
    max_leaves=25,
)


@given(_words)
def test_no_document_breaks_the_reader(body: Any) -> None:
    """
    Whatever a partner's software writes, the answer is a licence or words.
    """
    document = {"@context": "http://www.w3.org/ns/odrl.jsonld", "permission": body}
    found = reading(json.dumps(document), "json-ld")
    assert found.licence is not None or found.refused


def _in(*codes: str) -> str:
    right = ", ".join(f'"{code}"' for code in codes)
    return f"[ odrl:leftOperand odrl:spatial ; odrl:operator odrl:isAnyOf ; odrl:rightOperand {right} ]"


def _at_most(left: str, right: str) -> str:
    return f'[ odrl:leftOperand {left} ; odrl:operator odrl:lteq ; odrl:rightOperand "{right}" ]'


@pytest.mark.parametrize(
    ("bounds", "territories"),
    [
        (f"[ odrl:and ({_in('AU', 'NZ')} {_in('NZ', 'FJ')}) ]", ("NZ",)),
        (f"{_in('AU', 'NZ')}, {_in('NZ')}", ("NZ",)),
        (f"[ odrl:or ({_in('AUS')} {_in('NZL')}) ]", ("AU", "NZ")),
    ],
)
def test_limits_that_all_hold_are_one_limit(bounds: str, territories: tuple[str, ...]) -> None:
    """
    "Australia or New Zealand" and "not beyond New Zealand" leave New Zealand.
    """
    found, refused = told(f":policy odrl:permission [ odrl:action odrl:display ; odrl:constraint {bounds} ] .")
    assert refused == ""
    assert found is not None
    assert found.territories == territories


@pytest.mark.parametrize(
    ("bounds", "why"),
    [
        (f"{_in('AU')}, {_in('NZ')}", "contradict each other"),
        (f"[ odrl:xone ({_in('AU')} {_in('NZ')}) ]", "no odrl:xone"),
        (
            f"{_at_most('odrl:elapsedTime', 'P3D')}, {_at_most('ours:sinceIssue', 'P9D')}",
            "from issue and from publication at once",
        ),
        ("[ odrl:leftOperand odrl:spatial ; odrl:operator odrl:eq ; odrl:rightOperandReference :x ]", "not in the doc"),
        (_at_most("ours:words", "40"), "refinement that a licence cannot state"),
    ],
)
def test_limits_that_do_not_fit_together_refuse_the_use(bounds: str, why: str) -> None:
    """
    Of two limits that exclude each other we choose neither.
    """
    where = "odrl:action [ rdf:value odrl:display ; odrl:refinement {} ]" if "ours:words" in bounds else ""
    narrowed = where.format(bounds) or f"odrl:action odrl:display ; odrl:constraint {bounds}"
    found, refused = told(f":policy odrl:permission [ {narrowed} ] .")
    assert found is None
    assert why in refused


def test_two_limits_of_one_kind_are_the_tighter_one() -> None:
    """
    Thirty days by the contract and seven by the note beside it are seven.
    """
    bounds = f"{_at_most('odrl:elapsedTime', 'P30D')}, {_at_most('odrl:elapsedTime', 'P1W')}"
    found, _ = told(f":policy odrl:permission [ odrl:action odrl:display ; odrl:constraint {bounds} ] .")
    assert found is not None
    assert (found.days, found.days_from) == (7, "publication")


@pytest.mark.parametrize(
    ("denied", "why"),
    [
        ("odrl:action odrl:index ; odrl:assignee :ben", "under conditions that a licence cannot state"),
        (f"odrl:action odrl:index ; odrl:constraint {_in('JP')}", "under conditions"),
        ("odrl:action odrl:index ; odrl:remedy [ odrl:action odrl:compensate ]", "odrl:remedy"),
        ("odrl:action odrl:index ; odrl:target [ odrl:source :all ; odrl:refinement [ odrl:leftOperand :x ] ]", ""),
    ],
)
def test_a_prohibition_under_conditions_takes_the_whole_use(denied: str, why: str) -> None:
    """
    "Not in search engines in Japan" is no search engine at all: search engines are everywhere.
    """
    granted = ":policy odrl:permission [ odrl:action odrl:display, odrl:index ] ; odrl:conflict odrl:prohibit ."
    found, refused = told(f"{granted} :policy odrl:prohibition [ {denied} ] .")
    assert found is not None
    assert found.uses == ("display",)
    assert why in refused


def test_everything_prohibited_leaves_a_licence_that_allows_nothing() -> None:
    """
    "All rights reserved" is a licence too, and refuses every use.
    """
    found, refused = told(":policy odrl:prohibition [ a odrl:Prohibition ] .")
    assert found is not None
    assert (found.uses, refused) == ((), "")


def test_a_duty_of_one_permission_binds_the_licence() -> None:
    """
    A credit that one use asks for does no harm beside the others; two different ones cannot both be printed.
    """
    pelican, tern = (f'[ odrl:action odrl:attribute ; odrl:attributedParty [ vcard:fn "{n}" ] ]' for n in ("P", "T"))
    one = f":policy odrl:permission [ odrl:action odrl:display ] , [ odrl:action odrl:index ; odrl:duty {pelican} ] ."
    found, refused = told(one)
    assert found is not None
    assert (found.uses, found.credit, refused) == (("display", "index"), "Credit: P", "")
    found, refused = told(f"{one} :policy odrl:obligation {tern} .")
    assert found is not None
    assert (found.uses, found.credit) == (("display",), "Credit: T")
    assert "one credit line" in refused


def test_a_holder_without_a_name_is_left_to_the_owner() -> None:
    """
    Whose rights they are stands in the footer; we do not guess it.
    """
    prefix = "@prefix odrl: <http://www.w3.org/ns/odrl/2/> ."
    found = reading(f"{prefix} [] odrl:permission [ odrl:action odrl:display ] .", "turtle")
    assert found.licence is not None
    assert found.licence.holder == ""
    assert [r.where for r in found.refused] == ["odrl:assigner"]


def _compares(left: str, operator: str, right: str, more: str = "") -> str:
    return f"[ odrl:leftOperand {left} ; odrl:operator {operator} ; odrl:rightOperand {right} {more} ]"


_TIDE: Final = _compares("odrl:tide", "odrl:eq", '"high"')
_MOON: Final = _compares("odrl:moonPhase", "odrl:eq", '"full"')


@pytest.mark.parametrize(
    "turtle",
    [
        f":policy odrl:permission [ odrl:action odrl:index ; odrl:constraint {_TIDE}, {_MOON} ] .",
        f":policy odrl:permission [ odrl:action odrl:index ; odrl:constraint [ odrl:and ({_TIDE} {_MOON}) ] ] .",
        f":policy odrl:permission [ odrl:action odrl:index ; odrl:constraint [ odrl:xone ({_TIDE} {_MOON}) ] ] .",
        f":policy odrl:prohibition [ odrl:action odrl:index ; odrl:constraint {_TIDE}, {_MOON} ] ;"
        " odrl:permission [ odrl:action odrl:index ] .",
        f":policy odrl:prohibition [ odrl:action odrl:display ; odrl:constraint {_TIDE}, {_MOON} ] .",
        f":policy odrl:permission [ odrl:action [ rdf:value odrl:index ; odrl:refinement {_TIDE}, {_MOON} ] ] .",
        f":policy odrl:permission [ odrl:constraint {_TIDE} ;"
        f" odrl:action [ rdf:value odrl:index ; odrl:refinement {_MOON} ] ] .",
        f":policy odrl:permission [ odrl:action odrl:index ; odrl:constraint {_TIDE} ;"
        " odrl:duty [ odrl:action odrl:moonPhase ] ] .",
        f":policy :priority 3 ; odrl:permission [ odrl:action odrl:index ; odrl:constraint {_TIDE}, {_MOON} ] .",
    ],
)
def test_every_term_that_cannot_be_said_is_named(turtle: str) -> None:
    """
    Two strange conditions are two questions to the agency; the second must not come up once the first is settled.
    """
    _, refused = told(SHOW + turtle)
    assert "odrl:tide" in refused
    assert "odrl:moonPhase" in refused


@pytest.mark.parametrize(
    ("turtle", "words"),
    [
        (":policy :priority 3 ; :weight 2 .", ("priority", "weight")),
        (":policy odrl:output :x ; odrl:obligation [ odrl:action odrl:pay ] .", ("odrl:output", "odrl:compensate")),
        (":policy odrl:obligation [ odrl:action odrl:pay ], [ odrl:action odrl:watermark ] .",
         ("odrl:compensate", "odrl:watermark")),
        (":policy odrl:prohibition [ odrl:action :fly ], [ odrl:action cc:CommercialUse ] .", (":fly", "a business")),
    ],
)  # fmt: skip
def test_all_that_leaves_no_licence_is_told_at_once(turtle: str, words: tuple[str, ...]) -> None:
    """
    A document that goes back to its sender goes back with the whole list.
    """
    turtle = turtle.replace("cc:", "odrl:").replace("odrl:CommercialUse", "odrl:commercialize")
    found, refused = told(SHOW + turtle)
    assert found is None
    for word in words:
        assert word.removeprefix(":") in refused


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ("; odrl:unit :lunarDays", "odrl:unit"),
        ('; odrl:status "P2D"^^xsd:duration', "odrl:status"),
        ("; odrl:dataType xsd:date", "odrl:dataType"),
    ],
)
def test_what_a_comparison_says_besides_is_not_dropped(more: str, why: str) -> None:
    """
    Thirty of another unit, or counted from another state, is not thirty days of ours.
    """
    days = _compares("odrl:elapsedTime", "odrl:lteq", '"P30D"^^xsd:duration', more)
    found, refused = told(f"{SHOW} :policy odrl:permission [ odrl:action odrl:index ; odrl:constraint {days} ] .")
    assert found is not None
    assert found.uses == ("display",)
    assert why in refused


def test_a_plain_value_is_of_the_type_that_is_named_beside_it() -> None:
    """
    Some machines write the type beside the value; the day is the same day.
    """
    day = _compares("odrl:dateTime", "odrl:lteq", '"2026-12-31"', "; odrl:dataType xsd:date")
    found, refused = told(f":policy odrl:permission [ odrl:action odrl:display ; odrl:constraint {day} ] .")
    assert found is not None
    assert (found.last_day, refused) == (date(2026, 12, 31), "")


def test_a_period_that_must_be_met_exactly_is_no_number_of_days_at_most() -> None:
    """
    "On the thirtieth day" is one day; thirty days of use would be more than the holder gives.
    """
    days = _compares("odrl:elapsedTime", "odrl:eq", '"P30D"^^xsd:duration')
    found, refused = told(f"{SHOW} :policy odrl:permission [ odrl:action odrl:index ; odrl:constraint {days} ] .")
    assert found is not None
    assert found.uses == ("display",)
    assert "odrl:elapsedTime odrl:eq" in refused


@pytest.mark.parametrize(
    ("turtle", "why"),
    [
        (f":policy odrl:permission [ odrl:action odrl:index ; odrl:refinement {_TIDE} ] .", "hangs where"),
        (f":policy odrl:permission [ odrl:action [ rdf:value odrl:index ; odrl:constraint {_TIDE} ] ] .", "hangs"),
        (":policy odrl:permission [ odrl:action odrl:index ; odrl:constraint [ odrl:leftOperand odrl:tide, "
         'odrl:spatial ; odrl:operator odrl:eq ; odrl:rightOperand "AU" ] ] .', "several things at once"),
        (":policy odrl:permission [ odrl:action odrl:index ; odrl:constraint [ odrl:leftOperand odrl:spatial ; "
         'odrl:operator odrl:eq, odrl:neq ; odrl:rightOperand "AU" ] ] .', "several things at once"),
        (f":policy odrl:permission [ odrl:action odrl:index ; odrl:constraint [ odrl:and ({_TIDE}) ; "
         f"odrl:or ({_MOON}) ] ] .", "several things at once"),
    ],
)  # fmt: skip
def test_a_condition_that_would_not_be_met_leaves_no_licence(turtle: str, why: str) -> None:
    """
    A condition in a place where nobody looks, or of which half would be read, binds the use all the same.
    """
    found, refused = told(SHOW + turtle)
    assert found is None
    assert why in refused


def test_limits_that_cannot_be_said_leave_no_licence_even_where_they_bind_nothing() -> None:
    """
    They are for the day on which a use is added by hand.
    """
    found, refused = told(
        f":policy a odrl:Set ; ours:limits {_TIDE} ; odrl:obligation [ odrl:action ours:keepByline ] ."
    )
    assert found is None
    assert "odrl:tide" in refused


@pytest.mark.parametrize(
    "text", ['<a> <b> "x', "<a> <b> (", '<a> <b> "x"^^ .', "?x <a> <b> .", "this is no Turtle", "\ud800"]
)
def test_a_torn_document_is_told_in_our_words(text: str) -> None:
    """
    What a parser says to its programmer helps nobody at the desk.
    """
    found = reading(text, "turtle")
    assert found.licence is None
    said = found.refused[0].why
    for word in ("b'", "index out of range", "attribute", "\n", "Quote expected"):
        assert word not in said
