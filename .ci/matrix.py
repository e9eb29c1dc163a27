#!/usr/bin/env python3
"""Runs the tests on other versions and databases than ``make test`` does, and prints a table.

    .ci/matrix.py            the oldest Python with Django 5.2 on SQLite, the newest with Django 5.2 on PostgreSQL
    .ci/matrix.py --all      every Python found × Django 5.2 and the newest × both databases, and Wagtail's next release
    .ci/matrix.py CELL …     only these; --list shows the names

Each pair of versions has a virtual environment in ``.matrix/``, made anew when ``pyproject.toml`` has changed. A cell ends
non-zero when a test fails or none ran; the cell with Wagtail's next release may fail. Not run here, for ``make test`` does:
the tests in a browser, and the wheel in a stranger's project; the crawl of every address is run here with ``--all`` only.
Tables are made by migrations in every cell.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / ".matrix"
LTS = "Django~=5.2.0"
WANTED = ("-m", "not browser", "--ignore=tests/test_packaging.py")


@dataclass(frozen=True)
class Cell:
    """One row of the table: which versions, which database, and whether a failure counts."""

    python: str
    django: str
    database: str
    wagtail: str = ""
    may_fail: bool = False

    @property
    def environment(self) -> str:
        """Cells that differ in the database only share an environment."""
        return f"py{self.python.split()[0].rpartition('.')[0]}-django{self.django}" + ("-wagtailnext" if self.wagtail else "")

    @property
    def name(self) -> str:
        return f"{self.environment}-{self.database}"

    @property
    def requirements(self) -> list[str]:
        return [LTS if self.django == "5.2" else "Django", *([self.wagtail] if self.wagtail else [])]


@dataclass
class Result:
    """What came of a cell."""

    versions: str = ""
    passed: int = 0
    failed: int = 0
    seconds: float = 0
    note: str = ""
    broken: bool = field(default=False)


def pythons() -> list[str]:
    """Return "3.11.7 /usr/bin/python3.11" for every Python found, oldest first."""
    found = subprocess.run([ROOT / ".ci/pythons.sh"], capture_output=True, text=True, check=True).stdout.splitlines()
    if not found:
        sys.exit("No Python from 3.11 on was found.")
    return found


def usual_cells() -> list[Cell]:
    every = pythons()
    return [Cell(every[0], "5.2", "sqlite"), Cell(every[-1], "5.2", "postgres")]


def all_cells() -> list[Cell]:
    every = pythons()
    cells = [Cell(*row) for row in ((p, d, b) for p in every for d in ("5.2", "newest") for b in ("sqlite", "postgres"))]
    # a specifier that names a pre-release lets pip take one, of this package only
    return [*cells, Cell(every[-1], "newest", "sqlite", wagtail="wagtail>=8.0a0", may_fail=True)]


def prepare(cell: Cell) -> Path:
    """Return the Python of the cell's environment, made if it is missing or out of date."""
    folder, stamp = PLACE / cell.environment, PLACE / cell.environment / "stamp"
    project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    wanted = json.dumps([project, cell.python, cell.requirements])
    python = folder / "bin/python"
    if stamp.exists() and stamp.read_text() == wanted:
        return python
    print(f"Installing {cell.environment}…", flush=True)
    subprocess.run([cell.python.split(maxsplit=1)[1], "-m", "venv", "--clear", folder], check=True)
    pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, "--upgrade", "pip>=25.1"], check=True)
    subprocess.run([*pip, "-e", ".", "--group", "site", "--group", "test", *cell.requirements], check=True, cwd=ROOT)
    stamp.write_text(wanted)
    return python


def versions(python: Path) -> tuple[str, str, str]:
    """Return the versions of Python, Django and Wagtail in an environment."""
    code = "import platform, django, wagtail; print(platform.python_version(), django.__version__, wagtail.__version__)"
    first, second, third = subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    return first, second, third


