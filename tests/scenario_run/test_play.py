"""How a scenario is played: time, names, verbs, sleep, and the newsroom it plays in."""

from pathlib import Path
from typing import get_args

import msgspec
import pytest
from tests.scenario_run.writing import HEAD, PUBLISHED, differences, item, played, write

from dateline.news.house import Policy
from dateline.scenario.verbs import with_keys

EMBARGO = item(embargoedUntil="2020-01-16T12:00:00Z")


def test_what_the_clock_changes_on_the_way_is_followed_in_the_order_of_its_moments(tmp_path: Path) -> None:
    """
    An embargo that ends between two steps brings the page out at its own moment, not at the next step's.
    """
    text = PUBLISHED + '\n[[steps]]\nat = "+2 d"\nexpect = [{ receipt = "new", site = "north", page = "weir" }]\n'
    folder = write(tmp_path / "case", text, weir=EMBARGO)
    assert differences(folder) == ()
    page = f"{folder.name}-newsroom"
    assert "2020-01-16T12:00" in _outputs(folder.parent / page)


def _outputs(newsroom: Path) -> str:
    """The moments at which outputs of the newsroom were made, as JSON."""
    from dateline.app import Newsroom

    room = Newsroom(newsroom)
    try:
        return msgspec.json.encode([r.output.moment for r in room.ledger.outputs()]).decode()
    finally:
        room.close()


def test_a_local_moment_is_one_at_its_site(tmp_path: Path) -> None:
    """
    Midnight in Sydney is 13:00 of the day before in UTC, in summer.
    """
    steps = '\n[[steps]]\nat = "2020-01-16 22:59 south"\nexpect = [{ story = "weir", status = "held" }]\n'
    steps += '\n[[steps]]\nat = "2020-01-16 23:00 south"\nexpect = [{ story = "weir", status = "published" }]\n'
    assert differences(write(tmp_path / "case", PUBLISHED + steps, weir=EMBARGO)) == ()


def test_a_refusal_that_was_expected_is_no_difference(tmp_path: Path) -> None:
    """
    Nobody can kill without saying why; the scenario says so in words, and is told so in the words of its own keys.
    """
    step = '\n[[steps]]\ndo = "kill"\nstory = "weir"\nrefused = {}\n'
    text = PUBLISHED + step.format('"SAY WHY"') + step.format('"say why: --reason"') + step.format('"embargoed"')
    (told,) = differences(write(tmp_path / "case", text))
    assert told.expected == 'kill is refused: "embargoed"'
    assert told.found == 'refused: kill: say why: reason = "…"; it goes into the ledger'


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("publish: say where: --site CODE, once for each site", "publish: say where: sites CODE, once for each site"),
        ("it says what was wrong (--wrong) and what is right (--right)", "it says what was wrong (wrong) and"),
        ("it is not published on north; `dateline publish X --site north` first", "`dateline publish X --site north`"),
        ("say whose words stand, --ours N; --show shows them", "ours N; --show shows them"),
    ],
)
def test_a_refusal_names_the_keys_of_a_step(told: str, key: str) -> None:
    """
    Who writes a scenario has keys before them and no command line; a command stays as it is typed.
    """
    assert key in with_keys(told)


def test_an_expectation_that_fails_is_told_once(tmp_path: Path) -> None:
    """
    A page that answers 410 lacks every word of it; that is one thing to mend, and one line to read.
    """
    page = 'site = "south", page = "weir", answers = 200, contains = ["Eels", "trout"]'
    (told,) = differences(write(tmp_path / "case", f"{PUBLISHED}expect = [{{ {page} }}]\n"))
    assert told.found.count("404") == 1


def test_an_alert_of_a_delivery_is_told_once(tmp_path: Path) -> None:
    """
    The delivery tells it, and so does the list of what stands; the desk needs it in one of the two.
    """
    text = f'{HEAD}\n[[steps]]\ndeliver = "weir.json"\nexpect = [{{ problem = "no such words" }}]\n'
    (told,) = differences(write(tmp_path / "case", text, weir=item(pubStatus="perhaps")))
    assert told.found.count(": its status 'perhaps' is unknown;") == 1
    assert told.found.count("story: agency-") == 1
    assert told.found.count("agency-") == 1


