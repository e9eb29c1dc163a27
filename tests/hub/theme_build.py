"""Builds the theme for tests that read its output, once, where nobody has built it yet."""

from __future__ import annotations

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
THEME = ROOT / "hub" / "theme"
BUILT = ROOT / "hub" / "static" / "hub" / "build"


def built(name: str) -> str:
    """The text of a file of the build; npm and node run first when it is missing."""
    if not (BUILT / name).exists():
        if not (THEME / "node_modules" / "sass").exists():
            subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=THEME, check=True, capture_output=True)
        subprocess.run(["node", "build.mjs"], cwd=THEME, check=True, capture_output=True)
    return (BUILT / name).read_text()
