"""The wheel, as a stranger meets it: built, looked into, installed beside a project of Wagtail's own making."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("hub", "cl_blocks", "case_studies", "toolkit_orders")
FOREIGN = Path(__file__).parent / "foreign"


def run(*command: str | Path, cwd: Path, **env: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        env={**os.environ, **env},
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-6000:]}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, cwd=ROOT)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def names(wheel) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


@pytest.mark.xdist_group("wheel")
def test_every_template_is_in_the_wheel_exactly_once(names):
    sources = [path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*") if path.is_file()]
    expected = Counter(f"{source.parts[0]}/templates/{source.as_posix()}" for source in sources)
    found = Counter(name for name in names if "/templates/" in name)
    assert found == expected


@pytest.mark.xdist_group("wheel")
def test_the_wheel_brings_the_built_styles_and_their_licences(names):
    assert "hub/static/hub/build/hub.css" in names
    assert [name for name in names if "LICENCE" in name.upper() and "build" in name]


@pytest.mark.xdist_group("wheel")
def test_the_wheel_brings_the_compiled_catalogue_of_every_language(names):
    languages = [path.relative_to(ROOT) for path in ROOT.glob("hub/locale/*/LC_MESSAGES/django.po")]
    assert languages
    assert {path.with_suffix(".mo").as_posix() for path in languages} <= set(names)


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_neither_the_reference_site_nor_the_sources_of_the_theme(names):
    assert not [name for name in names if name.startswith(("hub/site/", "hub/theme/", "tests/", "templates/"))]
    assert not [name for name in names if name.endswith(".scss") or "node_modules" in name]


@pytest.mark.xdist_group("wheel")
def test_the_wheel_holds_every_module_and_migration(names):
    sources = [
        path.relative_to(ROOT).as_posix()
        for app in APPS
        for path in (ROOT / app).rglob("*.py")
        if "hub/site" not in path.as_posix() and "hub/theme" not in path.as_posix()
    ]
    assert not set(sources) - set(names)


@pytest.mark.slow
@pytest.mark.xdist_group("wheel")
def test_a_stranger_installs_the_wheel_and_the_hub_works(wheel, tmp_path):
    """`wagtail start`, six apps, one include: publish, order, receive; host template and host block win."""
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv/bin/python"
    run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", wheel, cwd=tmp_path)
    run(tmp_path / "venv/bin/wagtail", "start", "stranger", cwd=tmp_path)
    project = tmp_path / "stranger"
    for source in FOREIGN.rglob("*"):
        if source.is_file():
            target = project / source.relative_to(FOREIGN).with_suffix("" if source.suffix == ".txt" else source.suffix)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text((target.read_text() if source.suffix == ".txt" and target.exists() else "") + source.read_text())
    clean = {"DJANGO_SETTINGS_MODULE": "stranger.settings.dev", "PYTHONPATH": ""}
    run(python, "manage.py", "migrate", "-v", "0", cwd=project, **clean)
    assert "No changes" in run(python, "manage.py", "makemigrations", "--check", "--dry-run", cwd=project, **clean)
    assert "the hub works" in run(python, "prove.py", cwd=project, **clean)
