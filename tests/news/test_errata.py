"""What readers are told of an error, and what a note of ours may not call it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from dateline.news.blocks import Block, paragraph
from dateline.news.errata import euphemism, said
from dateline.news.facts import Wording

FERRY = "A ferry with 212 people aboard ran aground off Tallow Head."
NOBODY = "Nobody was killed, said Dr. Odile Brandt."
BANK = "The sandbank has moved some 90 metres since 2015."
LONG = (
    "The captain, who had served for thirty years on ships of the line and had come to Saltmarsh from Outer Kiln only"
    " in the spring, told rescuers that the steering had not answered for two minutes before she struck the bank in the"
    " dark, and that he had then ordered everybody on deck and fired three flares over the village."
)


def text(*paragraphs: str, headline: str = "Ferry aground", standfirst: str = "") -> Wording:
    """An article's words."""
    return Wording(headline, tuple(map(paragraph, paragraphs)), standfirst)


def mended(before: str, after: str) -> str:
    """The note on one paragraph that was changed."""
    return said(text(FERRY, before), text(FERRY, after))


def test_a_note_says_what_was_wrong_and_what_is_right() -> None:
    """
    A reader who remembers 212 learns that it was never true.
    """
    assert said(text(f"{NOBODY} {FERRY}"), text(f"{NOBODY} {FERRY.replace('212', '221')}", BANK)) == (
        "An earlier version said “A ferry with 212 people aboard ran aground off Tallow Head”;"
        " it should have said “A ferry with 221 people aboard ran aground off Tallow Head”."
    )


def test_what_was_taken_out_is_said_too() -> None:
    """
    A source that drops a claim does not always say why; that it is gone is a fact.
    """
    note = "An earlier version held a passage that was wrong; it was taken out."
    assert said(text(f"{FERRY} {NOBODY}", BANK), text(FERRY, BANK)) == note


def test_what_was_merely_added_is_no_error_unless_it_is_all_there_is() -> None:
    """
    A correction that only adds mends what was left out.
    """
    assert said(text(FERRY), text(FERRY, BANK)) == (
        "An earlier version left out: “The sandbank has moved some 90 metres since 2015”."
    )
    assert BANK[:12] not in said(text(FERRY), text(FERRY.replace("212", "221"), BANK))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (FERRY, f"  {FERRY.replace(' ', '  ')} "),
        ('He said "no" - twice.', "He said “no” – twice"),
        ("SALTMARSH, Jan 16 (NWA) - " + FERRY, "SALTMARSH, Jan 17 (NWA) -- " + FERRY),
        (FERRY, f"(Corrects day of the week in paragraph 3)\n{FERRY}"),
        (FERRY, f"[Eds: updates with quotes]\n{FERRY}"),
        (f"{NOBODY} {FERRY}", f"{FERRY} {NOBODY}"),
    ],
    ids=["blanks", "marks", "the dateline's day", "words to desks", "words to editors", "order"],
)
def test_what_says_the_same_is_not_told(before: str, after: str) -> None:
    """
    A note about nothing teaches readers to skip notes.
    """
    assert said(text(*before.split("\n")), text(*after.split("\n"))) == ""


@pytest.mark.parametrize(
    ("before", "after", "wrong", "right"),
    [
        ("It fell to -5 degrees.", "It fell to 5 degrees.", "It fell to -5 degrees", "It fell to 5 degrees"),
        ("It cost $5 a head.", "It cost €5 a head.", "It cost $5 a head", "It cost €5 a head"),
        ("It grew 1.5 percent.", "It grew 15 percent.", "It grew 1.5 percent", "It grew 15 percent"),
        ("He said “no” to it.", "He said “yes” to it.", "He said ‘no’ to it", "He said ‘yes’ to it"),
        ('He said "no" to it.', 'He said "yes" to it.', "He said ‘no’ to it", "He said ‘yes’ to it"),
        ("Did he know it?", "Did she know it?", "Did he know it?", "Did she know it?"),
        ("He did not know.", "He did know.", "He did not know", "He did know"),
    ],
)
def test_small_signs_that_change_the_sense_are_told(before: str, after: str, wrong: str, right: str) -> None:
    """
    A minus, a currency or a "not" is all the difference there is.
    """
    assert mended(before, after) == f"An earlier version said “{wrong}”; it should have said “{right}”."


def test_a_long_sentence_is_cut_to_what_changed() -> None:
    """
    Nobody finds one figure in sixty words.
    """
    note = mended(LONG, LONG.replace("two minutes", "two hours"))
    wrong, right = (part.split("”")[0] for part in note.split("“")[1:])
    assert "two minutes" in wrong and "two hours" in right and "thirty years" not in note
    assert all(part.startswith("… ") and part.endswith(" …") for part in (wrong, right))
    assert max(len(part.replace("…", "").split()) for part in (wrong, right)) <= 30


def test_what_was_taken_back_is_not_said_again() -> None:
    """
    A claim that its source takes back is often one that must not be repeated.
    """
    note = said(text(FERRY, LONG, NOBODY), text(FERRY))
    assert note == "An earlier version held 2 passages that were wrong; they were taken out."


