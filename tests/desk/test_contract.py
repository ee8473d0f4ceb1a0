"""The desk's API keeps what its description says, whatever it is sent."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from litestar.testing import TestClient
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from tests.desk.conftest import Working

from dateline.desk.people import Person, allowed
from dateline.verbs.publish import publish

#: Requests to each route, by each kind of caller, of each kind: right ones and wrong ones.
EXAMPLES = 60 if "DATELINE_TORTURE" in os.environ else 6
SCHEMA = "/api/v1/schema/openapi.json"

load_all_checks()
KEPT = CHECKS.get_by_names(
    ["not_a_server_error", "status_code_conformance", "content_type_conformance", "response_schema_conformance"]
)
REFUSED = CHECKS.get_by_names(["negative_data_rejection"])

Names = dict[str, str]


def _described(working: Working) -> dict[str, Any]:
    found: dict[str, Any] = working.client.get(SCHEMA, headers=working.headers("owner")).json()
    return found


def _operations(working: Working) -> Iterator[Any]:
    """All that is described, but the streams, which have no end."""
    schema = schemathesis.openapi.from_dict(_described(working), config=SchemathesisConfig())
    for found in schema.get_all_operations():
        operation = found.ok()  # type: ignore[union-attr]  # what is wrong with a description is raised
        if not operation.path.endswith("/events"):
            yield operation


def _begun(working: Working) -> dict[str, Names]:
    """What a newsroom has, by the path below which it is asked for, as parts of addresses."""
    headers, site = working.headers("owner"), working.room.ledger.standing().house.sites[0].code
    block = {"kind": "paragraph", "html": "<p>The locks are closed.</p>"}
    begin = {"headline": "Locks closed", "blocks": [block], "sites": [site]}
    article = working.client.post("/api/v1/articles", json=begin, headers=headers).json()["id"]
    plan = working.client.post("/api/v1/plans", json={"slug": "locks"}, headers=headers).json()["id"]
    return {
        "stories": {"id": working.sent("x-1", "Locks closed", "All locks are closed.")},
        "articles": {"id": article},
        "plans": {"id": plan},
        "people": {"id": "reader"},
        "fronts": {"site": site},
        "numbers": {"name": "intake"},
    }


def _cases(operation: Any, mode: GenerationMode, known: Names) -> SearchStrategy[Any]:
    """What is sent to a route: half of it to something that there is."""
    anything: SearchStrategy[Any] = operation.as_strategy(generation_mode=mode)
    return anything | operation.as_strategy(generation_mode=mode, path_parameters=known) if known else anything


def _sent(client: TestClient[Any], case: Any, headers: Names) -> Any:
    sent = case.as_transport_kwargs(base_url=str(client.base_url), headers=headers)
    own = {name.encode("latin-1"): value.encode("latin-1", "replace") for name, value in sent["headers"].items()}
    body = (
        {"content": sent["data"]} if sent.get("data") is not None else {"json": sent["json"]} if "json" in sent else {}
    )
    return client.request(sent["method"], sent["url"], headers=own, params=sent.get("params"), **body)


def _broken(
    client: TestClient[Any], cases: SearchStrategy[Any], headers: dict[str, str], checks: list[Any]
) -> list[str]:
    """Where a route does not keep what it says."""
    found: list[str] = []

    @settings(max_examples=EXAMPLES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=cases)
    def play(case: Any) -> None:
        answer = _sent(client, case, headers)
        try:
            case.validate_response(answer, checks=checks)
        except FailureGroup as e:
            found.append(str(e))

    play()
    return found


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"])
@pytest.mark.parametrize("by", ["token", "browser"])
def test_every_answer_is_one_that_the_description_has(working: Working, by: str, mode: GenerationMode) -> None:
    """
    No defect, no status, kind or shape of answer that is not described, nothing taken that is said to be refused.

    Streams have no end, and are left out.
    """
    known, owner = _begun(working), working.desk.accounts.person("owner")
    assert owner is not None
    token = working.desk.accounts.give(owner, "a script", allowed(owner))
    checks = KEPT + (REFUSED if mode is GenerationMode.NEGATIVE else [])
    for operation in _operations(working):
        # A browser is logged out by some of what it asks for, so each begins anew.
        headers = {"authorization": f"Bearer {token}"} if by == "token" else working.headers("owner")
        below = operation.path.split("/")[3]
        cases = _cases(operation, mode, known.get(below, {}) if operation.path_parameters else {})
        broken = _broken(working.client, cases, headers, checks)
        assert not broken, f"{operation.label}\n{broken[0]}"
    assert working.told == []


def test_every_route_is_described_in_words(working: Working) -> None:
    """Each has a name that a program can call it by, a sentence, its refusals as problems; each change takes a key."""
    names = set()
    for path, methods in _described(working)["paths"].items():
        for method, route in methods.items():
            where = f"{method} {path}"
            names.add(route["operationId"])
            assert route["summary"] and not route["summary"].endswith("."), where
            assert route["tags"], where
            headers = {one["name"] for one in route["parameters"] if one["in"] == "header"}
            assert ("Idempotency-Key" in headers) == (method != "get"), where
            for status in ("401", "403", "503"):
                assert list(route["responses"][status]["content"]) == ["application/problem+json"], where
    assert len(names) == sum(map(len, _described(working)["paths"].values()))


def test_who_has_what_there_is_gets_word_of_that(working: Working) -> None:
    """A read that brings nothing new brings no words."""
    headers = working.headers("owner")
    for path in ("/api/v1/people", "/api/v1/views", "/api/v1/rules"):
        first = working.client.get(path, headers=headers)
        again = working.client.get(path, headers=headers | {"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert "no-cache" in first.headers["cache-control"]


def test_what_is_asked_twice_under_a_key_is_done_once(working: Working) -> None:
    """Whatever it changes; what was refused may be asked again; a secret is told once, and kept nowhere."""
    headers = working.headers("owner") | {"idempotency-key": "k-1"}
    new = {"slug": "locks", "what": "The locks"}
    first, again = (working.client.post("/api/v1/plans", json=new, headers=headers) for _ in range(2))
    assert (first.status_code, first.json()) == (again.status_code, again.json())
    assert len(working.room.ledger.agenda().plans) == 1
    other = working.client.post("/api/v1/plans", json={"slug": "sluices"}, headers=headers)
    assert other.status_code == 422
    headers["idempotency-key"] = "k-2"
    wanted = {"name": "a script", "scopes": ["see"]}
    given, repeated = (working.client.post("/api/v1/tokens", json=wanted, headers=headers) for _ in range(2))
    assert (given.status_code, repeated.status_code) == (201, 409)
    assert len(working.client.get("/api/v1/tokens", headers=headers).json()) == 1
    headers["idempotency-key"] = "k-3"
    missing = [working.client.delete("/api/v1/views/none", headers=headers).status_code for _ in range(2)]
    assert missing == [404, 404]


ODD = ["%00", "%ED%A0%80", "a%2Fb", "..%2F..%2Fetc", "9" * 4000, "%F0%9F%97%9E", "'%22;--", "%25", "%C3%28", "+"]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_an_odd_address_is_a_problem_and_no_defect(working: Working, odd: str) -> None:
    """Control characters, broken UTF-8, slashes in disguise: there is no such thing, and that is all."""
    headers = working.headers("owner")
    for path, methods in _described(working)["paths"].items():
        if "{" not in path:
            continue
        parts = [odd if part.startswith("{") else part for part in path.split("/")]
        for method in methods:
            answer = working.client.request(method.upper(), "/".join(parts), json=None, headers=headers)
            assert answer.status_code < 500, f"{method} {path}"
            if answer.status_code >= 400:
                assert answer.headers["content-type"] == "application/problem+json", f"{method} {path}"
                assert "content-security-policy" in answer.headers
    assert working.told == []


@pytest.mark.parametrize(
    ("method", "path", "sent", "kind", "status"),
    [
        ("POST", "/api/v1/plans", b"[" * 1_000_000, "application/json", 400),
        ("POST", "/api/v1/plans", b'{"slug":"' + b"a" * 3_900_000 + b'"}', "application/json", 400),
        ("POST", "/api/v1/plans", b'{"slug":"' + b"a" * 4_100_000 + b'"}', "application/json", 413),
        ("POST", "/api/v1/plans", b"{", "application/json", 400),
        ("POST", "/api/v1/plans", b"\xff\xfe", "application/json", 400),
        ("POST", "/api/v1/plans", b'{"slug":"\\ud800"}', "application/json", 400),
        ("POST", "/api/v1/plans", b"slug=locks", "application/x-www-form-urlencoded", 415),
        ("POST", "/api/v1/plans", b"<slug/>", "application/xml", 415),
        ("POST", "/api/v1/plans", b"", "multipart/form-data", 415),
        ("GET", "/api/v1/handover?day=0001-01-01", b"", "application/json", 400),
        ("GET", "/api/v1/handover?day=9999-12-31", b"", "application/json", 400),
        ("GET", "/api/v1/audit?day=9999-12-31", b"", "application/json", 400),
        ("GET", "/api/v1/intake?limit=" + "9" * 400, b"", "application/json", 400),
        ("GET", "/api/v1/intake?limit=" + "9" * 5000, b"", "application/json", 400),
        ("GET", "/api/v1/intake?cursor=WyJhIl0=", b"", "application/json", 200),
        ("GET", "/api/v1/rules/history?cursor=W10=", b"", "application/json", 400),
        ("GET", "/api/v1/fronts/example/history?cursor=W10=", b"", "application/json", 400),
        ("GET", "/api/v1/audit?cursor=W10=", b"", "application/json", 400),
        ("GET", "/api/v1/nowhere", b"", "application/json", 404),
        ("GET", "/api/v1/schema/nowhere", b"", "application/json", 404),
        ("GET", "/api/v1/schema", b"", "application/json", 200),
        ("HEAD", "/api/v1/me", b"", "application/json", 405),
        ("PUT", "/api/v1/me", b"", "application/json", 405),
        ("TRACE", "/api/v1/me", b"", "application/json", 405),
        ("OPTIONS", "/api/v1/me", b"", "application/json", 204),
    ],
    ids=range(25),
)
def test_abuse_is_refused_in_words(
    working: Working, method: str, path: str, sent: bytes, kind: str, status: int
) -> None:
    """Deep, long, broken, mislabelled, far away: each is refused as a problem, and nothing is a defect of ours."""
    headers = working.headers("owner") | {"content-type": kind}
    answer = working.client.request(method, path, content=sent, headers=headers)
    assert answer.status_code == status, answer.text[:300]
    assert "content-security-policy" in answer.headers
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
    assert working.told == []


SITE = {"site": "example"}
#: What is sent by somebody who may, to each route that changes something on a site, by the end of its name.
BODIES: dict[str, dict[str, Any]] = {
    "judge": {"judgements": [{"site": "example", "value": 2, "reason": "on the river"}]},
    "note": {"words": "call the lock keeper"},
    "assign": {"to": "editor"},
    "hold": {"reason": "to be asked"},
    "publish": {"sites": ["example"]},
    "pin": SITE,
    "unpin": SITE,
    "gather": SITE | {"collection": "locks"},
    "ungather": SITE | {"collection": "locks"},
    "join": {"other": "nothing", "reason": "the same"},
    "separate": {"other": "nothing", "reason": "not the same"},
    "articles.begun": {"headline": "Locks", "blocks": [], "sites": ["example"]},
    "articles.keep": {"words": {"headline": "Locks", "blocks": []}, "base": 1},
    "articles.take_over": {"window": "w"},
    "board.planned": {"slug": "locks", "sites": ["example"]},
    "board.tied": {"article": "nothing"},
    "rules.order": {"names": ["locks"]},
    "rules.keep": {"when": {"words": ["lock nine"]}, "then": {"sites": ["example"]}},
}
#: What belongs to who asks, is the owner's alone, or changes nothing.
NO_SITES = {"Views", "Own", "People"}
CHANGES_NOTHING = {"articles.preview", "rules.dry_run"}


def test_nobody_changes_anything_on_a_site_that_they_do_not_work_for(working: Working) -> None:
    """Whatever the route: a story that stands there, its article, its front, plans and rules for it."""
    working.desk.accounts.add(Person(id="ada", name="Ada Example", role="duty-editor", sites=("reef",)))
    headers, owner = working.headers("ada"), working.headers("owner")
    story = working.sent("x-1", "Locks closed", "All locks are closed.")
    room = working.room
    article = room.done(lambda: publish(story, sites=("example",), by="editor", ledger=room.ledger)).id
    plan = working.client.post("/api/v1/plans", json=BODIES["board.planned"], headers=owner).json()["id"]
    working.client.put("/api/v1/rules/locks", json=BODIES["rules.keep"], headers=owner)
    known = {"stories": story, "articles": article, "plans": plan, "fronts": "example", "rules": "locks"}
    for path, methods in _described(working)["paths"].items():
        parts = path.split("/")
        there = "/".join(known.get(parts[3], "") if part.startswith("{") else part for part in parts)
        for method, route in methods.items():
            name = route["operationId"]
            if method == "get" or name in CHANGES_NOTHING or NO_SITES & set(route["tags"]):
                continue
            body = None if method == "delete" else BODIES.get(name, {})
            answer = working.client.request(method.upper(), there, json=body, headers=headers | {"if-match": '"0"'})
            assert answer.status_code == 403, f"{method} {path}: {answer.text}"
            assert answer.json()["detail"] == "Ada Example works for reef, and not for example", f"{method} {path}"


def test_nobody_joins_their_story_to_one_of_another_site(working: Working) -> None:
    """Two stories that are joined are both changed."""
    working.desk.accounts.add(Person(id="ada", name="Ada Example", role="duty-editor", sites=("reef",)))
    stands, own = (working.sent(uri, "Locks closed", "All locks are closed.") for uri in ("x-1", "x-2"))
    working.room.done(lambda: publish(stands, sites=("example",), by="editor", ledger=working.room.ledger))
    for verb in ("join", "separate"):
        sent = {"other": stands, "reason": "the same"}
        answer = working.client.post(f"/api/v1/stories/{own}/{verb}", json=sent, headers=working.headers("ada"))
        assert answer.status_code == 403, verb


def test_a_rule_that_names_no_site_is_one_for_all(working: Working) -> None:
    """Who works for some sites puts none in force that would do something on the others."""
    working.desk.accounts.add(Person(id="ada", name="Ada Example", role="duty-editor", sites=("reef",)))
    rule = {"when": {"words": ["lock nine"]}, "then": {"spike": True}}
    answer = working.client.put("/api/v1/rules/locks", json=rule, headers=working.headers("ada"))
    assert answer.status_code == 403