def run(cell: Cell, python: Path, workers: str) -> Result:
    """Run the tests of one cell, what they say shown as they go."""
    result, report = Result(), PLACE / f"{cell.name}.xml"
    report.unlink(missing_ok=True)
    command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers, "--dist", "loadgroup", *WANTED]
    if os.environ.get("HUB_CRAWL") != "all":  # make test asks every address already, as the roles of every run
        command += ["--ignore=tests/crawl"]
    command += [f"--junitxml={report}"]
    if cell.database == "postgres":
        command = [ROOT / ".ci/with_postgres.sh", *command]
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="hub-cell-") as scratch:
        environment = {**os.environ, "TMPDIR": scratch}
        environment.pop("HUB_TEST_DATABASE", None)
        code = subprocess.run([str(part) for part in command], cwd=ROOT, env=environment, check=False).returncode
    result.seconds = time.monotonic() - start
    if report.exists():
        counts = ElementTree.parse(report).getroot().find("testsuite").attrib  # noqa: S314  written by our own run
        result.failed = int(counts["failures"]) + int(counts["errors"])
        result.passed = int(counts["tests"]) - result.failed - int(counts["skipped"])
    result.broken = code != 0 or result.passed == 0
    if code and not result.failed:
        result.note = f"ended with {code}"
    return result


def try_cell(cell: Cell, workers: str, seen: dict[tuple[str, ...], str]) -> Result:
    """Run one cell unless an earlier one was the same; what cannot be installed is a broken cell, not an end of the run."""
    try:
        python = prepare(cell)
        numbers = versions(python)
    except subprocess.CalledProcessError as error:
        return Result(note=f"could not be installed ({error.returncode})", broken=True)
    known = seen.setdefault((*numbers, cell.database), cell.name)
    words = "Python {}, Django {}, Wagtail {}".format(*numbers)
    if known != cell.name:
        return Result(versions=words, note=f"the same as {known}")
    print(f"\n=== {cell.name}: {words}", flush=True)
    result = run(cell, python, workers)
    result.versions = words
    return result


def table(results: dict[Cell, Result]) -> str:
    """Return the table, and a last line that says how many tests passed and failed in all."""
    rows = [("cell", "versions", "passed", "failed", "seconds", "")]
    for cell, result in results.items():
        note = result.note or ("may fail" if cell.may_fail and result.broken else "FAILED" if result.broken else "")
        rows.append((cell.name, result.versions, str(result.passed), str(result.failed), f"{result.seconds:.0f}", note))
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    counted = [result for cell, result in results.items() if not cell.may_fail]
    passed, failed = sum(result.passed for result in counted), sum(result.failed for result in counted)
    return "\n".join(["", *lines, "", f"{passed} passed, {failed} failed"])


def main() -> int:
    parser = argparse.ArgumentParser(description="The tests on other versions and databases.")
    parser.add_argument("cells", nargs="*", help="names of cells; without any, the usual two")
    parser.add_argument("--all", action="store_true", help="every cell there is on this machine")
    parser.add_argument("--list", action="store_true", help="print the names of the cells")
    parser.add_argument("--workers", default="2", help="processes for each cell (2)")
    asked = parser.parse_args()
    cells = all_cells() if asked.all or asked.cells or asked.list else usual_cells()
    if asked.list:
        print("\n".join(cell.name for cell in cells))
        return 0
    if unknown := set(asked.cells) - {cell.name for cell in cells}:
        parser.error(f"no such cell: {', '.join(sorted(unknown))}")
    cells = [cell for cell in cells if not asked.cells or cell.name in asked.cells]
    if asked.all:
        os.environ["HUB_CRAWL"] = "all"  # the crawl of every address asks as every role
    seen: dict[tuple[str, ...], str] = {}
    results = {cell: try_cell(cell, asked.workers, seen) for cell in cells}
    print(table(results))
    return int(any(result.broken and not cell.may_fail for cell, result in results.items()))


if __name__ == "__main__":
    sys.exit(main())
