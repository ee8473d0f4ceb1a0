"""A scenario that cannot be played is refused before anything is, with file, line and remedy."""

from pathlib import Path

import pytest
from tests.scenario_run.writing import HEAD, line_of, write

from dateline.news.errors import NotAllowed
from dateline.scenario.find import scenarios
from dateline.scenario.values import Wrong

STEP = '\n[[steps]]\ndeliver = "weir.json"\nname = "weir"\n'
PUBLISH = '\n[[steps]]\ndo = "publish"\nstory = "weir"\nsites = ["north"]\n'

#: What is written, words of the line that is named (the last; empty: the file as a whole), words of the message.
CASES = (
    ("title = ", "title", "no TOML"),
    ('start = 2020-01-16T08:00:00Z\n[[steps]]\nat = "+1 h"', "", "title is missing"),
    (f'title = "T"{STEP}', "", "start is missing"),
    (f'title = "T"\nstart = 2020-01-16T08:00:00{STEP}', "start", "has no time zone"),
    (f'titel = "T"\n{HEAD}{STEP}', "titel", "titel is no key at the top; did you mean title?"),
    (f'deliver = "top.json"\n{HEAD}{STEP}', "top.json", "it is a key of a step"),
    (f"{HEAD}rule = 3{STEP}", "rule", "rule is the number 3"),
    (f"{HEAD}only = true{STEP}", "", "there is no folder newsroom/"),
    (HEAD, "", "there are no steps"),
    (f"{HEAD}[steps]", "[steps]", "steps is a table"),
    (f"{HEAD}steps = [3]", "steps", "a step is the number 3"),
    (f'{HEAD}{STEP}delivers = "x"', "delivers", "delivers is no key of a step; did you mean deliver?"),
    (f'{HEAD}{STEP}do = "kill"\nstory = "weir"', "do =", "delivers already"),
    (f"{HEAD}{STEP}refused = true", "refused", "refused stands in a step without do"),
    (f'{HEAD}{STEP}reason = "x"', "reason", "reason is an option of a verb"),
    (f'{HEAD}\n[[steps]]\nsource = "agency"', "source", "source stands in a step without deliver"),
    (f'{HEAD}\n[[steps]]\ndeliver = "weit.json"', "weit", "did you mean weir.json?"),
    (f'{HEAD}\n[[steps]]\ndeliver = ["weir.json",\n"../x.json"]', "../x.json", "leads out of the folder"),
    (f'{HEAD}\n[[steps]]\ndeliver = "/etc/hostname"', "/etc", "leads out of the folder"),
    (f"{HEAD}\n[[steps]]\ndeliver = []", "deliver", "is an empty list"),
    (f"{HEAD}\n[[steps]]\ndeliver = [3]", "deliver", "holds the number 3"),
    (f'{HEAD}{STEP}source = "agancy"', "source", "there is no source agancy; did you mean agency?"),
    (f'{HEAD}\n[[steps]]\ndo = "publsh"\nstory = "weir"', "do", "did you mean publish?"),
    (f"{HEAD}\n[[steps]]\ndo = 3", "do", "do is the number 3"),
    (f'{HEAD}{STEP}{PUBLISH}reason = "x"', "reason", "reason is no option of publish"),
    (f'{HEAD}{STEP}{PUBLISH}site = "south"', "site =", "did you mean sites?"),
    (f"{HEAD}{STEP}{PUBLISH}sections = [3]", "sections", "sections is a list; a table is wanted"),
    (f"{HEAD}{STEP}{PUBLISH}sections = {{ north = 3 }}", "sections", "has the number 3 for north"),
    (f"{HEAD}{STEP}{PUBLISH}refused = false", "refused", "refused is false"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "kill"', "do =", "story is missing"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "kill"\nstory = "weir"', "do =", "reason is missing: without it, kill is refused"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "hold"\nstory = "weir"\nrefused = true', "do =", "reason is missing"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "erase"\nstory = "weir"\nreason = " "', "do =", "reason is missing: without"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "publish"\nstory = "weir"', "do =", "sites is missing"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "correct"\nstory = "weir"\nright = "40"', "do =", "wrong is missing"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "pin"\nstory = "weir"', "do =", "site is missing"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "confirm"', "do =", "licence is missing"),
    (
        f'{HEAD}{STEP}\n[[steps]]\ndo = "kill"\nstory = "wier"\nreason = "x"',
        "wier",
        'called "wier"; did you mean weir?',
    ),
    (
        f'{HEAD}{STEP}\n[[steps]]\ndo = "kill"\nstory = "urn:lantern:weit"\nreason = "x"',
        "weit",
        "did you mean urn:lantern:weir?",
    ),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "publish"\nstory = "weir"\nsites = "nort"', "nort", "did you mean north?"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "confirm"\nlicence = "agenzy"', "agenzy", "did you mean agency?"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "apply"\nfiles = "newsroom-2"', "files", 'no folder "newsroom-2"'),
    (f'{HEAD}\n[[steps]]\nat = "in an hour"', "at =", 'at is "in an hour", which is no moment'),
    (f"{HEAD}\n[[steps]]\nat = 3", "at =", "at is the number 3"),
    (f"{HEAD}\n[[steps]]\nat = 2020-01-16T08:00:00", "at =", "has no time zone"),
    (f'{HEAD}\n[[steps]]\nat = "2020-01-17 00:00 sout"', "at =", "there is no site sout; did you mean south?"),
    (f'{HEAD}\n[[steps]]\nat = "2020-13-17 00:00 south"', "at =", "which is no moment"),
    (f'{HEAD}\n[[steps]]\nat = "+1 h"\n[[steps]]\nat = 2020-01-16T08:30:00Z', "08:30", "never runs backwards"),
    (f'{HEAD}\n[[steps]]\nat = "0001-01-01 00:00 south"', "at =", "lies beyond the newsroom's calendar"),
    (f'{HEAD}\n[[steps]]\nat = "+999999 d"', "at =", "write a moment of the years"),
    (f'title = "T"\nstart = 3020-01-16T08:00:00Z{STEP}', "", "start lies beyond"),
    (f'{HEAD}\n[[steps]]\ndeliver = "\\u0000"', "deliver", "there is no file"),
    (f'{HEAD}{STEP}\n[[steps]]\ndo = "erase"\nstory = "agency"\nolder = "999999d"', "older", "up to 36500 days"),
    (f"{HEAD}{STEP}expect = 3", "expect", "expect is the number 3; a list is wanted"),
    (f"{HEAD}{STEP}expect = [3]", "expect", "an expectation is the number 3"),
    (f"{HEAD}{STEP}expect = [\n{{ stores = 1 }}]", "stores", "did you mean stories?"),
    (f'{HEAD}{STEP}expect = [\n{{ stories = "1" }}]', "stories", 'stories is the text "1"'),
    (f'{HEAD}{STEP}expect = [\n{{ story = "weir" }}]', "{ story", "story says nothing by itself"),
    (f'{HEAD}{STEP}expect = [\n{{ story = "weir", status = "kiled" }}]', "kiled", "did you mean killed?"),
    (f'{HEAD}{STEP}expect = [\n{{ story = "wier", versions = 1 }}]', "wier", "did you mean weir?"),
    (f'{HEAD}{STEP}expect = [\n{{ status = "held" }}]', "held", "status does not stand without saying of what"),
    (f'{HEAD}{STEP}expect = [\n{{ stories = 1, outcome = "new" }}]', "outcome", "outcome does not stand with stories"),
    (f'{HEAD}{STEP}expect = [\n{{ site = "nort", lacks = "x" }}]', "nort", "there is no site nort"),
    (f'{HEAD}{STEP}expect = [\n{{ site = "north" }}]', "{ site", "it expects nothing"),
    (f'{HEAD}{STEP}expect = [\n{{ page = "weir", answers = 200 }}]', "{ page", "page stands without site"),
    (f'{HEAD}{STEP}expect = [\n{{ site = "north", contains = "x" }}]', "contains", "contains is about one output"),
    (f'{HEAD}{STEP}expect = [\n{{ site = "north", path = "/", page = "weir", lacks = "x" }}]', "path", "two outputs"),
    (f'{HEAD}{STEP}expect = [\n{{ site = "north", path = "/", lacks = "" }}]', "lacks", "an empty text"),
    (f'{HEAD}{STEP}expect = [\n{{ site = "north", path = "x", lacks = "x" }}]', "path", "begins with /"),
    (f'{HEAD}{STEP}expect = [\n{{ receipt = "gone" }}]', "receipt", "must be named"),
    (f'{HEAD}{STEP}expect = [\n{{ receipt = "done", site = "north" }}]', "receipt", "is about all outputs"),
    (f'{HEAD}{STEP}expect = [\n{{ story = "weir", use = "read", allowed = true }}]', "read", "means nothing here"),
    (f'{HEAD}{STEP}expect = [\n{{ sound = "yes" }}]', "sound", "true or false is wanted"),
)


