import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from dateline.news.errors import ConfigError
from dateline.news.house import Collection, Entity, Feed, Licence, Readership, Section, Site, Source, Text
from dateline.setup.init import init
from dateline.setup.load import load, problems

Site_ = Callable[[str], Path]

ORBIT = """\
name = "Orbit Desk"
tagline = "For those who fly"
language = "en-AU"
host = "www.orbit.example"
timezone = "Australia/Sydney"
accent = "#8a1c1c"
accent_dark = "#e5908a"
since = 1995
about = "About."
work = "Work."
contact = "desk@orbit.example"
ads = ["ads.example, 1234, DIRECT"]
api = true
river = true
[entity]
name = "Orbit Press"
jurisdiction = "Australia"
place = "Sydney, Australia"
address = "1 Example Street"
[readership]
whom = "people who fly"
topics = ["space"]
[[sections]]
slug = "launch"
title = "Launch"
[[sections]]
slug = "moon"
title = "Moon"
kicker = "To the Moon"
topics = ["moon"]
[[texts]]
page = "privacy"
effective = 2019-11-01
text = "Privacy."
[[texts]]
page = "cookies"
effective = 2019-11-01
text = "Cookies."
[[texts]]
page = "terms"
effective = 2019-11-01
text = "Terms."
[[texts]]
page = "terms"
effective = 2020-03-01
text = "Other terms."
[[collections]]
slug = "2019"
title = "The year"
intro = "What it was like."
kind = "timeline"
"""

AFP = """\
name = "AFP"
full_name = "Agence France-Presse"
kind = "agency"
licence = "afp"
credits = ["AFP"]
updates = "auto"
canonical = "source"
search_engines = false
[[feeds]]
url = "https://feeds.example/afp.xml"
every = 60
[[feeds]]
url = "http://feeds.example/other.xml"
"""

LICENCE = """\
holder = "Agence France-Presse"
terms = "All rights reserved."
uses = ["display", "teaser"]
edit = "cut"
sites = ["example"]
days = 30
until = 2026-12-31T23:59:59+10:00
"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A new newsroom folder."""
    init(tmp_path)
    return tmp_path


@pytest.fixture
def site(newsroom: Path) -> Site_:
    """Writes ``sites/orbit.toml`` from its text."""

    def written(text: str) -> Path:
        (newsroom / "sites/orbit.toml").write_text(text)
        return newsroom

    return written


def test_the_newsroom_file_becomes_the_values_of_the_house(newsroom: Path) -> None:
    """
    The clock's start is kept in UTC, whatever zone it is written in.
    """
    (newsroom / "newsroom.toml").write_text(
        'name = "Meridian"\nkeep_pages = 30\nhome = "example"\n[clock]\nstart = 2020-01-30T22:00:00+02:00\n'
    )
    house = load(newsroom).house
    assert (house.name, house.keep_pages, house.clock) == ("Meridian", 30, datetime(2020, 1, 30, 20, tzinfo=UTC))
    assert house.home == "example"


def test_a_source_file_becomes_a_source(newsroom: Path) -> None:
    """
    What is written is what holds, key by key; the file's name is the code.
    """
    (newsroom / "sources/afp.toml").write_text(AFP)
    assert load(newsroom).house.source("afp") == Source(
        code="afp",
        name="AFP",
        full_name="Agence France-Presse",
        kind="agency",
        licence="afp",
        credits=("AFP",),
        updates="auto",
        canonical="source",
        search_engines=False,
        feeds=(Feed(url="https://feeds.example/afp.xml", every=60), Feed(url="http://feeds.example/other.xml")),
    )


def test_a_licence_file_becomes_a_licence(newsroom: Path) -> None:
    """
    What is written is what may be done; the file's name is the licence's.
    """
    (newsroom / "licences/afp.toml").write_text(LICENCE)
    assert load(newsroom).house.licence("afp") == Licence(
        name="afp",
        holder="Agence France-Presse",
        terms="All rights reserved.",
        uses=("display", "teaser"),
        edit="cut",
        sites=("example",),
        days=30,
        until=datetime(2026, 12, 31, 13, 59, 59, tzinfo=UTC),
        digest=sha256(LICENCE.encode()).hexdigest(),
    )


