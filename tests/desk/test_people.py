"""Who may do what."""

from itertools import pairwise

import pytest

from dateline.desk.people import LEAST, ROLES, Act, Person, allowed, refusal
from dateline.news.status import RULES

ADA = Person(id="ada", name="Ada Example", role="editor", sites=("orbit",))


def test_whoever_may_more_may_all_that_others_may() -> None:
    """A role holds all acts of the roles below it, and at least one more."""
    acts = [set(allowed(Person(id="ada", name="Ada", role=role))) for role in ROLES]
    assert all(less < more for less, more in pairwise(acts))


@pytest.mark.parametrize("verb", sorted(r.verb for r in RULES if r.verb != "erase"))
def test_every_verb_has_its_least_role(verb: Act) -> None:
    """No verb of the newsroom is left to chance: somebody was said to be needed for it."""
    assert LEAST[verb] in ROLES


def test_a_reader_only_looks() -> None:
    """Who may do nothing but look is told what it would take."""
    reader = Person(id="ada", name="Ada Example", role="reader")
    assert allowed(reader) == ("see",)
    assert refusal(reader, "take") == "take wants an editor, and Ada Example is a reader"


def test_an_editor_of_some_sites_touches_no_others() -> None:
    """A refusal names the sites that somebody works for, and those they do not."""
    assert refusal(ADA, "publish", ("orbit",)) == ""
    assert refusal(ADA, "publish", ("orbit", "reef")) == "Ada Example works for orbit, and not for reef"


def test_only_a_duty_editor_kills() -> None:
    """A kill reaches every site: an editor holds, and calls somebody who may."""
    assert refusal(ADA, "kill") == "kill wants a duty editor, and Ada Example is an editor"


def test_who_has_left_may_nothing() -> None:
    """Whatever their role was."""
    gone = Person(id="ada", name="Ada Example", role="owner", active=False)
    assert refusal(gone, "see") == "Ada Example no longer works here"
