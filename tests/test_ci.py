"""The scripts that choose what the tests run on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import chosen

ROOT = Path(__file__).resolve().parent.parent


def run(*command, code=0):
    done = subprocess.run([str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def numbers(version):
    return tuple(int(part) for part in version.split("."))


def test_pythons_are_listed_oldest_first_one_of_each_kind_and_all_of_them_start():
    found = [line.split(maxsplit=1) for line in run(ROOT / ".ci/pythons.sh").splitlines()]
    versions = [numbers(version) for version, _path in found]
    assert versions == sorted(versions) and versions[0] >= (3, 11)
    assert len({version[:2] for version in versions}) == len(versions)
    for version, path in found:
        assert run(path, "--version").split()[1] == version
    assert run(ROOT / ".ci/find_python.sh").strip() == found[-1][1]


def test_matrix_names_its_cells_and_refuses_one_it_does_not_know():
    names = run(sys.executable, ROOT / ".ci/matrix.py", "--list").split()
    assert len(names) == len(set(names))
    assert {name.rpartition("-")[2] for name in names} == {"sqlite", "postgres"}
    run(sys.executable, ROOT / ".ci/matrix.py", "py2.7-django1-mysql", code=2)


@pytest.mark.parametrize("wish", ["mysql", "Postgres", "sqlite3", "http://localhost/db"])
def test_database_that_the_tests_do_not_know_is_an_error_and_not_sqlite(monkeypatch, tmp_path, wish):
    monkeypatch.setenv("HUB_TEST_DATABASE", wish)
    with pytest.raises(ValueError, match="HUB_TEST_DATABASE"):
        chosen(tmp_path)


def test_address_of_a_server_is_taken_apart(monkeypatch, tmp_path):
    monkeypatch.setenv("HUB_TEST_DATABASE", "postgresql://me:secret@db.example:5433/hub")
    entry = chosen(tmp_path)
    assert [entry[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == ["hub", "me", "secret", "db.example", "5433"]
    monkeypatch.setenv("HUB_TEST_DATABASE", "postgres")  # libpq's own variables say where
    assert chosen(tmp_path)["HOST"] == ""
    monkeypatch.delenv("HUB_TEST_DATABASE")
    assert chosen(tmp_path)["ENGINE"].endswith("sqlite3")
