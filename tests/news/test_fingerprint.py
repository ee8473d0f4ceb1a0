"""Killed text is known again when it comes back, and other reports are not taken for it."""

import random
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.news import fingerprint
from dateline.news.clues import PRINT
from dateline.news.fingerprint import alike, middle, prints, runs, words


def sketch(text: str) -> tuple[int, ...]:
    """What a text is known again by."""
    return fingerprint.sketch(words(text))


HEADLINE = "Ferry with 212 aboard runs aground off Tallow Head"
PARAGRAPHS = (
    "A ferry with 212 people aboard ran aground off Tallow Head before dawn on Monday, and the last of its passengers"
    " were brought ashore by fishing boats nine hours later, the harbour office of Saltmarsh said.",
    "Nobody was killed. Fourteen people were treated for cold and bruises, among them the second engineer, who had"
    " stayed below to close the fuel valves, said Odile Brandt, the harbour master.",
    "The Corncrake, built in 1988, had left Saltmarsh at 03.40 for the island of Outer Kiln with lorries of flour and"
    " cattle feed. She struck a sandbank that surveyors had marked on charts only last spring.",
    "Her captain told rescuers that the steering had not answered for about two minutes, Brandt said. The company that"
    " owns the ship, Northwater Lines, declined to comment until divers had looked at the rudder.",
    "Fishermen from three villages reached the ship first and tied their boats alongside. One of them, Anselm Quaye,"
    " said children were handed down in flour sacks because the ladders had iced over.",
    "The sandbank has moved some 90 metres to the east since 2015, according to the coast survey, which had asked for"
    " a new light there. The ministry refused the money twice.",
    "Services to Outer Kiln stay suspended until Thursday at least. Northwater Lines runs two other ships of the same"
    " make, the Lapwing and the Dunlin, and both were ordered into port for inspection.",
    "Unions have said for years that crews were too small for winter crossings. The last grounding on this route, in"
    " 2009, cost six lives and led to a rule that every ship carry a second radio.",
)
REPORT = " ".join((HEADLINE, *PARAGRAPHS))
KILLED = sketch(REPORT)
OTHER_VIEW = (
    "Saltmarsh rescue hailed as fishermen save ferry passengers. Fishing crews were being praised on Monday night for"
    " getting more than two hundred passengers off a stranded ferry without losing anyone. Villagers lit fires on the"
    " beach and wrapped the survivors in sailcloth. The Corncrake lay on her side in shallow water while salvage"
    " experts argued over whether she could be towed at the next spring tide. Harbour master Odile Brandt promised an"
    " inquiry. Opposition members demanded that the transport minister explain why a warning light had never been"
    " built, and a motion is expected when parliament sits again next week."
)
FOLLOW_UP = (
    "Minister to answer for missing light after grounding. Transport minister Hesper Lund will be questioned by a"
    " committee on Friday about a warning light that was never built off Tallow Head, her office said. Lund has"
    " been in post since June and did not take part in the decision, an aide said. Documents seen by the committee"
    " show that the coast survey wrote to the ministry in four successive years. Members want to know who signed the"
    " replies. A former head of the survey, Piet Aldous, offered to give evidence in public. He said in a letter that"
    " the sum asked for was smaller than the cost of one rescue flight. The chair of the committee, Ruth Okafor-Bell,"
    " said the session could last all day and that nobody would be spared. Engineers expect to refloat the ship at the"
    f" spring tide. {PARAGRAPHS[5]} {PARAGRAPHS[7]}"
)


def _edited(text: str) -> str:
    for old, new in (
        ("before dawn", "early"),
        ("brought ashore", "taken ashore"),
        ("the harbour master", "harbour master"),
        ("lorries of flour and cattle feed", "lorries of flour and animal feed"),
        ("declined to comment", "would not comment"),
        ("some 90 metres", "about 90 metres"),
        ("Unions have said for years", "Unions have long said"),
    ):
        assert old in text
        text = text.replace(old, new)
    return text