def test_a_site_file_becomes_a_site(site: Site_) -> None:
    """
    What is written is what readers see; the file's name is the code.
    """
    assert load(site(ORBIT)).house.site("orbit") == Site(
        code="orbit",
        name="Orbit Desk",
        tagline="For those who fly",
        language="en-AU",
        host="www.orbit.example",
        timezone="Australia/Sydney",
        since=1995,
        about="About.",
        work="Work.",
        texts=(
            Text(page="privacy", effective=date(2019, 11, 1), text="Privacy."),
            Text(page="cookies", effective=date(2019, 11, 1), text="Cookies."),
            Text(page="terms", effective=date(2019, 11, 1), text="Terms."),
            Text(page="terms", effective=date(2020, 3, 1), text="Other terms."),
        ),
        contact="desk@orbit.example",
        ads=("ads.example, 1234, DIRECT",),
        collections=(Collection(slug="2019", title="The year", intro="What it was like.", kind="timeline"),),
        api=True,
        river=True,
        entity=Entity(
            name="Orbit Press", jurisdiction="Australia", place="Sydney, Australia", address="1 Example Street"
        ),
        readership=Readership(whom="people who fly", topics=("space",)),
        sections=(
            Section(slug="launch", title="Launch"),
            Section(slug="moon", title="Moon", kicker="To the Moon", topics=("moon",)),
        ),
    )


def test_every_file_is_listed_with_the_digest_of_its_bytes(newsroom: Path) -> None:
    """
    An entry that puts files in force must prove which words they held.
    """
    files = load(newsroom).files
    assert list(files) == sorted(files)
    assert {"newsroom.toml", "sources/by-hand.toml", "licences/afp.toml", "sites/example.toml"} <= set(files)
    assert files["newsroom.toml"] == sha256((newsroom / "newsroom.toml").read_bytes()).hexdigest()
    assert load(newsroom) == load(newsroom)


def test_a_changed_word_changes_the_digest_of_its_licence(newsroom: Path) -> None:
    """
    An owner's confirmation holds for the terms that were read, and for no others.
    """
    before = load(newsroom).house.licence("afp")
    with (newsroom / "licences/afp.toml").open("a") as file:
        file.write("# one more remark\n")
    after = load(newsroom).house.licence("afp")
    assert before and after and before.digest != after.digest


def test_a_newsroom_may_begin_with_nothing_but_its_name(tmp_path: Path) -> None:
    """
    Folders that are not there yet are no fault.
    """
    (tmp_path / "newsroom.toml").write_bytes(b'\xef\xbb\xbfname = "New"\r\nkeep_pages = 7\r\n')
    house = load(tmp_path).house
    assert (house.name, house.keep_pages, house.sites) == ("New", 7, ())


def test_what_is_no_toml_file_is_left_alone(newsroom: Path) -> None:
    """
    An editor's back-up or a note beside the files is none of our business.
    """
    for name in ("sources/.afp.toml", "sources/afp.toml~", "sources/README.txt"):
        (newsroom / name).write_text("= broken")
    assert problems(newsroom) == ()


def test_a_folder_that_is_no_newsroom_says_how_to_make_one(tmp_path: Path) -> None:
    """
    Whoever runs a command in the wrong folder must learn that, and not about a missing key.
    """
    with pytest.raises(ConfigError) as told:
        load(tmp_path)
    assert told.value.line == 0
    assert "no newsroom folder" in told.value.what
    assert "dateline init" in told.value.remedy


#: the file's text, the line, words of the message.
SYNTAX = [
    ('name = "A"\nkeep_pages = ninety\n', 2, "no value"),
    ('name = "A"\n\nname = "B"\n', 3, "set twice"),
    ('name = "A', 1, "not closed"),
    ('keep_pages = 1\nname = "A\n', 2, "not closed"),
    ('keep_pages = 1\nname = """A\nB\nC\n', 2, "not closed"),
    ('name = "A"\n[clock]\n[clock]\n', 3, "twice"),
    ("name = [\n1,\n2", 3, "list is not closed"),
    ('name = "A" keep_pages = 3\n', 1, "more than one thing"),
    ("name\n", 1, "a key without a value"),
    ("= 1\n", 1, "no TOML (Invalid statement)"),
    ('name = "\\q"\n', 1, "backslash"),
    ("name = 'A'\nkeep_pages = " + "9" * 5000 + "\n", 2, ""),
    ("name = " + "[" * 20_000, 0, "nested too deeply"),
]


@pytest.mark.parametrize(("text", "line", "what"), SYNTAX)
def test_a_slip_of_the_pen_is_told_with_its_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    """
    Most files are written by hand, and most mistakes are a quote or a bracket.
    """
    (tmp_path / "newsroom.toml").write_text(text)
    (problem,) = problems(tmp_path)
    assert (problem.file, problem.line) == ("newsroom.toml", line)
    assert what in problem.what
    assert problem.remedy


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    """
    An old editor that saves in Latin-1 is named as the cause.
    """
    (tmp_path / "newsroom.toml").write_bytes(b'keep_pages = 3\nname = "M\xe9ridien"\n')
    (problem,) = problems(tmp_path)
    assert problem.line == 2
    assert "UTF-8" in problem.what