@pytest.mark.parametrize(("text", "line", "words"), CASES, ids=[c[2] for c in CASES])
def test_a_wrong_scenario_is_refused(text: str, line: str, words: str, tmp_path: Path) -> None:
    """
    An editor is told where the slip is and what to write, not what a parser thought of it.
    """
    folder = write(tmp_path / "case", text)
    with pytest.raises(Wrong) as refused:
        scenarios((folder,))
    told = next(p for p in refused.value.problems if words in str(p))
    assert told.file == f"{folder.as_posix()}/scenario.toml"
    place = max((n for n, at in enumerate(text.splitlines(), 1) if line in at), default=0) if line else told.line
    assert (told.line, bool(told.remedy)) == (place, True)


def test_a_verb_that_nobody_knows_is_the_only_slip(tmp_path: Path) -> None:
    """
    Its options may all be right; a list of none to choose from would help nobody.
    """
    folder = write(tmp_path / "case", f'{HEAD}{STEP}\n[[steps]]\ndo = "publsh"\nstory = "weir"\nsites = ["north"]\n')
    with pytest.raises(Wrong) as refused:
        scenarios((folder,))
    (told,) = refused.value.problems
    assert "did you mean publish?" in str(told)


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    """
    Nobody should have to play a folder twenty times to mend twenty slips, in whichever of its scenarios they are.
    """
    one = write(tmp_path / "one", f'{HEAD}{STEP}titel = "T"\nexpect = [{{ stores = 1 }}]')
    two = write(tmp_path / "two", "title = 3")
    with pytest.raises(Wrong) as refused:
        scenarios((tmp_path,))
    files = [p.file for p in refused.value.problems]
    assert files.count(f"{one.as_posix()}/scenario.toml") == 2
    assert files.count(f"{two.as_posix()}/scenario.toml") >= 2