def test_headline_and_standfirst_come_first_without_the_sources_tags() -> None:
    """
    "CORRECTED-" is an instruction to desks.
    """
    before = text(FERRY, headline="Ferry sinks off Tallow", standfirst="All 212 are safe")
    after = text(
        FERRY.replace("ran aground", "lay"), headline="CORRECTED-Ferry lies off Tallow", standfirst="All 221 are safe"
    )
    note = said(before, after)
    assert note.startswith(
        "An earlier version said “Ferry sinks off Tallow”; it should have said “Ferry lies off Tallow”."
        " An earlier version said “All 212 are safe”; it should have said “All 221 are safe”."
    )
    assert said(text(FERRY), text(FERRY, headline="CORRECTED-Ferry aground")) == ""
    assert said(text(FERRY), text(FERRY, headline="Divers look for cause of stranding")) == ""


def test_the_same_slip_is_told_once() -> None:
    """
    A name misspelt ten times is one error.
    """
    before = text("Mr Kesler said so.", "Then Mr Kesler left.", headline="Kesler resigns at once")
    after = text("Mr Kessler said so.", "Then Mr Kessler left.", headline="Kessler resigns at once")
    assert said(before, after).count("An earlier version") == 1


def test_no_more_than_a_few_errors_are_told_and_the_others_are_counted() -> None:
    """
    A note is read; a list is not.
    """
    before, after = ([f"Item {n} costs {n + more} crowns." for n in range(6)] for more in (0, 7))
    note = said(text(*before), text(*after))
    assert note.count("it should have said") == 3 and note.endswith("“Item 2 costs 9 crowns”, and 3 more.")
    assert said(text(*before), text(*after), 1).endswith("“Item 0 costs 7 crowns”, and 5 more.")
    assert "more" not in said(text(*before[:3]), text(*after[:3]))


def test_a_changed_sentence_comes_before_one_that_went() -> None:
    """
    What is right now is what a reader needs most.
    """
    note = said(text(NOBODY, BANK), text(BANK.replace("90", "60")))
    assert note.index("60 metres") < note.index("taken out")


def test_items_and_rows_are_told_one_by_one() -> None:
    """
    One wrong result does not repeat the table.
    """
    before = Wording("Results", (Block("list", "<ul><li>Tallow 3</li><li>Kiln 4</li></ul>"),))
    after = Wording("Results", (Block("list", "<ul><li>Tallow 3</li><li>Kiln 5</li></ul>"),))
    assert said(before, after) == "An earlier version said “Kiln 4”; it should have said “Kiln 5”."


WORDS = st.lists(
    st.sampled_from(["ferry", "bank", "12", "13", "Tallow", "not", "Dr.", "“so”"]), min_size=1, max_size=40
)
TEXTS = st.lists(WORDS.map(lambda w: " ".join(w) + "."), max_size=5).map(lambda ps: text(*ps))


@given(TEXTS, TEXTS)
def test_any_two_texts_have_a_note_of_whole_short_sentences(before: Wording, after: Wording) -> None:
    """
    Whatever a source sends, the note is fit to print.
    """
    note = said(before, after)
    assert said(before, before) == ""
    assert note == "" or (note.startswith("An earlier version") and note.endswith("."))
    assert note.count("“") == note.count("”") <= 6
    assert all(len(part.split("”")[0].split()) <= 32 for part in note.split("“")[1:])
    assert said(before, replace(after, kicker="x", byline="y", dateline=None)) == note