COPIES = {
    "as it was": REPORT,
    "in capitals, with other quotes and blanks": "\n\n  ".join((HEADLINE, *PARAGRAPHS)).upper().replace(",", " –"),
    "lightly edited": _edited(REPORT),
    "with a lead before it": "Shares of Northwater Lines fell by a fifth on Monday after one of its ships was stranded"
    f" on a sandbank in bad weather, and trading was halted twice before noon. {' '.join(PARAGRAPHS)}",
    "with a new lead": f"Divers search for cause. All are safe after a night on the sands. {' '.join(PARAGRAPHS[1:])}",
    "its first half": " ".join((HEADLINE, *PARAGRAPHS[:4])),
    "its second half": " ".join(PARAGRAPHS[4:]),
    "under another agency's name": f"By Ann Other, SALTMARSH, Jan 16 (Tallow Press) - {' '.join(PARAGRAPHS)}"
    " Reporting by Ann Other; editing by Bo Else. (c) Tallow Press Service",
    "with its paragraphs moved": " ".join((PARAGRAPHS[5], PARAGRAPHS[1], *PARAGRAPHS[2:5], PARAGRAPHS[0])),
    "with one figure corrected": REPORT.replace("212", "221"),
    "inside a round-up": f"{REPORT} {OTHER_VIEW}",
}


@pytest.mark.parametrize("text", COPIES.values(), ids=COPIES)
def test_killed_text_that_comes_back_is_known(text: str) -> None:
    """
    A kill holds whatever the id, the dateline or the lead that its words come back under.
    """
    again = sketch(text)
    assert alike(KILLED, again) and alike(again, KILLED)
    assert set(prints(KILLED)) & set(prints(again))


@pytest.mark.parametrize("text", [OTHER_VIEW, FOLLOW_UP], ids=["another report", "a follow-up with two paragraphs"])
def test_another_report_on_the_same_event_is_not_held(text: str) -> None:
    """
    The desk goes on covering what a killed story was about.
    """
    assert not alike(KILLED, sketch(text)) and not alike(sketch(text), KILLED)


TEMPLATES = {
    "weather": (
        "Saltmarsh weather. Cloudy at first over the harbour, with highs of {} degrees in the north and {} in the"
        " south. Winds from the west at {} knots, easing to {} by evening. Rain of {} millimetres is expected along"
        " the coast and {} in the hills. Pressure {} and rising. Sea temperature {} degrees, waves to {} metres.",
        (12, 15, 22, 14, 3, 9, 1013, 8, 2),
        (11, 17, 25, 10, 4, 7, 1009, 9, 3),
    ),
    "markets": (
        "Saltmarsh exchange closes. The Kiln index ended at {} points, {} percent from the day before. Northwater Lines"
        " traded at {} crowns, Tallow Mills at {} and Outer Kiln Shipping at {}. Turnover was {} million crowns in {}"
        " contracts. Flour for delivery in March stood at {} crowns a tonne, cattle feed at {}.",
        (4012, "0.8", "17.20", "88.10", "5.05", 412, 9120, 240, 133),
        (4055, "1.1", "17.90", "86.40", "5.15", 398, 8841, 243, 131),
    ),
    "results": (
        "Results of the Outer Kiln league: {} in the match of the day, watched by {} people at the harbour ground, with"
        " goals in the {} and {} minutes before half time. Reserves {}, juniors {}. Next round on the {} of the month,"
        " kick-off at {} for all matches, tickets from {} crowns at the gate.",
        ("2-1", 1204, "12th", "40th", "0-0", "3-2", "18th", "15.00", 8),
        ("1-3", 998, "7th", "31st", "2-2", "1-0", "25th", "14.30", 9),
    ),
}


@pytest.mark.parametrize(("form", "one", "other"), TEMPLATES.values(), ids=TEMPLATES)
def test_the_same_form_with_other_figures_is_another_report(
    form: str, one: tuple[object, ...], other: tuple[object, ...]
) -> None:
    """
    A killed weather report takes down that day's, not every day's after it.
    """
    assert alike(sketch(form.format(*one)), sketch(f"SALTMARSH (Tallow Press) - {form.format(*one)}"))
    assert not alike(sketch(form.format(*one)), sketch(form.format(*other)))


ALERT = "Harbour minister Hesper Lund resigns over ferry contract, her office says"


@pytest.mark.parametrize(
    ("again", "held"),
    [
        (ALERT.upper(), True),
        (f"FLASH - {ALERT}", True),
        (f"{ALERT} (Tallow Press)", True),
        (ALERT.replace(", her office says", " - office"), True),
        (ALERT.replace("resigns over", "denies fraud in"), False),
        (ALERT.replace("Hesper Lund", "Ruth Okafor-Bell"), False),
        ("Finance minister Piet Aldous resigns over budget dispute, his party says", False),
        (f"{ALERT}. {OTHER_VIEW}", False),
    ],
)
def test_an_alert_is_known_by_its_words(again: str, held: bool) -> None:
    """
    One line is often all there is to kill; another line on another person is news.
    """
    assert alike(sketch(ALERT), sketch(again)) is held
    assert not held or set(prints(sketch(ALERT))) & set(prints(sketch(again)))


