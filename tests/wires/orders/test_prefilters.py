"""What is looked at before a slow pattern never turns away a text that the pattern takes."""

import re
from collections.abc import Callable

from hypothesis import assume, given
from hypothesis import strategies as st

from dateline.news import instructions
from dateline.wires import dateline, letters, order_words, places, release, signals
from dateline.wires.months import MONTHS
from dateline.wires.remembered import remembered

#: What stands around the words that ask, in a note.
AROUND = st.sampled_from(["", "Eds: ", "The harbour burned. ", "(", " — ", "Hafenbrand; ", "\n ", "« "])
#: White space as machines and people leave it between words.
BLANKS = st.sampled_from([" ", "  ", "\n", "\t", " \n  ", "\xa0", "\u2003"])
CHANGES: list[Callable[[str], str]] = [str, str.upper, str.lower, str.title, str.swapcase]
CASES = st.sampled_from(CHANGES)
#: Letters that are one with those of ASCII where a pattern knows no case.
ODD = st.sampled_from([("", ""), ("s", "\u017f"), ("k", "\u212a"), ("i", "\u0131"), ("i", "\u0130")])
WORDINGS = (
    "EMBARGOED until 0001 GMT Friday Jan 17", "Strictly not for publication before 1800 GMT",
    "hold for release at 9 am",
    "not to be released until noon", "Sperrfrist: Freitag, 10 Uhr", "gesperrt bis 18 Uhr",
    "nicht vor 17.01., 11:30 Uhr",
    "frei ab 18.30 Uhr", "Freigegeben für die Dienstagsausgabe, 6 Uhr", "sous embargo jusqu’à 18h00",
    "embargado hasta las 18.00", "Release time: 18:00 GMT", "For Release 9 a.m.", "For publication after 6 pm",
    "Please kill the story Harbour-Fire, V9991", "Kill of HARBOUR-FIRE is lifted", "HARBOUR-FIRE stands.",
    "Please kill the 3rd Ld-Writethru of Harbour-Fire", "Bitte verwenden Sie die Meldung dpa 157 nicht",
    "Bitte die Meldung dpa 157 streichen", "Die Meldung dpa 157 wird zurückgezogen", "KILL a0584",
    "Northwire has withdrawn its story Harbour-Fire", "Se anula la información «Incendio en el puerto»",
    "Merci de ne pas utiliser la dépêche «Incendie au port»", "Rogamos no utilicen la noticia «Incendio»",
    "Si prega di non usare la notizia «Incendio»", "Die Meldung dpa 157 kann verwendet werden",
    "Die dpa zieht ihre Meldung 157 zurück", "The hold on the story Harbour-Fire has been rescinded",
    "A kill is mandatory", "This story is hereby withdrawn", "Please do not use this item",
    "Please disregard this story",
    "Bitte löschen Sie diese Meldung", "Rogamos anulen esta noticia", "Prière d'annuler cette dépêche",
    "Si prega di non pubblicare questa notizia", "Make certain the story is not used", "Please hold this report",
)  # fmt: skip


@st.composite
def worded(draw: st.DrawFn) -> str:
    """A known wording in other cases, blanks and letters, with other words around it."""
    words = draw(st.sampled_from(WORDINGS)).split(" ")
    said = "".join(f"{word}{draw(BLANKS)}" for word in words).rstrip()
    letter, other = draw(ODD)
    changed = draw(CASES)(said)
    return draw(AROUND) + (changed.replace(letter, other) if letter else changed) + draw(AROUND)


def matching(*patterns: re.Pattern[str]) -> st.SearchStrategy[str]:
    """Texts that one of these *patterns* finds something in."""
    return st.one_of(*(st.from_regex(pattern) for pattern in patterns))


@given(worded() | matching(release._ANYWHERE, release._NOTE))
def test_a_text_that_asks_to_wait_is_never_passed_over(text: str) -> None:
    """
    An embargo that is not seen is broken.
    """
    said = letters.fold(text)
    if release._NOTE.search(said) or release._ANYWHERE.search(said):
        assert release.asks(text)


@given(worded() | matching(*(pattern for pattern, _ in order_words._FORMS)))
def test_a_text_that_orders_something_is_never_passed_over(text: str) -> None:
    """
    A kill that is not seen leaves what is false on the page.
    """
    said = letters.fold(text)
    for pattern, words in order_words._FORMS:
        if pattern.search(said):
            assert letters.mentions(said, words)
            assert order_words.may_order(text)


@given(worded() | matching(order_words._SPEAKS))
def test_a_line_that_opens_as_orders_do_is_never_passed_over(text: str) -> None:
    """
    In the text of an advisory only such lines are looked at.
    """
    if order_words._SPEAKS.match(text[:300]):
        assert order_words.speaks(text)


@given(worded() | matching(*(pattern for _, _, pattern in signals._ORDERS)))
def test_a_sentence_that_orders_something_is_never_passed_over(text: str) -> None:
    """
    A note takes back the text beside it in such sentences.
    """
    said = letters.fold(text)
    for _, words, pattern in signals._ORDERS:
        if pattern.search(said):
            assert letters.mentions(said, words)


