"""Whatever stands in a scenario.toml, it is read or refused in words."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scenario_run.writing import write

from dateline.news.errors import ConfigError
from dateline.scenario import claims
from dateline.scenario.check import Checked
from dateline.scenario.document import read
from dateline.scenario.verbs import OPTIONS, VERBS

_VALUES = st.sampled_from(
    [
        *('""', '"weir"', '"north"', '"agency"', '"gone"', '"+1 h"', '"/"', '"held"', '"weir.json"', '"../x"', '"30d"'),
        *("0", "1", "-3", "410", "1.5", "true", "false", "inf", "99999999999999999999"),
        *("2020-01-16T09:00:00Z", "2020-01-16", "07:30:00", "9999-12-31T23:59:59-23:00", "0001-01-01T00:00:00+23:00"),
        *("[]", '["weir"]', '["weir", 3]', "[[1]]", "{}", '{ north = "news" }', "{ weir = 3 }", '"\\u0000"', '"é=ü"'),
        *('"9999-12-31 23:00 south"', '"0001-01-01 00:00 south"', '"+999999 d"', '"teaser=weir"', '"newsroom"'),
    ]
)
_STEP_KEYS = ("at", "deliver", "source", "name", "do", "refused", *OPTIONS)
_KEYS = st.one_of(st.sampled_from(_STEP_KEYS), st.sampled_from(tuple(claims.KEYS)))
_PAIRS = st.dictionaries(_KEYS, _VALUES, max_size=5)
_VERBS = st.sampled_from([f'"{name}"' for name in VERBS])


def _lines(pairs: dict[str, str]) -> str:
    return "".join(f"{key} = {value}\n" for key, value in pairs.items())


def _braces(pairs: dict[str, str]) -> str:
    return "{ " + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + " }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder, written over and over."""
    return tmp_path_factory.mktemp("nasty") / "case"


@given(top=_PAIRS, step=_PAIRS, verb=_VERBS | st.none(), expected=st.lists(_PAIRS, max_size=2))
def test_whatever_is_written_is_read_or_refused_with_a_remedy(
    folder: Path, top: dict[str, str], step: dict[str, str], verb: str | None, expected: list[dict[str, str]]
) -> None:
    """
    A slip of the pen is never answered with a traceback.
    """
    does = {**step, "do": verb} if verb else step
    text = _lines({"title": '"T"', "start": "2020-01-16T08:00:00Z", **top}) + f"\n[[steps]]\n{_lines(does)}"
    text += f"expect = [{', '.join(map(_braces, expected))}]\n"
    scenario, wrong = read(write(folder, text))
    if scenario is not None and not wrong:
        wrong = tuple(Checked(scenario).problems)
    for problem in wrong:
        assert isinstance(problem, ConfigError)
        assert problem.remedy
        assert 0 <= problem.line <= len(text.splitlines())