def test_a_refusal_that_was_not_expected_is_a_difference_and_so_is_one_that_did_not_come(tmp_path: Path) -> None:
    """
    A verb that is done though it must not be is as wrong as one that is not done.
    """
    text = PUBLISHED + '\n[[steps]]\ndo = "restore"\nstory = "weir"\n'
    text += '\n[[steps]]\ndo = "kill"\nstory = "weir"\nreason = "a hoax"\nrefused = true\n'
    first, second = differences(write(tmp_path / "case", text))
    assert (first.step, first.expected) == (3, "restore is done")
    assert "not spiked" in first.found
    assert (second.step, second.expected) == (4, "kill is refused")
    assert second.found.startswith("it was done, with entry ")


def test_asleep_a_verb_is_recorded_and_readers_go_through_the_gate(tmp_path: Path) -> None:
    """
    A machine that hangs after a kill gives nobody the killed page, though its pages have not been made anew.
    """
    steps = '\n[[steps]]\ndo = "sleep"\n\n[[steps]]\ndo = "kill"\nstory = "weir"\nreason = "a hoax"\nexpect = [\n'
    steps += '    { receipt = "waiting" }, { receipt = "gone", site = "north", page = "weir" },\n'
    steps += '    { site = "north", page = "weir", answers = 410 }, { lacks = "Ashby" }, { receipt = "done" },\n]\n'
    steps += '\n[[steps]]\ndo = "wake"\nexpect = [\n'
    steps += '    { receipt = "gone", site = "north", page = "weir" }, { receipt = "done" },\n'
    steps += '    { site = "north", path = "/", answers = 200 }, { lacks = "Ashby" }, { sound = true },\n]\n'
    told = differences(write(tmp_path / "case", PUBLISHED + steps))
    assert [(d.step, d.expected) for d in told] == [
        (4, '{ receipt = "gone", site = "north", page = "weir" }'),
        (4, '{ receipt = "done" }'),
    ]
    assert told[1].found == "still waiting: north: the programme sleeps, south: the programme sleeps"


def test_items_of_a_delivery_are_named_in_their_order(tmp_path: Path) -> None:
    """
    A list of names goes through all files of the step; one without an item is a difference.
    """
    second = item(uri="urn:lantern:lock", headlines=[{"role": "main", "value": "Lock of Ashby Fold is shut"}])
    text = HEAD + '\n[[steps]]\ndeliver = ["weir.json", "lock.json"]\nname = ["weir", "lock", "mill"]\nexpect = [\n'
    text += '    { story = "lock", headline = "Lock of Ashby Fold is shut" }, { stories = 2 },\n]\n'
    (told,) = differences(write(tmp_path / "case", text, lock=second))
    assert (told.expected, told.found) == ('name = "mill"', "no story came in for this name")


def test_a_repeat_is_named_after_the_story_of_the_first_time(tmp_path: Path) -> None:
    """
    The same bytes again make no story, and mean one all the same.
    """
    text = HEAD + '\n[[steps]]\ndeliver = "weir.json"\n\n[[steps]]\ndeliver = "weir.json"\nname = "again"\n'
    text += 'expect = [{ outcome = "repeated" }, { story = "again", versions = 1 }, { stories = 1 }]\n'
    assert differences(write(tmp_path / "case", text)) == ()


def test_our_own_headline_is_one_of_the_words_in_force(tmp_path: Path) -> None:
    """
    Where the desk has changed a headline readers see ours; the source's stays the source's.
    """
    text = PUBLISHED + '\n[[steps]]\ndo = "edit"\nstory = "weir"\nheadline = "Eels return"\nexpect = [\n'
    text += '    { story = "weir", headline = "Eels return" },\n'
    text += '    { story = "weir", headline = "Weir of Ashby Fold is opened" },\n'
    text += '    { story = "weir", headline = "Trout return" },\n]\n'
    (told,) = differences(write(tmp_path / "case", text))
    assert told.found.endswith('is "Weir of Ashby Fold is opened", and ours "Eels return"')