def test_a_byte_that_is_no_utf_8_is_told_by_its_line(tmp_path: Path) -> None:
    """
    Text from an old editor is named as what it is.
    """
    folder = write(tmp_path / "case", HEAD)
    (folder / "scenario.toml").write_bytes(HEAD.encode() + b'rule = "caf\xe9"\n')
    with pytest.raises(Wrong, match=r"scenario\.toml:3: this line is not in UTF-8"):
        scenarios((folder,))


def test_a_wrong_file_of_the_newsroom_is_named_where_it_lies(tmp_path: Path) -> None:
    """
    A scenario's own licence with a slip in it is refused as `dateline apply` would, with the scenario's path.
    """
    folder = write(tmp_path / "case", HEAD + STEP)
    licences = folder / "newsroom" / "licences"
    licences.mkdir(parents=True)
    (licences / "strict.toml").write_text('holder = "Stonegate"\nterms = "None."\nuses = ["displya"]\n')
    with pytest.raises(Wrong, match=r"case/newsroom/licences/strict\.toml:3: .*did you mean display\?"):
        scenarios((folder,))


def test_a_wrong_file_that_a_step_applies_is_named_where_it_lies(tmp_path: Path) -> None:
    """
    Files that a later step puts in force are looked at before the first step is taken.
    """
    folder = write(tmp_path / "case", f'{HEAD}{STEP}\n[[steps]]\ndo = "apply"\nfiles = "later"\n')
    (folder / "later" / "sources").mkdir(parents=True)
    (folder / "later" / "sources" / "wire.toml").write_text('name = "Wire"\n')
    with pytest.raises(Wrong, match=r"case/later/sources/wire\.toml: .* is missing"):
        scenarios((folder,))


def test_a_name_may_be_given_by_a_later_step(tmp_path: Path) -> None:
    """
    That a story which has not come in is on no site is something to expect before it comes.
    """
    before = f'{HEAD}\n[[steps]]\nexpect = [{{ site = "north", page = "weir", answers = 404 }}]\n{STEP}'
    assert len(scenarios((write(tmp_path / "case", before),))) == 1


def test_a_folder_without_a_scenario_is_refused(tmp_path: Path) -> None:
    """
    A slip in a folder's name must not look like a hundred scenarios that are all right.
    """
    (tmp_path / "empty").mkdir()
    (tmp_path / "letter.txt").write_text("no scenario")
    for folder, words in (("empty", "no scenario.toml"), ("nowhere", "is not there"), ("letter.txt", "is a file")):
        with pytest.raises(NotAllowed, match=words):
            scenarios((tmp_path / folder,))
    assert line_of("a\nb", "b") == 2
