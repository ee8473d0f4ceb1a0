"""Each expectation, where it holds and where it does not: then it says what was found."""

from pathlib import Path

import pytest
from tests.scenario_run.writing import HEAD, PUBLISHED, differences, item, line_of, write

#: Of a report that was published on north in the step: what holds, and what does not with words of what was found.
CASES = (
    ('{ story = "weir", status = "published" }', ""),
    ('{ story = "urn:lantern:weir", status = "published" }', ""),
    ('{ story = "weir", status = "held" }', "is published: under licence"),
    ('{ story = "weir", headline = "Weir of Ashby Fold is opened" }', ""),
    ('{ story = "weir", headline = "Weir" }', 'is "Weir of Ashby Fold is opened"'),
    ('{ story = "weir", versions = 1 }', ""),
    ('{ story = "weir", versions = 2 }', "1 version of agency-"),
    ('{ story = "weir", because = "Under licence" }', ""),
    ('{ story = "weir", because = "embargoed" }', "the reason is: under licence (agency)"),
    ('{ story = "weir", because = "does not list the use mine", use = "mine", site = "south" }', ""),
    ('{ story = "weir", use = "feed", site = "north", allowed = true }', ""),
    ('{ story = "weir", use = "mine", allowed = false }', ""),
    ('{ story = "weir", use = "mine", allowed = true }', "mine is refused: licence agency does not list the use mine"),
    ('{ story = "weir", allowed = false }', "display is allowed: under licence (agency)"),
    ("{ stories = 1 }", ""),
    ("{ stories = 2 }", "1; what has come in: agency-"),
    ('{ stories = 0, status = "killed" }', ""),
    ('{ stories = 1, status = "killed" }', "0; what has come in: agency-"),
    ('{ site = "north", page = "weir", answers = 200 }', ""),
    ('{ site = "north", page = "weir", answers = 410 }', "answers 200 (under licence (agency))"),
    ('{ site = "south", page = "weir", answers = 404 }', ""),
    ('{ site = "south", page = "weir", answers = 200 }', "which was never published on south, answers 404"),
    ('{ site = "north", path = "/", contains = ["Weir of Ashby Fold", "News"] }', ""),
    ('{ site = "north", path = "/", contains = "Trout" }', "/ answers without these words: "),
    ('{ site = "north", path = "/nowhere", contains = "Trout" }', "/nowhere answers with 404: no text at all"),
    ('{ site = "north", page = "weir", contains = "The weir of Ashby Fold was   opened." }', ""),
    ('{ site = "north", page = "weir", contains = "Eels & trout may swim" }', "Eels & trout may pass"),
    ('{ site = "north", page = "weir/how", contains = "Lantern Wire" }', ""),
    ('{ site = "south", page = "weir", contains = "Eels" }', "never published on south, answers with 404"),
    ('{ site = "north", path = "/feed.xml", contains = "The weir of Ashby Fold was opened." }', ""),
    ('{ site = "south", path = "/feed.xml", lacks = "Ashby" }', ""),
    ('{ site = "north", path = "/feed.xml", lacks = "Ashby" }', '/feed.xml holds "Ashby": '),
    ('{ site = "south", path = "/nowhere", lacks = "Ashby" }', ""),
    ('{ site = "south", lacks = "Ashby" }', ""),
    ('{ site = "north", lacks = "Ashby" }', "; and so do "),
    ('{ lacks = ["dogs", "cats"] }', ""),
    ('{ lacks = ["dogs", "Eels & trout"] }', 'holds "Eels & trout": …'),
    ('{ receipt = "new", site = "north", page = "weir" }', ""),
    ('{ receipt = "rewritten", site = "north", path = "/" }', ""),
    ('{ receipt = "gone", site = "north", page = "weir" }', " is new; the receipt has / rewritten, "),
    ('{ receipt = "new", site = "south", page = "weir" }', "is not in it; the receipt has no output there"),
    ('{ receipt = "done" }', ""),
    ('{ receipt = "waiting" }', "every output is done"),
    ('{ outcome = "new" }', "nothing was delivered in this step"),
    ('{ problem = "a notice" }', "the desk is told of no problem"),
    ('{ proposal = "weir" }', "no update of weir waits for the desk"),
    ("{ sound = true }", ""),
    ("{ sound = false }", "both chains are whole and the state is right"),
)


@pytest.mark.parametrize(("expected", "found"), CASES, ids=[c[0] for c in CASES])
def test_an_expectation_holds_or_says_what_was_found(expected: str, found: str, tmp_path: Path) -> None:
    """
    An editor who is told that something differs must see what there is in its place, without opening the newsroom.
    """
    text = f"{PUBLISHED}expect = [{expected}]\n"
    told = differences(write(tmp_path / "case", text))
    assert [d.expected for d in told] == ([expected] if found else [])
    if found:
        assert found in told[0].found
        assert (told[0].step, told[0].line) == (2, line_of(text, "expect ="))
        assert told[0].file == (tmp_path / "case" / "scenario.toml").as_posix()


#: Of a delivery: the file, what holds, what does not, and words of what was found then.
DELIVERIES = (
    ("weir", '{ outcome = "new" }', '{ outcome = "updated" }', "new"),
    ("torn", '{ outcome = "quarantined" }', '{ outcome = "new" }', "quarantined"),
    ("torn", '{ problem = "json" }', '{ problem = "a notice" }', "no JSON"),
    ("odd", '{ outcome = "held" }', '{ outcome = "new" }', "held"),
    ("odd", '{ problem = "perhaps" }', '{ problem = "embargo" }', "is unknown"),
)


@pytest.mark.parametrize(("file", "holds", "differs", "found"), DELIVERIES)
def test_what_became_of_a_delivery_can_be_expected(
    file: str, holds: str, differs: str, found: str, tmp_path: Path
) -> None:
    """
    What `dateline ingest` says of a delivery, and what the desk is told of it.
    """
    text = f'{HEAD}\n[[steps]]\ndeliver = "{file}.json"\nexpect = [{holds}, {differs}]\n'
    folder = write(tmp_path / "case", text, torn='{"uri": "urn:x", ', odd=item(pubStatus="perhaps"))
    (told,) = differences(folder)
    assert told.expected == differs
    assert found.casefold() in told.found.casefold()


def test_an_update_that_waits_can_be_expected(tmp_path: Path) -> None:
    """
    An agency whose updates are proposed changes a story that our desk has published.
    """
    body = [{"role": "main", "contentType": "text/html", "value": "<p>The weir was shut again.</p>"}]
    text = PUBLISHED.replace('name = "weir"', 'name = "weir"\nsource = "wire"') + (
        '\n[[steps]]\ndeliver = "second.json"\nsource = "wire"\n'
        'expect = [{ proposal = "weir" }, { proposal = "weir", conflicts = 0 }, { proposal = "weir", conflicts = 3 }]\n'
    )
    (told,) = differences(write(tmp_path / "case", text, second=item(2, bodies=body)))
    assert told.expected == '{ proposal = "weir", conflicts = 3 }'
    assert told.found == "the update conflicts in 0 blocks"


def test_a_story_that_never_came_is_told_as_such(tmp_path: Path) -> None:
    """
    A name given to a delivery from which no story came stands for nothing; that is a difference, not a crash.
    """
    text = f'{HEAD}\n[[steps]]\ndeliver = "torn.json"\nname = "torn"\nexpect = [{{ story = "torn", versions = 1 }}]\n'
    (told,) = differences(write(tmp_path / "case", text, torn='{"uri": '))
    assert told.found == "no story torn has come in"
