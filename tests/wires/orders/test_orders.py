"""Orders in words: about the text that says them, and about others."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news.blocks import paragraph
from dateline.news.wire import Link, Version
from dateline.wires.advisory import is_for_desk
from dateline.wires.order_words import orders_in
from dateline.wires.orders import obeyed

RECEIVED = datetime(2020, 1, 16, 12, tzinfo=UTC)
LONG = tuple(
    paragraph(f"The harbour burned for the {n}th hour, and the crews went on with their work there.") for n in range(12)
)


@pytest.mark.parametrize(
    ("words", "action", "item", "slug", "serial"),
    [
        ("Please kill the story Harbour-Fire, V9991. A kill is mandatory.", "kill", None, "Harbour-Fire", "v9991"),
        ("Please kill item dpa 157 of 16 Jan", "kill", None, "", "157"),
        ("Editors: hold the story Ferry-Strike (a0584)", "withhold", None, "Ferry-Strike", "a0584"),
        ("KILL: urn:newsml:harbour.example:20200116:17", "kill", "urn:newsml:harbour.example:20200116:17", "", ""),
        ("KILL a0584", "kill", None, "", "a0584"),
        ("KILL KILL KILL dpa 157", "kill", None, "", "157"),
        ("The story headlined 'Fire at the harbour', moved at 0915 GMT, has been withdrawn", "kill",
         None, "fire-at-the-harbour", ""),
        ('Please kill the story slugged "Harbour-Fire" sent at 09.15', "kill", None, "Harbour-Fire", ""),
        ("Please disregard the item slugged Harbour Fire of Jan 16", "withhold", None, "Harbour Fire", ""),
        ("Bitte die Meldung dpa 157 (Hafenbrand) nicht verwenden.", "withhold", None, "", "157"),
        ("Die Meldung dpa 0157 vom 16. Januar wird zurückgezogen.", "kill", None, "", "157"),
        ("Streichen Sie bitte die Meldung dpa 157", "kill", None, "", "157"),
        ("Prière d'annuler la dépêche «Incendie au port» de 10h15", "kill", None, "incendie-au-port", ""),
        ("Please release the story Ferry-Strike (a0584)", "lift", None, "Ferry-Strike", "a0584"),
        ("The hold on the story Ferry-Strike is lifted.", "lift", None, "Ferry-Strike", ""),
        ("Please kill US--Harbour Fire, V9991, moved Thursday.", "kill", None, "US--Harbour Fire", "v9991"),
        ("Please kill the story that moved as V9991.", "kill", None, "", "v9991"),
        ("Please delete tag:aldery.example,2021:17.", "kill", "tag:aldery.example,2021:17", "", ""),
        ("Please kill the photo Harbour-Fire XYZ101", "kill", None, "", "xyz101"),
    ],
)  # fmt: skip
def test_an_order_names_the_story_that_it_means(
    words: str, action: str, item: str | None, slug: str, serial: str
) -> None:
    """
    AP and dpa kill by a text of its own, which names the other by its slug or its number.
    """
    (order, *rest) = orders_in(words)
    assert (order.action, order.item, order.slug, order.serial) == (action, item, slug, serial)
    assert all((one.item, one.serial) == (item, serial) for one in rest)


@pytest.mark.parametrize(
    "words",
    ["Please kill the story. A kill is mandatory.", "Please kill the bill, voters say",
     "The report, seen by police, was withdrawn",
     "Hold story for Sunday", "Please release the hostages, mother says", "The story is now held by a museum",
     "Police kill two seals",
     "Release text from the ministry", ""],
)  # fmt: skip
def test_words_that_name_no_item_are_no_order_about_one(words: str) -> None:
    """
    News speaks of bills that are killed and hostages that are released.
    """
    assert list(orders_in(words)) == []


def test_an_advisory_is_canceled_and_tells_of_the_other() -> None:
    """
    A kill that comes as an item of its own is not to be published either.
    """
    sent = Version(
        item="adv-1",
        headline="BC-Harbour Fire, KILL",
        slug="BC-Harbour-Fire, Kill",
        body=(paragraph("Please kill the story Harbour-Fire, V9991. A kill is mandatory."),),
        issued=RECEIVED,
    )
    ordered = obeyed(sent, received=RECEIVED)
    assert ordered.version.status == "canceled"
    (notice,) = ordered.notices
    assert (notice.action, notice.slug, notice.serial, notice.issued) == ("kill", "Harbour-Fire", "v9991", RECEIVED)


def test_a_link_of_an_advisory_names_what_it_kills() -> None:
    """
    NewsML-G2 lets an advisory point to the item that it takes back.
    """
    sent = Version(
        item="adv-1", headline="MANDATORY KILL", links=(Link("derived-from", "nw:17"), Link("related", "nw:9"))
    )
    assert [(one.action, one.item) for one in obeyed(sent, received=RECEIVED).notices] == [("kill", "nw:17")]


def test_a_canceled_story_does_not_take_its_parent_with_it() -> None:
    """
    A story that was derived from another and is canceled by its status says nothing of the other.
    """
    sent = Version(item="nw:2", headline="Tin rises", status="canceled", links=(Link("derived-from", "nw:1"),))
    assert obeyed(sent, received=RECEIVED).notices == ()


def test_a_substitute_lives_where_its_note_kills_the_one_before() -> None:
    """
    dpa kills an item and sends the right one with a note that says so; that one waits for a look, and is not killed.
    """
    sent = Version(
        item="nw:2", headline="Tin rises", body=LONG, notes=("Please kill item dpa 157 and use this instead.",)
    )
    ordered = obeyed(sent, received=RECEIVED)
    assert (ordered.version.status, bool(ordered.version.doubt)) == ("usable", True)
    assert [(one.action, one.serial) for one in ordered.notices] == [("kill", "157")]


def test_a_picture_that_is_killed_leaves_its_story() -> None:
    """
    A photo desk takes back a picture in the note of the story that it came with.
    """
    sent = Version(item="nw:2", headline="Tin rises", body=LONG, notes=("Please kill the photo XYZ101.",))
    ordered = obeyed(sent, received=RECEIVED)
    assert (ordered.version.status, ordered.version.doubt) == ("usable", "")
    assert [(one.action, one.slug, one.serial) for one in ordered.notices] == [("kill", "", "xyz101")]


@pytest.mark.parametrize(
    ("headline", "notes", "slug", "status"),
    [
        ("KILL KILL KILL Harbour fire", (), "", "canceled"),
        ("STORY WITHDRAWN", (), "", "canceled"),
        ("Harbour fire", ("A kill is mandatory. Make certain the story is not used.",), "", "canceled"),
        ("Harbour fire", (), "BC-Harbour Fire, Kill", "canceled"),
        ("HOLD HOLD HOLD Harbour fire", (), "", "withheld"),
        ("Harbour fire", ("Hold for release.",), "", "withheld"),
        ("HOLD LIFTED: Harbour fire", (), "", "usable"),
        ("Kill Bill returns", (), "", "usable"),
        ("Corrected maps reach schools", (), "", "usable"),
    ],
)
def test_words_decide_the_status_of_the_text_that_says_them(
    headline: str, notes: tuple[str, ...], slug: str, status: str
) -> None:
    """
    An agency without a field for it says it in the headline, the keyword line or the note.
    """
    sent = Version(headline=headline, notes=notes, slug=slug, body=LONG)
    assert obeyed(sent, received=RECEIVED).version.status == status


def test_a_hold_that_anybody_could_have_written_is_a_doubt() -> None:
    """
    A feed proves nobody: an editor may lift what its words hold, and must not publish it unseen.
    """
    version = obeyed(Version(headline="HOLD: Harbour fire"), received=RECEIVED, proves=False).version
    assert (version.status, version.doubt) == ("usable", "its headline says HOLD")


def test_a_hold_with_a_moment_waits_for_it() -> None:
    """
    "Hold for release" until an hour is an embargo, which ends by itself.
    """
    sent = Version(headline="The budget", notes=("HOLD FOR RELEASE 10:00 a.m. ET Jan. 20, 2020",))
    version = obeyed(sent, received=RECEIVED).version
    assert (version.status, version.doubt, version.signals) == ("usable", "", ())
    assert version.embargo == datetime(2020, 1, 20, 15, tzinfo=UTC)


def test_a_field_and_a_note_that_mean_one_embargo_leave_no_doubt() -> None:
    """
    dpa sends both; the note names no zone.
    """
    end = datetime(2020, 1, 17, 10, 30, tzinfo=UTC)
    sent = Version(headline="X", embargo=end, notes=("Nicht vor 17.01.2020, 11:30 Uhr verwenden",))
    version = obeyed(sent, received=RECEIVED).version
    assert (version.embargo, version.doubt) == (end, "")


@pytest.mark.parametrize(
    ("slug", "doubt"),
    [("Harbour Fire, Adv03", "Adv03"), ("BC-Harbour Fire, 1st Ld-1st Add, a0584", ""), ("Harbour Fire, 1st Add",
     "'Add'"),
     ("HARBOUR-FIRE=2", "'2'"), ("Harbour Fire, Insert", "'Insert'"), ("Harbour Fire, 2 Takes", ""),
      ("Add-ons sell", "")],
)  # fmt: skip
def test_a_part_or_an_advance_is_not_published_as_a_whole(slug: str, doubt: str) -> None:
    """
    An add is the end of another text, and an advance is for another day.
    """
    found = obeyed(Version(headline="Fire", slug=slug), received=RECEIVED).version.doubt
    assert doubt in found
    assert bool(found) == bool(doubt) or "Add" in slug


@pytest.mark.parametrize(
    "line",
    ["KILL KILL KILL", "1ST LEAD", "HOLD HOLD HOLD", "Eds: with pictures", "(Adds quote in paragraph 3)",
     "STORY WITHDRAWN",
     "CORRECTS spelling of Harbor in 2nd graf.", "ATTENTION EDITORS - Pictures follow", "EMBARGOED until 1800 GMT",
     "Please kill the story Harbour-Fire, V9991.", "Sperrfrist: Freitag, 10 Uhr", "Achtung Redaktionen: Bilder folgen",
     "(Corrects spelling of Penhallow in paragraph 3)", "N i e u w bericht, vervangt: Brand"],
)  # fmt: skip
def test_a_line_above_the_text_that_is_for_the_desk_is_known(line: str) -> None:
    """
    Readers are not meant to see what agencies tell the desk.
    """
    assert is_for_desk(line)


@pytest.mark.parametrize(
    "line",
    ["Kill Bill returns to the harbour.", "Corrected maps have reached all schools.",
     "Please mind the gap, the keeper said.",
     "The story is told by three keepers.", "Embargo on arms extended, ministers say.", "Editors met in Northport.",
     "HOLD ON, MAYOR SAYS", "The lead was lost.", "Updates to the plan follow in May.", "(Photo: Ann Example)"],
)  # fmt: skip
def test_text_is_not_taken_for_a_line_to_the_desk(line: str) -> None:
    """
    A first sentence that is lost is a story without its news.
    """
    assert not is_for_desk(line)


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=60))
def test_no_words_break_it(headline: str, note: str, slug: str) -> None:
    """
    Headlines, notes and slugs are anything at all; nothing in them makes a text freer.
    """
    sent = Version(headline=headline, notes=(note,), slug=slug, status="withheld")
    assert obeyed(sent, received=RECEIVED).version.status in ("withheld", "canceled")
