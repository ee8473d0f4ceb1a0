from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline.news.errors import ConfigError
from dateline.setup.init import init
from dateline.setup.load import load, problems

#: (path, old, new) → the newsroom folder, with that one change in one of its files.
Change = Callable[[str, str, str], Path]


class Slip(NamedTuple):
    """One change to a file of a new newsroom, and what must be said of it."""

    path: str
    old: str
    new: str
    #: Words of the message, and of the remedy.
    what: str
    remedy: str
    #: The line it is told at; None: the new one; empty: the file as a whole.
    at: str | None = None


#: More digits than Python prints.
LONG = "0x" + "f" * 9_999
NEWSROOM, AFP, LICENCE, SITE = "newsroom.toml", "sources/afp.toml", "licences/afp.toml", "sites/example.toml"

SLIPS = {
    "unknown key": Slip(NEWSROOM, "keep_pages = 90", "keep_page = 90", "did you mean keep_pages?", "leave it out"),
    "missing key": Slip(NEWSROOM, 'name = "Example Network"', "", "name is missing", 'write name = "Meridian'),
    "empty text": Slip(NEWSROOM, 'name = "Example Network"', 'name = "  "', "name is empty", "write name ="),
    "two lines": Slip(NEWSROOM, 'name = "Example Network"', 'name = "a\\nb"', "line break", "one line"),
    "number for text": Slip(
        NEWSROOM, 'name = "Example Network"', "name = 7", "is the number 7; text is wanted", "write name ="
    ),
    "negative days": Slip(
        NEWSROOM, "keep_pages = 90", "keep_pages = -1", "is the number -1; a whole number from 0", "keep_pages = 90"
    ),
    "true for a number": Slip(
        NEWSROOM, "keep_pages = 90", "keep_pages = true", "is true; a whole number", "keep_pages"
    ),
    "fraction": Slip(NEWSROOM, "keep_pages = 90", "keep_pages = 1.5", "is the number 1.5", "keep_pages = 90"),
    "too many days": Slip(NEWSROOM, "keep_pages = 90", "keep_pages = 99999999", "the number 99999999;", "keep_pages"),
    "time for a number": Slip(NEWSROOM, "keep_pages = 90", "keep_pages = 12:00:00", "is a time of day", "keep_pages"),
    "clock without zone": Slip(
        NEWSROOM,
        "# [clock]\n# start = 2020-01-30T20:00:00Z",
        "[clock]\nstart = 2020-01-30T20:00:00",
        "has no time zone",
        "2020-01-30T20:00:00Z",
        "start = 2020-01-30T20:00:00",
    ),
    "text for a table": Slip(
        NEWSROOM,
        "# [clock]\n# start = 2020-01-30T20:00:00Z",
        'clock = "2020"',
        'clock is the text "2020"; [clock] is wanted',
        "[clock] and below it start = 2026",
    ),
    "key below the wrong header": Slip(
        NEWSROOM,
        "# [clock]\n# start = 2020-01-30T20:00:00Z",
        "[clock]\nkeep_pages = 3",
        "keep_pages is no setting here",
        "above the first [table]",
        "keep_pages = 3",
    ),
    "key above its header": Slip(
        NEWSROOM, "# [clock]", "start = 2020-01-30T20:00:00Z", "start is no setting here", "setting of [clock]"
    ),
    "unknown word": Slip(
        AFP,
        'kind = "agency"',
        'kind = "agancy"',
        "did you mean agency?",
        '"agency", "space-agency", "public-domain", "press-release", "own", "by-hand"',
    ),
    "date for a word": Slip(AFP, 'kind = "agency"', "kind = 2020-01-01", "is a date; one of", 'kind = "agency"'),
    "unknown licence": Slip(
        AFP, 'licence = "afp"', 'licence = "apf"', "no licences/apf.toml; did you mean afp", "own-responsibility"
    ),
    "bad name of a licence": Slip(AFP, 'licence = "afp"', 'licence = "AFP"', 'is "AFP"; small letters', "licence ="),
    "text for a list": Slip(AFP, "credits = []", 'credits = "AFP"', "a list is wanted", "with square brackets"),
    "number in a list": Slip(
        AFP,
        "credits = []",
        'credits = [\n "AFP",\n 7]',
        "item 2 is the number 7",
        'credits = ["AFP"]',
        " 7]",
    ),
    "table for tables": Slip(
        AFP, "# [[feeds]]\n# url", "[feeds]\nurl", "feeds is a table; [[feeds]] is wanted", "[[feeds]]", "[feeds]"
    ),
    "feed without address": Slip(AFP, "# [[feeds]]", "[[feeds]]", "url is missing in [[feeds]]", "url = "),
    "number among feeds": Slip(
        AFP, "updates = ", "feeds = [3]\nupdates = ", "feeds holds the number 3", "[[feeds]]", "feeds = [3]"
    ),
    "not on the web": Slip(
        AFP,
        '# [[feeds]]\n# url = "https:',
        '[[feeds]]\nurl = "ftp:',
        'is "ftp://',
        'url = "https://',
        'url = "ftp://feeds.example/news.xml"',
    ),
    "no address": Slip(
        AFP,
        '# [[feeds]]\n# url = "https://feeds.example/news.xml"\n# every = 300',
        '[[feeds]]\nurl = "https://["\nevery = 0',
        "an address with http",
        "write url",
        'url = "https://["',
    ),
    "negative term": Slip(LICENCE, "# days = 30", "days = -30", "days is the number -30;", "days = 30"),
    "term without zone": Slip(
        LICENCE,
        "# until = 2026-12-31T23:59:59Z",
        "until = 2026-12-31T23:59:59",
        "until has no time zone",
        "until = 2026-12-31T23:59:59Z",
    ),
    "day for a moment": Slip(
        LICENCE, "# until = 2026-12-31T23:59:59Z", "until = 2026-12-31", "is a date;", "until = 2026-12-31T23:59:59Z"
    ),
    "moment before the calendar": Slip(
        LICENCE, "# until = 2026-12-31T23:59:59Z", "until = 0001-01-01T00:00:00+10:00", "beyond the calendar", "until"
    ),
    "unknown use": Slip(
        LICENCE,
        '"teaser", "feed", "index"]',
        '"taeser", "feed", "index"]',
        "did you mean teaser?",
        '"display", "teaser", "feed", "index", "archive", "versions", "river"',
        'uses = ["display", "taeser", "feed", "index"]',
    ),
    "unknown site": Slip(
        LICENCE, "sites = []", 'sites = [\n  "exmple"]', "did you mean example?", "example", '  "exmple"]'
    ),
    "text for a switch": Slip(
        LICENCE, "template = true", 'template = "yes"', "true or false is wanted", "template = true"
    ),
    "unknown zone": Slip(
        SITE, 'timezone = "UTC"', 'timezone = "Australia/Sidney"', "did you mean Australia/Sydney?", "write timezone"
    ),
    "address for a host": Slip(
        SITE, 'host = "example.localhost"', 'host = "https://Example.com/"', "a host name", "www.orbit.example"
    ),
    "no language": Slip(SITE, 'language = "en"', 'language = "English!"', "a language code", "en"),
    "no e-mail address": Slip(SITE, 'contact = ""', 'contact = "the desk"', "an e-mail address", "desk@"),
    "colour by name": Slip(SITE, 'accent = "#8a1c1c"', 'accent = "red"', "# and six digits", "#8a1c1c"),
    "faint colour": Slip(
        SITE, 'accent = "#8a1c1c"', 'accent = "#e5908a"', "are missing to 4.5:1", 'a darker colour, such as accent = "#'
    ),
    "dark colour on dark paper": Slip(
        SITE, 'accent_dark = "#e5908a"', 'accent_dark = "#8a1c1c"', "contrast of 1.9", "a lighter colour"
    ),
    "year in two digits": Slip(SITE, "since = 2026", "since = 26", "the number 26;", "since = 1995"),
    "moment for a day": Slip(
        SITE,
        'page = "cookies"\neffective = 2026-01-01',
        'page = "cookies"\neffective = 2026-01-01T00:00:00Z',
        "is a date and time; a date is wanted",
        "without a time",
        "effective = 2026-01-01T00:00:00Z",
    ),
    "unknown page": Slip(SITE, 'page = "cookies"', 'page = "cookie"', "did you mean cookies?", '"cookies", "terms"'),
    "day beyond the calendar": Slip(
        SITE,
        'page = "cookies"\neffective = 2026-01-01',
        'page = "cookies"\neffective = 9999-12-31',
        "lies beyond the calendar",
        "effective = 2026-01-31",
        "effective = 9999-12-31",
    ),
    "list for a page": Slip(SITE, 'page = "cookies"', 'page = ["cookies"]', "is a list; one of", "write page"),
    "number for prose": Slip(SITE, 'work = ""', "work = 7", "is the number 7; text is wanted", "write work"),
    "no line of ads.txt": Slip(
        SITE, "ads = []", 'ads = ["ads.example"]', "a line of ads.txt such as", "ads.example, 1234, DIRECT"
    ),
    "section twice": Slip(
        SITE, 'slug = "space"', 'slug = "world"  # again', "another section has this slug", "of its own"
    ),
    "reserved word": Slip(
        SITE, 'slug = "space"', 'slug = "feed"', "every site has for a page of its own", "write slug"
    ),
    "reserved year": Slip(
        SITE, 'slug = "space"', 'slug = "2020"', "every site has for a page of its own", "write slug"
    ),
    "spaces in an address": Slip(SITE, 'slug = "space"', 'slug = "Space News"', "small letters", "write slug"),
    "missing in a table": Slip(
        SITE,
        '# Its seat.\nplace = "Example City, Exampleland"',
        "",
        "place is missing in [entity]",
        "place = ",
        "[entity]",
    ),
    "colour that is just too faint": Slip(
        SITE, 'accent = "#8a1c1c"', 'accent = "#747474"', "4.47:1 on #fbfaf7: 0.03 are missing", 'accent = "#'
    ),
    "number without end": Slip(NEWSROOM, "keep_pages = 90", f"keep_pages = {LONG}", "more than 18 digits", "= 90"),
}


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A new newsroom folder."""
    init(tmp_path)
    return tmp_path


@pytest.fixture
def change(newsroom: Path) -> Change:
    """Makes one change in one file, and fails where the old words are not there just once."""

    def changed(path: str, old: str, new: str) -> Path:
        text = (newsroom / path).read_text()
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        (newsroom / path).write_text(text.replace(old, new))
        return newsroom

    return changed


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_wrong_value_is_refused_with_file_line_and_remedy(change: Change, slip: Slip) -> None:
    """
    The message alone must be enough to mend the file.
    """
    folder = change(slip.path, slip.old, slip.new)
    first = problems(folder)[0]
    at = slip.new if slip.at is None else slip.at
    assert first.file == slip.path
    assert first.line == ((folder / slip.path).read_text().split("\n").index(at) + 1 if at else 0)
    assert slip.what in first.what
    assert slip.remedy in first.remedy
    with pytest.raises(ConfigError) as told:
        load(folder)
    assert str(told.value) == str(first)


def test_all_that_is_wrong_is_told_at_once(newsroom: Path, change: Change) -> None:
    """
    An owner mends ten slips in one go, not in ten.
    """
    change("newsroom.toml", "keep_pages = 90", "keep_pages = -1\nkeep = 3")
    change("licences/afp.toml", "\nexcerpt = 40", "\nexcerpt = 0\ndays = 0")
    change("sources/upi.toml", 'licence = "upi"', 'licence = "nobody"')
    change("sites/example.toml", "since = 2026", "since 2026")
    told = [(p.file, p.line) for p in problems(newsroom)]
    assert told == [
        ("newsroom.toml", 9),
        ("newsroom.toml", 10),
        ("licences/afp.toml", 28),
        ("licences/afp.toml", 29),
        ("sites/example.toml", 26),
        ("sources/upi.toml", 14),
    ]