@pytest.mark.parametrize(
    "name", ["AFP.toml", "a_b.toml", "9.toml", "a-.toml", "a-code-that-is-too-long.toml", "x.TOML"]
)
def test_a_file_whose_name_is_no_code_is_refused(newsroom: Path, name: str) -> None:
    """
    The name opens the ids of all its stories, so it must be one that lasts.
    """
    (newsroom / "sources" / name).write_text((newsroom / "sources/afp.toml").read_text())
    (problem,) = problems(newsroom)
    assert (problem.file, problem.line) == (f"sources/{name}", 0)
    assert "name" in problem.what


def test_a_site_without_sections_is_refused(site: Site_) -> None:
    """
    A site must have somewhere to put a story.
    """
    head = re.sub(r"\[\[sections]].*?(?=\[\[texts]])", "", ORBIT, count=1, flags=re.DOTALL)
    (missing,) = problems(site(head))
    assert (missing.line, missing.what) == (0, "[[sections]] is missing")
    (empty,) = problems(site("sections = []\n" + head))
    assert (empty.line, empty.what) == (1, "sections is empty")


def test_a_site_without_a_publisher_is_refused(site: Site_) -> None:
    """
    Somebody answers for every site, and readers are told who.
    """
    (problem,) = problems(site(ORBIT.replace("[entity]", "[[entity]]")))
    assert problem.line == 15
    assert "[entity] is wanted, once" in problem.what


@pytest.mark.parametrize("text", ["7", '""', '"""\n\n"""'])
def test_a_site_must_say_what_it_does_with_readers_data(site: Site_, text: str) -> None:
    """
    An empty privacy page is a promise that nobody made.
    """
    (problem,) = problems(site(ORBIT.replace('"Privacy."', text)))
    assert problem.line == 34
    assert "text is" in problem.what


@pytest.mark.parametrize("page", ["privacy", "cookies", "terms"])
def test_a_site_without_one_of_the_pages_that_readers_are_owed_is_refused(site: Site_, page: str) -> None:
    """
    Whoever sets no cookies says that, too.
    """
    other = "terms" if page != "terms" else "cookies"
    text = ORBIT.replace(f'page = "{page}"', f'page = "{other}"').replace("2019-11-01", "{}")
    (problem,) = problems(site(text.format("2019-01-01", "2019-02-01", "2019-03-01")))
    assert (problem.line, problem.what) == (31, f"no text is for the page {page}; readers are owed it")
    assert f'page = "{page}"' in problem.remedy


def test_two_wordings_of_a_page_from_one_day_on_are_refused(site: Site_) -> None:
    """
    On each day just one wording holds.
    """
    (problem,) = problems(site(ORBIT.replace("2020-03-01", "2019-11-01")))
    assert problem.line == 45
    assert "another terms text has this day" in problem.what


def test_a_collection_has_an_address_of_its_own(site: Site_) -> None:
    """
    Unlike a section's, its word may be a year, since it stands behind /collection/; but two have not the same.
    """
    (problem,) = problems(site(ORBIT + '[[collections]]\nslug = "2019"\ntitle = "Again"\n'))
    assert problem.what == 'slug is "2019", and another collection has this slug'


def test_the_site_that_stands_for_the_network_is_one_of_it(newsroom: Path) -> None:
    """
    Trust that is placed in a site which is not there would be placed in nobody.
    """
    (newsroom / "newsroom.toml").write_text('name = "Net"\nhome = "exampel"\n')
    (problem,) = problems(newsroom)
    assert (problem.line, "did you mean example?" in problem.what) == (2, True)


def test_two_sites_on_one_host_are_refused(site: Site_) -> None:
    """
    The page server must know whose page is asked for.
    """
    (problem,) = problems(site(ORBIT.replace("www.orbit.example", "example.localhost")))
    assert (problem.file, problem.line) == ("sites/orbit.toml", 4)
    assert "another site" in problem.what


def test_what_cannot_be_read_is_told_and_no_traceback(newsroom: Path) -> None:
    """
    A folder where a file should be, or the other way round, is the owner's to mend.
    """
    (newsroom / "sources/odd.toml").mkdir()
    for path in (newsroom / "sites").iterdir():
        path.unlink()
    (newsroom / "sites").rmdir()
    (newsroom / "sites").write_text("")
    assert [(p.file, p.line) for p in problems(newsroom)] == [("sites", 0), ("sources/odd.toml", 0)]


def test_a_newsroom_file_that_is_a_folder_is_told(tmp_path: Path) -> None:
    """
    Even the first file may be something else.
    """
    (tmp_path / "newsroom.toml").mkdir()
    (problem,) = problems(tmp_path)
    assert "cannot be read" in problem.what


def test_a_loaded_house_can_be_written_into_an_entry(newsroom: Path) -> None:
    """
    `apply` stores what was loaded, and reads it again years later.
    """
    house = load(newsroom).house
    assert msgspec.json.decode(msgspec.json.encode(house), type=type(house)) == house
