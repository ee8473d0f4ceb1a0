"""AP Media documents as AP and those who store them sent them, where they lie beside the repository."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import pytest

from dateline.news.wire import Version
from dateline.wires.ap_media.reader import read

FOLDER = Path(__file__).resolve().parents[4] / "shared" / "wires" / "ap-media"
RECEIVED = datetime(2026, 1, 16, 12, tzinfo=UTC)
FILES = sorted(FOLDER.glob("*.json"))
needs_files = pytest.mark.skipif(not FILES, reason="shared/wires/ap-media is not beside the project")


class Facts(NamedTuple):
    """What a file says, read by eye."""

    item: str
    number: int
    serial: str
    headline: str
    slug: str
    issued: str
    created: str
    urgency: int | None
    byline: str = ""
    place: str = ""
    blocks: int = 0


EXPECTED = {
    "core--ap_media_feed.json": Facts(
        "95e8bd71fed448cda1a0be35d8ddbd2f", 0, "", "AC2: An Intimate Evening with Anderson Cooper and Andy Cohen", "",
        "2019-06-23T06:06:29Z", "2019-06-22T21:40:42Z", None, place="New York",
    ),
    "core--ap_media_picture.json": Facts(
        "171b16d930db49a396159714c732af9c", 0, "tksk105", "US Paul Simon Poets Society", "US Paul Simon Poets Society",
        "2019-06-19T10:22:14Z", "2018-09-23T06:23:19Z", 5, byline="John Doe", place="New York",
    ),
    "core--ap_media_text_item.json": Facts(
        "5ee9b4b40ea5fe9c9ca60f890fb2e1d9", 0, "s0005", "BC-BBN--Top Ten", "BC-BBN--Top Ten",
        "2019-07-03T04:05:12Z", "2019-07-03T04:05:12Z", 4,
    ),
    "cp--ap-agate.json": Facts(
        "39b60d8408a78fe7f4c67953c38e7818", 5, "s0093", "NBA Expanded Glance", "BC-BKN--NBA Expanded Glance",
        "2021-05-13T05:04:44Z", "2021-05-12T14:00:07Z", 4,
    ),
    "cp--ap-aps.json": Facts(
        "39b261643926b61c52e1be2272ce95b8", 3, "day1248", "Washington Daybook", "BC-WA--Washington Daybook",
        "2021-03-02T00:31:16Z", "2021-03-01T08:01:00Z", 4,
    ),
    "cp--ap-broadcast.json": Facts(
        "41148a074e2caa8190926b25a2a940f8", 8, "a0485", "Prosecutor: 2 Buffalo police charged with assault in shoving",
        "BC-US--America Protests-Buffalo Police, 8th Ld-Writethru", "2020-06-06T22:09:45Z", "2020-06-06T15:25:17Z", 4,
        place="BUFFALO, N.Y.", blocks=2,
    ),
    "cp--ap-picture.json": Facts(
        "de1bb822362146388852c8b7eee93c76", 0, "ab101", "Virus Outbreak Spain", "Virus Outbreak Spain",
        "2020-06-05T17:09:39Z", "2020-06-05T10:10:01Z", 5, byline="Alvaro Barrientos", place="Pamplona",
    ),
    "cp--ap-subject.json": Facts(
        "d14715ba3653753d7c1f122f8aea79de", 3, "apl0276",
        "Internal emails reveal WHO knew of sex abuse claims in Congo",
        "BC-AF-MED-Congo-WHO-Sex-Abuse, 3rd Ld-Writethru", "2021-05-12T17:26:10Z", "2021-05-11T18:51:43Z", 4,
        byline="MARIA CHENG and AL-HADJI KUDRA MALIRO", place="BENI, Congo",
    ),
    "cp--ap-table.json": Facts(
        "52eb8d03f5f9b169414f5d0a9875ab42", 8, "s0672", "Top Ten", "BC-BBA--Top Ten",
        "2021-07-07T03:56:47Z", "2021-07-06T05:35:42Z", 4,
    ),
    "cp--apv.json": Facts(
        "8c6fb520b7d6d8d32c30eabebc50b207", 1, "a0382", "Cold snap brings Spain lowest temperatures in 20 years",
        "BC-EU--Spain-Storm Aftermath, 1st Ld-Writethru", "2021-01-12T14:29:23Z", "2021-01-12T11:09:39Z", 4,
        byline="ARITZ PARRA", place="MADRID",
    ),
    "cp--item.json": Facts(
        "ba7d03f0cd24a17faa81bebc724bcf3f", 0, "m0012", "headline1", "BC-WY--Exchange-Coronavirus Tech",
        "2020-04-05T12:10:09Z", "2020-04-03T22:33:11Z", 4, byline="MARGARET AUSTIN", place="CHEYENNE, Wyo.", blocks=22,
    ),
    "cp--politics.json": Facts(
        "9e2faea3bf168bab198475dc8be1ec3d", 3, "lac0246",
        "Biden taps Rice as domestic policy adviser, McDonough for VA", "AP-US--Biden-Staff, 3rd Ld-Writethru",
        "2020-12-10T16:13:39Z", "2020-12-10T14:56:30Z", 4, byline="JULIE PACE and ZEKE MILLER", place="WASHINGTON",
    ),
}  # fmt: skip


def version_in(path: Path) -> Version:
    """The one version of a file."""
    (version,) = read(path.read_bytes(), received=RECEIVED).versions
    return version


def told(moment: datetime | None) -> str:
    """A moment as AP writes it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment else ""


@needs_files
@pytest.mark.parametrize("name", EXPECTED)
def test_a_real_file_says_what_the_eye_reads_in_it(name: str) -> None:
    """
    Ids, times and headlines are what kills and updates go by; each is exact.
    """
    version = version_in(FOLDER / name)
    assert EXPECTED[name] == Facts(
        item=version.item or "",
        number=version.number if version.number is not None else -1,
        serial=version.serial,
        headline=version.headline,
        slug=version.slug,
        issued=told(version.issued),
        created=told(version.created),
        urgency=version.urgency,
        byline=version.byline,
        place=version.dateline.place if version.dateline else "",
        blocks=len(version.body),
    )


@needs_files
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_what_lacks_newscontent_is_in_doubt(path: Path) -> None:
    """
    The daybook alone is for the desk; nothing else is held back without a reason.
    """
    version = version_in(path)
    assert (version.status, bool(version.doubt)) == ("usable", path.name == "cp--ap-aps.json")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def runs(text: str) -> list[tuple[str, ...]]:
    """The runs of four words in a *text*."""
    words = re.findall(r"\w+", text.casefold())
    return list(zip(words, words[1:], words[2:], words[3:], strict=False))


@needs_files
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_word_of_a_text_is_lost(path: Path) -> None:
    """
    What a plain walk through the markup finds is in the version: in its dateline, its notes or its body.
    """
    document = json.loads(path.read_bytes())
    sent = _Words()
    sent.feed((document.get("nitf") or {}).get("body_html", ""))
    item = document["data"].get("item") or document["data"]["items"][0]["item"]
    version = version_in(path)
    place = f"{version.dateline.place} {' '.join(version.dateline.agencies)}" if version.dateline else ""
    kept = " ".join([place, *(block.text for block in version.body)])
    beside = " ".join((version.headline, version.standfirst, *version.notes, version.notice, *version.more.values()))
    known = {*runs(kept), *runs(beside)}
    wanted = runs("".join(sent.parts))
    for name in ("headline", "headline_extended", "description_summary", "description_caption", "ednote"):
        wanted += runs(item.get(name, ""))
    assert sum(run in known for run in wanted) >= 0.999 * len(wanted)
