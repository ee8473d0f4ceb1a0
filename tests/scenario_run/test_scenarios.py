"""Every scenario under tests/scenarios is as it says."""

from pathlib import Path

import pytest

from dateline.scenario.find import below, scenarios
from dateline.scenario.play import play

FOLDERS = tuple(below(Path(__file__).resolve().parents[1] / "scenarios"))


@pytest.mark.uncounted
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_a_scenario_is_as_it_says(folder: Path, tmp_path: Path) -> None:
    """
    What an editor wrote down as the rule is what the newsroom does.
    """
    (scenario,) = scenarios((folder,)).values()
    told = [f"{d.file}:{d.line}: {d.expected}: {d.found}" for d in play(scenario, tmp_path).differences]
    assert told == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda f: f.name)
def test_a_scenario_says_which_rule_it_shows_and_shows_it(folder: Path) -> None:
    """
    A scenario without a rule, or without an expectation, can never fail for a reason.
    """
    (scenario,) = scenarios((folder,)).values()
    assert scenario.rule
    assert any(step.expect or step.refused for step in scenario.steps)