@given(worded() | matching(*(pattern for _, pattern in signals._NOTE)))
def test_a_note_that_opens_with_an_instruction_is_never_passed_over(text: str) -> None:
    """
    Nearly all notes open with none, and one pattern for all of them says so.
    """
    first = letters.first_piece(text)
    if any(pattern.match(first) for _, pattern in signals._NOTE):
        assert signals._MAY_NOTE.match(first)


@given(matching(*(opening.pattern for opening in instructions._OPENINGS)))
def test_a_headline_that_opens_with_an_instruction_is_never_passed_over(text: str) -> None:
    """
    As of notes.
    """
    first = letters.first_piece(text)
    if any(opening.pattern.match(first) for opening in instructions._OPENINGS):
        assert instructions._MAY_OPEN.match(first)


TOWNS = ("NEW YORK", "Berlin", "Rio de Janeiro", "Port-au-Prince", "Dallas/Fort Worth", "St. John's", "*PARIS",
         "Frankfurt am Main", "Córdoba", "L'Aquila", "SAITAMA, Japan",
         "WASHINGTON, the U.S.", "Smith & Town")  # fmt: skip
DAYS = ("", ", Jan 16", " Jan. 16, 2020", ", 16. Januar", ", 21 de enero de 2020", ", martes 21 ene", " 2020-01-16",
        ", Thursday, 16 January 2020", " le 21 janvier")  # fmt: skip
AGENCIES = ("", " (AP)", " (dpa)", " (ats afp)", " /PRNewswire/", " Reuters", " Kyodo", " (Reuters)", " (EFE).")
ENDS = (" - ", " — ", " _ ", "- ", " -- ", ": ", ".- ", " = ", " ", ", Jan 17, 2020 - ", " -- Jan. 17, 2020 -- ")


@st.composite
def opened(draw: st.DrawFn) -> str:
    """The beginning of a text, with a dateline or something like it."""
    parts = (TOWNS, DAYS, AGENCIES, ENDS, ("The harbour burned on 16 January.", "Feuer - am Hafen.", "(AP) 7"))
    return "".join(draw(st.sampled_from(one)) for one in parts)


@given(opened() | st.text(alphabet="Ab é1.,-—(/)\n", max_size=60))
def test_a_dateline_is_never_passed_over(text: str) -> None:
    """
    A dateline that stays in the body is printed twice.
    """
    head = text[: dateline._LONGEST]
    match = dateline._OPENING.match(head)
    if match and dateline._accepted(match, dateline._agencies(match), head[match.end() :][:1]):
        assert dateline._may_open(head)


@given(opened() | st.text(alphabet="Ab é1.,-—(/)\n", max_size=60))
def test_the_quick_pattern_of_datelines_finds_what_the_long_one_does(text: str) -> None:
    """
    Where no digit is near, there is no day, and half of the pattern is not needed.
    """
    quick, slow = dateline._match(text), dateline._OPENING.match(text)
    assume(not re.search(r"\s{20}", text))
    assert (quick and (quick.span(), quick.groupdict())) == (slow and (slow.span(), slow.groupdict()))


@given(st.sampled_from(TOWNS) | st.text(alphabet="Ab ,/&*d'e", max_size=20))
def test_no_word_of_a_name_is_passed_over(text: str) -> None:
    """
    A sentence is told from a place by the first word that no place has.
    """
    if places.is_name(text):
        assert all(map(places.may_be_in_name, text.split()))


@given(st.sampled_from(sorted(MONTHS)), CASES)
def test_a_pattern_for_one_of_many_words_takes_each_of_them(word: str, cased: Callable[[str], str]) -> None:
    """
    It looks at the first letter first, and at the rest in the order of the longest.
    """
    assert re.fullmatch(letters.one_of(MONTHS), cased(word), re.IGNORECASE)


@given(st.text(max_size=40) | st.text(alphabet="a &<>;\n\t\x85\xa0é", max_size=40))
def test_a_plain_text_is_html_and_folded_as_it_stands(text: str) -> None:
    """
    Most paragraphs are, and are taken over letter by letter.
    """
    if letters.is_plain(text):
        assert letters.escaped(letters.fold(text)) == text


@given(st.text(alphabet="a \n\t\r\x0b\xa0", max_size=24))
def test_lines_that_mean_something_are_never_passed_over(text: str) -> None:
    """
    A blank line, or one that is set in, parts paragraphs.
    """
    inner = text.strip()
    by_line = letters._BLANK_LINE.search(inner) or (letters._AT_MARGIN.search(inner) and letters._SET_IN.search(inner))
    assert letters.is_typed(text) == ("\n" in inner and bool(by_line))


@given(st.text(max_size=400), st.integers(min_value=0, max_value=400))
def test_what_is_remembered_is_what_was_answered(text: str, longer: int) -> None:
    """
    A text that is too long to be remembered is answered all the same.
    """
    asked: list[str] = []

    def answer(one: str) -> int:
        asked.append(one)
        return len(one)

    known, said = remembered(answer), text + "x" * longer
    assert [known(said), known(said)] == [len(said)] * 2
    assert len(asked) == (1 if len(said) <= 300 else 2)


def test_a_memory_that_is_full_begins_anew() -> None:
    """
    Nobody fills the memory of a newsroom with what he sends.
    """
    known = remembered(str.upper)
    for number in range(5000):
        assert known(f"note {number}") == f"NOTE {number}"
    assert len(known.__self__) <= 4096  # type: ignore[attr-defined]
