"""The demonstration's content: its wires, its newsroom and what its desk does are sound and all its own."""

import json
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from msgspec import json as values
from msgspec import to_builtins
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from dateline.news.errors import WireError
from dateline.news.house import House
from dateline.news.wire import Reading, Version
from dateline.setup.contrast import DARK_PAPER, ENOUGH, PAPER, contrast
from dateline.setup.load import load, problems
from dateline.wires.read import read

ROOT: Final = Path(__file__).resolve().parents[2]
DEMO: Final = ROOT / "src" / "dateline" / "demo"
WIRES: Final = DEMO / "wires"
SHARED: Final = ROOT.parent / "shared"
START: Final = datetime(2020, 1, 30, 20, tzinfo=UTC)
#: Two minutes after the start, so that somebody who watches sees it happen.
SOON: Final = START + timedelta(minutes=2)
#: Words in a row that two texts may not have in common.
RUN: Final = 6
QUARANTINED: Final = {"cob/2020-01-22-truncated.xml", "hyn/2020-01-23-hostile.xml"}
#: What ends the names of files with words in them.
TEXTS: Final = {".toml", ".txt", ".xml", ".json", ".rss", ".atom"}
STAND_INS: Final = {"cob", "hyn", "tra", "ooa", "bsw", "plp"}

Step = dict[str, Any]


@cache
def house() -> House:
    return load(DEMO / "newsroom").house


@cache
def script() -> dict[str, Any]:
    return tomllib.loads((DEMO / "script.toml").read_text(encoding="utf-8"))


def steps(*verbs: str) -> list[Step]:
    found: list[Step] = script()["step"]
    return [step for step in found if not verbs or step["do"] in verbs]


def files() -> list[str]:
    return sorted(path.relative_to(WIRES).as_posix() for path in WIRES.rglob("*") if path.is_file())


@cache
def reading(file: str) -> Reading:
    return read((WIRES / file).read_bytes(), received=START, name=Path(file).name)


def names(step: Step) -> list[str]:
    return step.get("names") or [step["name"]]


@cache
def labelled() -> dict[str, list[Version]]:
    """The label of a story in the script → its versions, in the order of their delivery."""
    found: dict[str, list[Version]] = {}
    for step in steps("ingest"):
        if step["expect"] not in ("quarantined", "repeated"):
            for name, version in zip(names(step), reading(step["file"]).versions, strict=True):
                found.setdefault(name, []).append(version)
    return found


def planted(label: str) -> Step:
    (found,) = (step for step in steps("ingest") if step.get("planted") == label)
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold().replace("'", "").replace("’", ""))


def runs(*texts: str) -> set[tuple[str, ...]]:
    each = map(words, texts)
    return {tuple(these[at : at + RUN]) for these in each for at in range(len(these) - RUN + 1)}


def text_runs(version: Version) -> set[tuple[str, ...]]:
    return runs(version.headline, version.standfirst, *(block.text for block in version.body), *version.notes)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from strings(one)


def said(found: Iterable[tuple[str, ...]]) -> list[str]:
    return sorted(" ".join(run) for run in found)


@pytest.mark.parametrize("file", sorted(set(files()) - QUARANTINED))
def test_every_delivery_is_read_without_a_problem(file: str) -> None:
    """
    What the demonstration does not plant as broken shows how a sound wire arrives.
    """
    found = reading(file)
    assert not found.problems
    assert all(version.headline for version in found.versions)
    assert all(version.dateline or version.status == "canceled" for version in found.versions)


@pytest.mark.parametrize("file", sorted(QUARANTINED))
def test_the_broken_and_the_hostile_file_are_refused(file: str) -> None:
    """
    A text that stops in mid-sentence and a bomb of entities are kept and never shown.
    """
    with pytest.raises(WireError):
        reading(file)


def test_the_wires_show_each_format_and_each_kind_of_source() -> None:
    """
    A visitor sees all five wires at work, from six sources that are plainly invented.
    """
    formats = Counter(reading(file).format for file in set(files()) - QUARANTINED)
    assert formats.keys() == {"newsml-g2", "nitf", "ninjs", "rss", "plain"}
    assert min(formats.values()) >= 6
    assert all(len(reading(file).versions) >= 2 for file in files() if file.endswith((".rss", ".atom")))
    assert {file.split("/")[0] for file in files()} == {*STAND_INS, "own", "by-hand"}
    assert all("stand-in" in source.full_name for source in house().sources if source.code in STAND_INS)


