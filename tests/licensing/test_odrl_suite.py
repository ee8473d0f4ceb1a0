"""The cases of the ODRL test suite: policy, request and state of the world → the compliance report."""

from pathlib import Path

import pytest
from tests.licensing.suite import CASES, case, is_tree, shapes, unlinked

from dateline.licensing.evaluate import evaluate

needs_suite = pytest.mark.skipif(not CASES, reason="shared/standards/odrl/test-suite is not beside the project")
#: Its expected report links to five reports that it does not hold, and holds five that nothing links to.
TORN = "testcase-065-alice"


@needs_suite
@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_a_policy_is_evaluated_as_the_suite_expects(path: Path) -> None:
    """
    A report that others can read tells an agency why we hold that we may, rule by rule.
    """
    given = case(path)
    report = evaluate(given.policy, given.request, given.world)
    assert unlinked(report) == unlinked(given.expected)
    if path.stem != TORN:
        assert is_tree(report)
        assert is_tree(given.expected)
        assert shapes(report) == shapes(given.expected)


@needs_suite
def test_only_one_expected_report_of_the_suite_is_torn() -> None:
    """
    What we do not compare in full is named, and is no more than that.
    """
    assert [path.stem for path in CASES if not is_tree(case(path).expected)] == [TORN]