def test_a_text_is_the_whole_body_as_it_is_typed(tmp_path: Path) -> None:
    """
    Blank lines part paragraphs, as in an editor's window.
    """
    text = PUBLISHED + '\n[[steps]]\ndo = "edit"\nstory = "weir"\ntext = """\nEels came back.\n\nSo did trout.\n"""\n'
    text += 'expect = [{ site = "north", page = "weir", contains = ["Eels came back.", "So did trout."] },\n'
    text += '    { site = "north", page = "weir", lacks = "was opened" }]\n'
    assert differences(write(tmp_path / "case", text)) == ()


def test_files_that_are_put_in_force_later_change_what_is_allowed(tmp_path: Path) -> None:
    """
    A contract that loses a site takes its pages down there; what cannot be put in force is refused.
    """
    text = PUBLISHED + '\n[[steps]]\ndo = "apply"\nfiles = "narrow"\nexpect = [\n'
    text += (
        '    { receipt = "gone", site = "north", page = "weir" }, { site = "north", page = "weir", answers = 410 },\n'
    )
    text += ']\n\n[[steps]]\ndo = "apply"\nfiles = "broken"\nrefused = "uses"\n'
    folder = write(tmp_path / "case", text)
    for name, uses in (("narrow", '["display"]\nsites = ["south"]'), ("broken", '["displya"]')):
        (folder / name / "licences").mkdir(parents=True)
        (folder / name / "licences" / "agency.toml").write_text(f'holder = "L"\nterms = "T."\nuses = {uses}\n')
    assert differences(folder) == ()


def test_a_template_is_refused_until_a_step_confirms_it(tmp_path: Path) -> None:
    """
    As everywhere: nothing is published under terms that nobody has read.
    """
    publish = '\n[[steps]]\ndo = "publish"\nstory = "weir"\nsites = ["north"]\n'
    text = f'{HEAD}\n[[steps]]\ndeliver = "weir.json"\nname = "weir"\n{publish}refused = "template"\n'
    text += f'\n[[steps]]\ndo = "confirm"\nlicence = "agency"\n{publish}'
    folder = write(tmp_path / "case", text)
    (folder / "newsroom" / "licences").mkdir(parents=True)
    licence = 'holder = "L"\nterms = "T."\nuses = ["display", "archive"]\ntemplate = true\n'
    (folder / "newsroom" / "licences" / "agency.toml").write_text(licence)
    assert differences(folder) == ()


def test_only_the_scenarios_own_newsroom_is_made_where_it_says_so(tmp_path: Path) -> None:
    """
    A scenario on a newsroom of its own has nothing of ours in it.
    """
    text = (
        f'{HEAD}only = true\n\n[[steps]]\nexpect = [{{ site = "alone", path = "/about", contains = "by herself" }}]\n'
    )
    folder = write(tmp_path / "case", text)
    (folder / "newsroom" / "sites").mkdir(parents=True)
    (folder / "newsroom" / "newsroom.toml").write_text('name = "Alone"\n')
    (folder / "newsroom" / "sites" / "alone.toml").write_text(
        'name = "Alone"\ntagline = ""\nhost = "www.alone.example"\nsince = 2020\nabout = "She writes by herself."\n'
        + "".join(f'[[texts]]\npage = "{p}"\neffective = 2019-01-01\ntext = "None."\n' for p in get_args(Policy))
        + '[entity]\nname = "A"\njurisdiction = "J"\nplace = "P"\n'
        '[readership]\nwhom = "one"\n[[sections]]\nslug = "all"\ntitle = "All"\n'
    )
    assert differences(folder) == ()
    made = {p.stem for p in (tmp_path / "case-newsroom" / "sites").glob("*.toml")}
    assert made == {"alone"}


def test_reading_and_building_again_change_nothing(tmp_path: Path) -> None:
    """
    Pages made from nothing are the pages that stood there; a delivery read again says what it said.
    """
    text = PUBLISHED + '\n[[steps]]\ndo = "reread"\nstory = "weir"\nexpect = [{ story = "weir", versions = 1 }]\n'
    text += '\n[[steps]]\ndo = "rebuild"\nexpect = [{ receipt = "done" },\n'
    text += '    { site = "north", page = "weir", contains = "Ashby Fold" }, { sound = true }]\n'
    told = played(write(tmp_path / "case", text))
    assert told.passed
    assert told.title == "A report on the weir"