def test_there_is_a_month_of_news_of_an_agencys_length() -> None:
    """
    A desk with fewer stories would look empty, and one with stubs would look false.
    """
    stories = {name: found[0] for name, found in labelled().items() if found[0].extent == "full"}
    assert len(stories) >= 48
    for name, version in stories.items():
        assert 120 <= sum(len(words(block.text)) for block in version.body) <= 350, name


def test_no_two_stories_share_six_words_in_a_row() -> None:
    """
    The proof of where a text stands counts runs of words; a run in two stories would blur it.
    """
    found = {name: set().union(*map(text_runs, versions)) for name, versions in labelled().items()}
    found["smoke"] |= found.pop("smoke-teaser")
    seen: dict[tuple[str, ...], str] = {}
    shared = [(seen.setdefault(run, name), name, " ".join(run)) for name in sorted(found) for run in found[name]]
    assert sorted(one for one in shared if one[0] != one[1]) == []


def test_what_our_desk_writes_repeats_no_story() -> None:
    """
    Words of the desk must not be taken for words of an agency, or for those of another story.
    """
    stories = set().union(*(text_runs(version) for found in labelled().values() for version in found))
    ours = [step for step in steps() if step["do"] not in ("ingest", "correct")]
    assert said(runs(*strings(ours)) & stories) == []


def test_the_leads_words_stand_in_no_other_file() -> None:
    """
    When the lead is killed, a search for its words must come back empty.
    """
    (lead,) = labelled()["lead"]
    own = WIRES / planted("the lead")["file"]
    others = [path for path in DEMO.rglob("*") if path.suffix in TEXTS and path != own]
    shared = {path.name: said(runs(path.read_text(encoding="utf-8")) & text_runs(lead)) for path in others}
    assert {name: found for name, found in shared.items() if found} == {}
    assert said(runs(*strings(to_builtins(house()))) & text_runs(lead)) == []


def test_nothing_is_taken_from_the_page_that_it_all_starts_from() -> None:
    """
    The stories go over the same days in words of their own.
    """
    seed = SHARED / "seed" / "page.txt"
    if not seed.exists():
        pytest.skip("the folder shared is not beside the repository")
    theirs = runs(seed.read_text(encoding="utf-8"))
    texts = [path.read_text(encoding="utf-8") for path in DEMO.rglob("*") if path.suffix in (".toml", ".txt")]
    ours = set().union(*(text_runs(version) for found in labelled().values() for version in found))
    assert said((runs(*texts) | ours) & theirs) == []


def _validator(file: str) -> etree.XMLSchema:
    path = SHARED / "standards" / file
    if not path.exists() or not path.stat().st_size:
        pytest.skip(f"there is no {path.name} in the folder shared beside the repository")
    return etree.XMLSchema(etree.parse(path))


@pytest.mark.parametrize(
    ("source", "schema"),
    [
        ("cob", "newsml-g2/examples/NewsML-G2_2.35-spec-All-Power.xsd"),
        ("hyn", "nitf/nitf-3-6.xsd"),
    ],
)
def test_the_agencies_xml_is_valid(source: str, schema: str) -> None:
    """
    A demonstration of a wire is one of the wire as it is specified.
    """
    validator = _validator(schema)
    for file in sorted(set(files()) - QUARANTINED):
        if file.startswith(f"{source}/"):
            validator.assertValid(etree.parse(WIRES / file))