def test_alerts_that_differ_in_a_figure_differ() -> None:
    """
    Two quakes are two alerts.
    """
    quake = "Quake of magnitude {} strikes {} km off the coast of Outer Kiln, the Saltmarsh survey says on Monday night"
    assert not alike(sketch(quake.format("6.1", 40)), sketch(quake.format("5.8", 40)))
    assert alike(sketch(quake.format("6.1", 40)), sketch("Alert: " + quake.format("6.1", 40)))


def test_an_alert_that_grew_by_a_line_is_known() -> None:
    """
    Between an alert and a report there is no gap to slip through.
    """
    short = " ".join(PARAGRAPHS[0].split()[:24])
    grown = f"{short} - officials say, more soon"
    assert alike(sketch(short), sketch(grown)) and set(prints(sketch(short))) & set(prints(sketch(grown)))


@pytest.mark.parametrize("text", ["", "   ", "Kill", "Seven words say too little to hold"])
def test_a_text_of_a_few_words_has_no_sketch_and_is_like_nothing(text: str) -> None:
    """
    A kill of "More soon" must not hold every "More soon".
    """
    assert sketch(text) == () and prints(()) == ()
    assert not alike((), ()) and not alike((), KILLED) and not alike(KILLED, ())


def test_a_sketch_is_the_same_on_every_machine() -> None:
    """
    State that two machines derive from one ledger is one state.
    """
    assert sketch("Ferry runs aground off Tallow Head with 212 aboard") == PINNED
    assert prints(PINNED) == CLUES


