"""The words of the demo, kept in TOML files beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@cache
def words(name: str) -> dict[str, Any]:
    """Return one file, such as ``pages`` or ``academies``."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def stories() -> tuple[dict[str, Any], ...]:
    """Return every story, oldest first, so that the newest is published last."""
    found = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted((FOLDER / "stories").glob("*.toml"))]
    return tuple(sorted(found, key=lambda story: (story["published"], story["slug"])))