def test_the_ninjs_items_are_valid() -> None:
    """
    A demonstration of a wire is one of the wire as it is specified.
    """
    folder = SHARED / "standards" / "ninjs"
    if not folder.exists():
        pytest.skip("the folder shared is not beside the repository")
    schema = json.loads((folder / "specification" / "ninjs-schema_3.1.json").read_text(encoding="utf-8"))
    geo = json.loads((folder / "validation" / "test_suite" / "GeoJSON-schema.json").read_text(encoding="utf-8"))
    known = Registry[Any]().with_resource(
        "https://geojson.org/schema/GeoJSON.json", Resource.from_contents(geo, default_specification=DRAFT7)
    )
    validator = Draft202012Validator(schema, registry=known, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for file in files():
        if file.startswith("tra/"):
            assert [e.message for e in validator.iter_errors(values.decode((WIRES / file).read_bytes()))] == []


def test_the_newsroom_can_be_put_in_force() -> None:
    """
    The demonstration begins with the same `apply` as any newsroom.
    """
    assert problems(DEMO / "newsroom") == ()
    assert house().clock == START


def test_four_sites_keep_four_times_under_more_than_one_law() -> None:
    """
    A network is shown with all that makes sites differ: days, owners, courts, colours and readers.
    """
    sites = house().sites
    zones = {site.timezone for site in sites}
    assert zones == {"UTC", "Australia/Sydney", "Europe/Berlin", "America/New_York"}
    assert len({site.entity.jurisdiction for site in sites}) >= 2
    for site in sites:
        assert 3 <= len(site.sections) <= 4
        assert contrast(site.accent, PAPER) >= ENOUGH
        assert contrast(site.accent_dark, DARK_PAPER) >= ENOUGH
        assert site.host == f"www.{site.code}.example"
        assert site.contact.endswith(".example")
        assert site.about and {text.page for text in site.texts} == {"privacy", "cookies", "terms"}


def test_the_licences_differ_where_contracts_do() -> None:
    """
    Each term that a contract can have is met by at least one story.
    """
    licences = {source.code: house().licence(source.licence) for source in house().sources}
    agencies = [licence for code, licence in licences.items() if licence and code in STAND_INS]
    assert {licence.edit for licence in agencies} == {"none", "cut", "free"}
    assert any("feed" not in licence.uses for licence in agencies)
    assert any("versions" in licence.uses for licence in agencies)
    assert any(licence.sites for licence in agencies)
    assert any(licence.days for licence in agencies)
    assert any(licence.ground == "public-domain" for licence in agencies)
    assert licences["ooa"] and licences["ooa"].credit


def test_the_script_goes_forward_and_ends_before_the_clock_starts() -> None:
    """
    A step out of order would be recorded at a moment at which nobody took it.
    """
    moments = [step["at"] for step in steps()]
    assert all(one < next_ for one, next_ in pairwise(moments))
    assert datetime(2020, 1, 3, tzinfo=UTC) <= moments[0] and moments[-1] < START


def test_every_wire_file_is_delivered_by_its_source_soon_after_it_was_issued() -> None:
    """
    Nothing lies in the package that the demonstration does not use, and nothing arrives before it was written.
    """
    assert {step["file"] for step in steps("ingest")} == set(files())
    for step in steps("ingest"):
        assert step["file"].split("/")[0] == step["source"]
        if step["expect"] in ("quarantined", "repeated"):
            continue
        newest = max(version.issued for version in reading(step["file"]).versions if version.issued)
        late = step["at"] - newest
        timed = (WIRES / step["file"]).suffix != ".txt"
        assert timedelta() < late <= timedelta(minutes=15 if timed else 24 * 60), step["file"]


def test_steps_name_people_stories_sites_and_sections_that_there_are() -> None:
    """
    The player has nobody to ask what was meant.
    """
    people, known = set(script()["people"]), set()
    for step in steps():
        if step["do"] == "ingest":
            known |= set(names(step)) if step["expect"] != "quarantined" else set()
            continue
        assert step["by"] in people
        assert step["story"] in known, step
        assert all(house().site(code) for code in step.get("sites", ()))
    for step in steps("publish"):
        assert step["home"] in step["sites"] and set(step["sections"]) == set(step["sites"])
        assert all(house().site(code).section(slug) for code, slug in step["sections"].items())  # type: ignore[union-attr]


def test_the_desk_does_only_what_the_licences_allow() -> None:
    """
    The demonstration is no place to show a breach of contract.
    """
    delivered = {
        name: step["source"] for step in reversed(steps("ingest")) for name in step.get("names", [step.get("name")])
    }
    licences = {source.code: house().licence(source.licence) for source in house().sources}
    for step in steps("publish", "edit"):
        licence = licences[delivered[step["story"]]]
        assert licence
        assert not licence.sites or set(step.get("sites", ())) <= set(licence.sites)
        rewritten = {"headline", "standfirst", "replace", "add"} & step.keys()
        assert step["do"] == "publish" or licence.edit == "free" or (licence.edit == "cut" and not rewritten), step


def test_edits_point_at_blocks_that_the_text_has() -> None:
    """
    A cut that misses would leave out nothing, and a replacement would be lost.
    """
    for step in steps("edit", "correct"):
        replaced = [one["block"] for one in step.get("replace", ())]
        touched = [*step.get("cut", ()), *replaced]
        assert len(set(touched)) == len(touched)
        assert all(0 <= at < len(labelled()[step["story"]][0].body) for at in touched), step["story"]


def test_each_site_has_enough_and_some_stories_are_shared() -> None:
    """
    A front needs a lead and more below it, and a network shares what concerns several readerships.
    """
    where = {step["story"]: step["sites"] for step in steps("publish")}
    count = Counter(site for sites in where.values() for site in sites)
    assert len(where) >= 36 and min(count[site.code] for site in house().sites) >= 9
    assert sum(len(sites) == 2 for sites in where.values()) >= 4
    assert len({step["story"] for step in steps("take", "edit")}) >= 12
    assert 3 <= len(labelled().keys() - where.keys()) <= 12


def test_on_the_day_of_the_start_two_fronts_are_full_and_none_is_empty() -> None:
    """
    Whoever opens a front sees news of the day and not an archive.
    """
    today = [step for step in steps("publish") if step["at"].date() == START.date()]
    count = Counter(site for step in today for site in step["sites"])
    assert sum(number >= 4 for number in count.values()) >= 2
    assert set(count) == {site.code for site in house().sites}


def test_the_lead_stands_on_two_sites_at_home_on_the_security_one() -> None:
    """
    It is the newest of the story that the first page was about: the denier's own side announces what he denied.
    """
    (published,) = (step for step in steps("publish") if step["story"] == "lead")
    assert published["home"] == "bulwark" and len(published["sites"]) == 2
    assert planted("the same story from another agency")["source"] != planted("the lead")["source"]
    (denial,), (lead,) = labelled()["denial"], labelled()["lead"]
    assert denial.item in {link.item for link in lead.links}
    assert denial.issued and lead.issued and denial.issued < lead.issued


def test_an_update_and_a_correction_are_newer_versions_and_the_correction_says_what_was_wrong() -> None:
    """
    An error that an agency mends is told to readers in its own words.
    """
    for label, signal in (("the update", "update"), ("the correction", "correction")):
        first, second = labelled()[planted(label)["name"]]
        assert first.item == second.item and (first.number, second.number) == (1, 2)
        assert signal in second.signals and first.body != second.body
    assert "52 billion" in labelled()["deal"][1].notes[0] and "25 billion" in labelled()["deal"][1].notes[0]
    assert house().source("cob").updates == "auto"  # type: ignore[union-attr]


def test_the_killed_story_had_been_published_on_two_sites() -> None:
    """
    A kill is worth showing only where there is something to take back.
    """
    story, kill = labelled()["fire"]
    (published,) = (step for step in steps("publish") if step["story"] == "fire")
    assert story.item == kill.item and kill.status == "canceled"
    assert len(published["sites"]) == 2
    assert planted("the mandatory kill")["at"] - published["at"] > timedelta(hours=3)


def test_an_embargo_lifts_and_a_licence_lapses_two_minutes_after_the_start() -> None:
    """
    Time alone makes one story appear and another go, without anybody's hand.
    """
    (embargoed,), (lapsing,) = labelled()["pulsar"], labelled()["deadline"]
    licence = house().licence("tra")
    assert embargoed.embargo == SOON
    assert lapsing.issued and licence and licence.days
    assert lapsing.issued + timedelta(days=licence.days) == SOON
    assert {"pulsar", "deadline"} <= {step["story"] for step in steps("publish")}


def test_the_page_by_hand_teases_a_story_that_arrives_later() -> None:
    """
    The link behind "read more" comes by itself when the whole text is there.
    """
    page = planted("the page of three parts")
    main, backgrounder, teaser = reading(page["file"]).versions
    assert (main.role, backgrounder.role, teaser.role) == ("main", "backgrounder", "teaser")
    assert reading(page["file"]).package and teaser.extent == "teaser"
    full = planted("the full story behind a teaser")
    assert full["at"] > page["at"] and reading(full["file"]).versions[0].headline == teaser.headline


def test_the_repeat_is_the_very_file_that_came_before() -> None:
    """
    The same bytes are one delivery, however often they come.
    """
    again = planted("the exact repeat")
    earlier = [step for step in steps("ingest") if step["file"] == again["file"] and step["at"] < again["at"]]
    assert len(earlier) == 1 and again["expect"] == "repeated"


def test_own_reporting_has_a_named_writer_and_one_error_put_right() -> None:
    """
    What we write ourselves carries a name, and what we get wrong is mended in the open.
    """
    (own,), (corrected,) = labelled()["answers"], steps("correct")
    assert own.byline in script()["people"].values()
    wrong = labelled()[corrected["story"]][0].body[corrected["replace"][0]["block"]].text
    assert "500 years" in wrong and "500 years" in corrected["wrong"]
    assert "700 years" in corrected["replace"][0]["text"]


def test_a_story_taken_back_returns() -> None:
    """
    Withdrawal, unlike a kill, is not the end.
    """
    (withdrawn,) = steps("withdraw")
    moments = [step["at"] for step in steps("publish") if step["story"] == withdrawn["story"]]
    assert len(moments) == 2 and moments[0] < withdrawn["at"] < moments[1]