@pytest.mark.parametrize(
    "note",
    [
        "Clarifies the mayor's title",
        "Clarifies that the mayor resigned",
        "clarifies spelling",
        "Recasts lead",
        "Recasts headline and first paragraph",
        "recast to show the order of events",
        "Fixes spelling of name in paragraph 3",
        "Fixed spelling of the captain's name",
        "Fixed the headline",
        "Tweaks headline",
        "Changes figure to 12",
        "Changes 212 to 221",
        "Changes to say the ship was built in 1988",
        "Updates with the right name",
        "Updates the number of passengers",
        "Updates to reflect the captain's title",
        "Amends the date",
        "Amended to reflect the right date",
        "Amended the third paragraph",
        "This story has been updated to reflect the right name",
        "This story has been clarified",
        "This story was clarified to say that the mayor resigned",
        "This article has since been amended",
        "This article was amended on 3 May 2020 to name the ship",
        "The story has been updated",
        "The story was recast",
        "The headline was changed",
        "The headline has been changed to reflect the count",
        "The headline of this story was changed",
        "The third paragraph has been tweaked",
        "Paragraph 3 was changed",
        "Our report was updated",
        "An earlier version has been updated",
        "This story's headline has been changed",
        "We have updated this story",
        "We've clarified the mayor's title",
        "We clarify that the ship was Danish",
        "We changed the headline",
        "The desk updated the count",
        "Editors amended the caption",
        "Correction: Clarifies the mayor's title",
        "CORRECTION - Recasts first paragraph",
        "Clarification: the mayor is a deputy mayor",
        "CLARIFICATION",
        "A clarification has been added to this story",
        "This is a clarification",
        "Clarification of the mayor's title",
        "To clarify, the mayor did not resign",
        "This is to clarify that the mayor did not resign",
        "This story has been corrected to clarify the mayor's title",
        "Edited for clarity",
        "This story was edited for clarity",
        "Corrected to clarify who spoke",
        "For clarity, the name is spelled out",
        "Update: the mayor is a deputy mayor",
        "Updated",
        "Updated.",
        "Updated to say who spoke",
        "Updated at 14:00 with the right name",
        "Recast",
        "Changed the name",
        "(Clarifies mayor's title)",
        "An earlier version said 212; it has been updated.",
        "An earlier version gave a wrong name. This story has been updated.",
        "The ship was built in 1988, not 1998. Clarifies its name as well.",
        "This corrects the date; also clarifies the name",
        "Headline changed",
        "Story updated with right name",
        "Headline and caption updated",
        "Minor fix to headline",
        "Small tweaks",
        "Spelling fixed",
        "A mistake was fixed",
        "Title changed",
        "Date changed from May to June",
        "The article has been updated",
        "Has been clarified",
        "Adds context, clarifies title",
        "Corrects name; recasts lead",
        "recasts",
        "Clarifies.",
        "(Recast)",
        "Clarifying",
        "The item clarifies that four barges sank",
        "The report now clarifies who spoke",
        "The article was updated",
        "The text was changed to say who spoke",
        "The copy has since been amended",
        "The report has been tweaked",
        "A clarification: four barges, not three",
        "A small fix - the name is Orla",
        "Four barges sank. clarifies",
        "An earlier version gave a wrong name. the story was recast",
    ],
)
def test_a_note_that_hides_an_error_is_refused(note: str) -> None:
    """
    "Clarifies" says that readers misunderstood; they read what we wrote.
    """
    word = euphemism(note)
    assert word and word in note


@pytest.mark.parametrize(
    "note",
    [
        "the law changes in May",
        "The law changes in May",
        "the minister clarified his position",
        "The minister clarified that he would stay",
        "An earlier version said “This story has been updated”. It should have said “has been killed”.",
        "An earlier version said the law changes in May. It should have said the law changes in June.",
        "An earlier version said the council amended the plan. It should have said the council rejected it.",
        'An earlier version said "Clarifies the mayor\'s title".',
        "An earlier version gave the wrong name of the ship: she is the Corncrake.",
        "Changes in the law take effect in May",
        "Changes to the timetable were announced on Monday",
        "Changes of crew are due on Friday",
        "Updates on the storm are expected hourly",
        "Fixes to the bridge cost two million",
        "Fixed prices rose by a tenth",
        "Updated figures from the ministry show 12 dead",
        "Updated forecasts put the storm at noon",
        "Amended rules came into force in 1999",
        "The mayor fixed the roof",
        "the government recast the budget",
        "The article of the constitution was amended in 1999",
        "The sentence was changed to life",
        "The report was updated by the ministry in May",
        "The text of the treaty was amended",
        "The ship's engine was changed in 2015",
        "the bridge was closed and fixed in May",
        "The name of the ship was changed in 2011",
        "The mayor changes trains at Tallow",
        "She updates the register each week",
        "The ministry issued a clarification on Monday",
        "The court asked for clarification",
        "A clarification by the ministry was wrong",
        "Clarification of the rules came in May",
        "The company tweaks its prices weekly",
        "The price was fixed at 12 crowns",
        "212",
        "the 12 crates",
        "The treaty amends the law of 1988",
        "It should have said that it was changed in May",
        "An update of the software failed",
        "Update of the register costs a crown",
        "The update was sent on Monday",
        "He was not the mayor",
        "The captain said the story had changed twice",
        "Change is coming, the mayor said",
        "the climate changes",
        "The bridge has been fixed",
        "The date of the vote was changed to June",
        "the title of the film was changed",
        "The headline rate of inflation was changed in May",
        "Fixed-rate loans cost 7 percent",
        "The court corrected the date, and the law changes in May",
        "An earlier version left out: “Nobody was killed”.",
        "The version for ferries was changed by the builder",
        "changes",
        "Updates",
        "the fixes",
        "The report was updated by the harbour master",
        "The article was amended in 1999",
        "The report of the inquiry clarifies the rules",
        "the item was changed by the court",
        "",
    ],
)
def test_the_same_words_about_the_world_are_plain_news(note: str) -> None:
    """
    Laws change and ministers clarify; a note must be able to say so.
    """
    assert euphemism(note) == ""


def test_what_said_writes_is_no_euphemism() -> None:
    """
    Our own sentences keep our own rule.
    """
    law = "The law changes in May, and the minister clarified it."
    assert euphemism(said(text(FERRY, law), text(FERRY, law.replace("May", "June")))) == ""
    assert euphemism(said(text(FERRY, law), text(FERRY))) == "" == euphemism(said(text(FERRY), text(FERRY, law)))


@given(st.text(max_size=200) | WORDS.map(" ".join))
def test_any_note_is_read_to_its_end(note: str) -> None:
    """
    The word that is named stands in the note, so that its writer finds it.
    """
    assert euphemism(note) in note