@pytest.mark.parametrize(
    "text",
    [
        "Паром с двумястами пассажирами сел на мель у мыса Таллоу, сообщила портовая служба в понедельник утром, все"
        " люди доставлены на берег рыбаками, четырнадцать человек получили помощь врачей, причина не названа; паром"
        " вышел из Солтмарша до рассвета с грузом муки и кормов для острова и задел отмель, отмеченную на картах",
        "नौका सोमवार तड़के टैलो अंतरीप के पास रेत में फँस गई और सभी यात्री नौ घंटे"
        " बाद मछुआरों की नावों से तट पर लाए गए। बंदरगाह कार्यालय ने"
        " कहा कि किसी की मृत्यु नहीं हुई और चौदह लोगों का उपचार किया गया है जबकि कारण अभी ज्ञात नहीं",
    ],
    ids=["Cyrillic", "Devanagari"],
)
def test_other_scripts_have_words_too(text: str) -> None:
    """
    A killed text of any agency is known again.
    """
    half = " ".join(text.split()[: len(text.split()) * 2 // 3])
    assert alike(sketch(text), sketch(text.replace(",", " –"))) and alike(sketch(text), sketch(half))
    assert not alike(sketch(text), sketch(REPORT))


def test_quotes_and_dashes_of_another_typewriter_change_nothing() -> None:
    """
    A wire in ASCII and the same wire in print marks are one text.
    """
    plain = REPORT.replace("said Odile", '"said" Odile').replace("Tallow Head", "Tallow's Head")
    printed = REPORT.replace("said Odile", "“said” Odile").replace("Tallow Head", "Tallow’s Head")
    assert sketch(plain) == sketch(printed.replace(" ", "\xa0"))


@given(st.text(max_size=400) | st.lists(st.sampled_from([*REPORT.split(), "7", "é"]), max_size=120).map(" ".join))
def test_any_text_has_a_sketch_of_few_small_numbers(text: str) -> None:
    """
    What is kept for each killed text is small, sorted and fits 32 bits.
    """
    made = sketch(text)
    assert list(made) == sorted(made) and len(made) <= 220 and all(0 <= h < 2**32 for h in made)
    assert bool(made) == alike(made, made) or len(made) < 5
    assert len(prints(made)) <= 16 and set(prints(made)) <= set(prints(made, 16))


def _story(rnd: random.Random, vocabulary: list[str], length: int) -> list[str]:
    return [rnd.choice(vocabulary) if rnd.random() > 0.05 else str(rnd.randrange(2000)) for _ in range(length)]


def test_of_many_texts_each_finds_its_own_copy_and_no_other() -> None:
    """
    Held at ingest are copies of what was killed, out of a year of other stories.
    """
    rnd = random.Random(7)
    common = ["the", "of", "and", "that", "said", "were", "after", "with", "from", "have"]
    vocabulary = ["".join(rnd.choices("abdeiklmnorstu", k=rnd.randint(3, 9))) for _ in range(900)] + common * 60
    stories = [_story(rnd, vocabulary, rnd.randint(60, 400)) for _ in range(400)]
    sketches = [sketch(" ".join(s)) for s in stories]
    noted = {clue: n for n, made in enumerate(sketches) for clue in prints(made)}
    missed = 0
    for n, story in enumerate(stories):
        cut = story[: len(story) // 2] if n % 2 else story
        copy = sketch(" ".join(w for w in cut if rnd.random() > 0.05))
        met = {noted[c] for c in prints(copy, 16) if c in noted}
        missed += n not in met or not alike(sketches[n], copy)
        assert not any(alike(sketches[other], copy) for other in met - {n})
    assert missed <= 8


def test_a_sketch_takes_no_time_that_an_ingest_would_feel() -> None:
    """
    Each delivery is compared; the bound is wide, for a slow machine.
    """
    text = " ".join((REPORT, OTHER_VIEW))
    started = time.perf_counter()
    for _ in range(50):
        sketch(text)
    assert (time.perf_counter() - started) / 50 < 0.002


PINNED = (
    182796135,
    503228199,
    733764930,
    1594393031,
    1832908159,
    2151316254,
    2326517023,
    2559631886,
    2568640898,
    2794502886,
    2817783454,
    3205307410,
    3584060082,
    3592732382,
    3622229226,
    3813639131,
    3961430278,
    4036450379,
    4166773675,
)
CLUES = tuple(
    PRINT + h
    for h in (
        0x0AE53F67,
        0x1DFEA727,
        0x5F0881C7,
        0x6D3FF57F,
        0x8AABD51F,
        0xE34F83DB,
        0xF097584B,
        0xF85BEBAB,
    )
)


LIGHT: dict[str, Callable[[list[bytes]], list[bytes]]] = {
    "as it is": lambda w: w,
    "with a dateline": lambda w: [b"saltmarsh", b"jan", b"16", *w],
    "without its first words": lambda w: w[3:],
    "with other first words": lambda w: [b"so", b"that", *w[2:]],
    "with other last words": lambda w: [*w[:-2], b"so", b"there"],
    "with other words at both ends": lambda w: [b"so", *w[1:-1], b"there"],
    "two thirds of it": lambda w: w[: len(w) * 2 // 3],
}


@pytest.mark.parametrize("name", LIGHT)
def test_a_paragraph_is_found_by_its_middle_however_it_was_trimmed(name: str) -> None:
    """
    An editor pastes a paragraph of another story, and cuts the dateline off.
    """
    for paragraph in map(words, PARAGRAPHS):
        assert set(middle(paragraph)) & set(runs(LIGHT[name](paragraph)))


def test_a_paragraph_is_found_whichever_word_of_it_was_changed() -> None:
    """
    One word falls on one side of the middle; the other side stays.
    """
    for paragraph in map(words, PARAGRAPHS):
        for n in range(len(paragraph)):
            changed = [*paragraph[:n], b"otherwise", *paragraph[n + 1 :]]
            assert set(middle(paragraph)) & set(runs(changed))


def test_other_paragraphs_are_not_found() -> None:
    """
    What is found is compared word by word, which must not happen for each story of a year.
    """
    noted = [set(middle(words(p))) for p in PARAGRAPHS]
    for n, paragraph in enumerate(PARAGRAPHS):
        assert [m for m, clues in enumerate(noted) if clues & set(runs(words(paragraph)))] == [n]


@given(st.lists(st.sampled_from([b"a", b"boat", b"7", "né".encode()]), max_size=30))
def test_a_paragraph_of_any_length_finds_itself(paragraph: list[bytes]) -> None:
    """
    Short ones stand in two reports by chance: they have no clue, and ask for none.
    """
    assert set(middle(paragraph)) <= set(runs(paragraph))
    assert bool(middle(paragraph)) == bool(runs(paragraph)) == (len(paragraph) >= 8)


@given(st.text(st.characters() | st.sampled_from("abc ,.-ß’é"), max_size=80))
def test_a_text_has_the_words_of_its_paragraphs(text: str) -> None:
    """
    They are cut out of each paragraph once, and are those of the whole; case and marks are no part of them.
    """
    cut = words(text)
    assert words(f"{text} {text}") == cut * 2
    assert words(b" \xe2\x80\x94 ".join(cut).decode(errors="replace")) == cut
