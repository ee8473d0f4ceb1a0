"""Whether every kind of page, and the style sheet, is valid, by the word of the Nu Html Checker."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from dateline.sites.pages import Page
from dateline.sites.render import Renderer

CHECKER = Path(__file__).parents[3] / "node_modules/vnu-jar/build/dist/vnu.jar"


def test_every_page_is_valid(samples: dict[str, Page], tmp_path: Path) -> None:
    """
    No browser, crawler or reading aid has to guess what a page means.
    """
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java here: the checker of HTML needs it")
    if not CHECKER.exists():
        pytest.skip("no checker of HTML here: make node_modules/.ready")
    renderer = Renderer()
    for name, page in samples.items():
        (tmp_path / f"{name}.html").write_bytes(renderer.render(page))
    (tmp_path / "style.css").write_bytes(renderer.style_for("#0f5c6e", "#7cc4d4"))
    command = [java, "-jar", str(CHECKER), "--format", "json", "--also-check-css", "--exit-zero-always", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, check=True, timeout=110).stderr
    errors = [m for m in json.loads(told)["messages"] if m["type"] == "error"]
    assert [(Path(m["url"]).name, m.get("lastLine"), m["message"]) for m in errors] == []
