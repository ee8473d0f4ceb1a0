"""Two texts are compared by what they say, and not by what stands around it or by how it is typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.relate.conftest import HEADLINE, PARAGRAPHS

from dateline.relate.shingles import own, shingles, words

ARABIC = (
    "أعلنت هيئة الميناء في بلدة الملح أن العبارة جنحت قبالة الرأس قبل فجر الاثنين وعلى متنها مئات الركاب.",
    "وقال مدير الميناء إن قوارب الصيد نقلت آخر الركاب إلى الشاطئ بعد تسع ساعات من الحادث.",
)
CHINESE = (
    "一艘载有二百多名乘客的渡轮周一凌晨在盐沼港外搁浅，最后一批乘客九小时后由渔船送上岸。",
    "港务局局长表示，事故没有造成人员死亡，十四人因受寒和擦伤接受治疗。",
)
GERMAN = (
    "Eine Fähre mit 212 Menschen an Bord ist am Montag vor Tagesanbruch vor der Landspitze auf Grund gelaufen.",
    "Fischerboote brachten die letzten Fahrgäste neun Stunden später an Land, teilte das Hafenamt mit.",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fähre, FÄHRE und Strasse/Straße", "fahre fahre und strasse strasse"),
        ("“Don’t” 'don't'", "don t don t"),
        ("كِتَاب كـتاب، كتاب؟", "كتاب كتاب كتاب"),
        ("渡轮周一凌晨，搁浅", "渡轮周 轮周一 周一凌 一凌晨 搁浅"),
        ("AFP记者12日", "afp 记者 12 日"),
        ("— … ***", ""),
    ],
)
def test_a_word_is_the_same_in_any_dress(text: str, found: str) -> None:
    """
    Agencies and clients set accents, quotes and capitals as they please; where a script parts no words, its letters
    are taken three by three.
    """
    assert b" ".join(words(text)).decode() == " ".join(unicodedata.normalize("NFKD", w) for w in found.split())


@given(st.text(alphabet=st.characters(codec="ascii"), max_size=200))
def test_plain_letters_take_the_short_way_to_the_same_words(text: str) -> None:
    """
    Most texts are ASCII and are cut up by a table; one accent more must not make other words of them.
    """
    assert words(text) == words(f"{text} é")[:-1]


FURNITURE = {
    "a dateline": ("SALTMARSH, Jan 16 (Tallow Press) - {}", "{}"),
    "a dateline without an agency": ("SALTMARSH, Jan 16 - {}", "{}"),
    "a place": ("NEW SALTMARSH -- {}", "{}"),
    "an agency": ("Saltmarsh (dpa) – {}", "{}"),
    "an Arabic agency": ("الملح (أ ف ب) - {}", "{}"),
    "a Chinese dateline": ("新华社盐沼1月16日电（记者王某）{}", "{}"),
    "a byline": ("By Ann Other\nTallow Press\n{}", "{}"),
    "a byline in German": ("Von Ann Other, Saltmarsh\n{}", "{}"),
    "a word on who wrote it": ("{}", "{}\nReporting by Ann Other; Editing by Bo Else."),
    "an owner": ("{}", "{}\n© 2020 Tallow Press. All rights reserved."),
    "initials": ("{}", "{}\nao/be/ts"),
    "an end": ("{}", "{} (AFP)\nEND"),
}


@pytest.mark.parametrize(("first", "last"), FURNITURE.values(), ids=FURNITURE)
@pytest.mark.parametrize("text", [PARAGRAPHS, GERMAN, ARABIC, CHINESE], ids=["English", "German", "Arabic", "Chinese"])
def test_what_stands_around_a_text_makes_it_neither_alike_nor_different(
    text: tuple[str, ...], first: str, last: str
) -> None:
    """
    Each agency opens and closes with words of its own; two copies of one text differ in nothing else.
    """
    around = (*first.format(text[0]).split("\n"), *text[1:-1], *last.format(text[-1]).split("\n"))
    assert shingles(HEADLINE, around) == shingles(HEADLINE, text)


@pytest.mark.parametrize("line", ["Ferry aground off Tallow Head", "渡轮搁浅", "By the harbour office"])
def test_an_alert_of_one_line_is_its_text(line: str) -> None:
    """
    A line without a full stop stands beside a text; where there is nothing else, it is the text.
    """
    assert own([line]) == [line]
    assert shingles("", [line]).runs


def test_paragraphs_that_are_merged_say_the_same() -> None:
    """
    A client that sets two paragraphs as one has changed nothing.
    """
    assert shingles(HEADLINE, PARAGRAPHS) == shingles(HEADLINE, [" ".join(PARAGRAPHS)])


def test_a_text_of_no_words_has_no_runs() -> None:
    """
    Pictures come without a text: none is a copy of another for that.
    """
    assert shingles("", []).runs == shingles("—", ["…"]).runs == set()


@given(st.lists(st.text(max_size=60), max_size=6))
def test_whatever_comes_can_be_cut_into_runs(paragraphs: list[str]) -> None:
    """
    No text, however broken, keeps the desk from seeing the others.
    """
    found = shingles("", paragraphs)
    assert all(run == run.strip() and run for run in found.runs)
