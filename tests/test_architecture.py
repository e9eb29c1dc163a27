"""The rules of the house, as tests. A rule that nobody runs is a wish."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("cl_blocks", "hub", "case_studies", "toolkit_orders")
ALLOWED = {
    "cl_blocks": {"cl_blocks"},
    "hub": {"cl_blocks", "hub"},
    "case_studies": {"cl_blocks", "hub", "case_studies"},
    "toolkit_orders": {"cl_blocks", "hub", "toolkit_orders"},
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
MAX_FILE, MAX_FUNCTION, MAX_TEMPLATE = 300, 40, 80


def sources(*packages: str) -> list[Path]:
    return [
        path
        for package in packages or PACKAGES
        for path in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in path.parts and "node_modules" not in path.parts
    ]


def shipped(path: Path) -> bool:
    return "hub/site" not in path.as_posix()


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_sources_are_found():
    assert len(sources()) > 30


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_point_one_way(package):
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources(package)
        if shipped(path)
        for name in imported(ast.parse(path.read_text()))
        if name.split(".")[0] in PACKAGES and name.split(".")[0] not in ALLOWED[package]
    ]
    assert not wrong


def test_nothing_that_ships_imports_the_reference_site_or_the_tests():
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources()
        if shipped(path)
        for name in imported(ast.parse(path.read_text()))
        if name.startswith(("hub.site", "tests"))
    ]
    assert not wrong


def test_hub_never_names_its_clients():
    words = re.compile(r"\b(case_studies|toolkit_orders)\b")
    paths = [path for path in [*sources("hub"), *sources("cl_blocks")] if shipped(path)]
    templates = [*(ROOT / "templates/hub").rglob("*.html"), *(ROOT / "templates/cl_blocks").rglob("*.html")]
    assert not [str(path.relative_to(ROOT)) for path in [*paths, *templates] if words.search(path.read_text())]


def test_only_the_translation_room_imports_wagtail_localize():
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sources()
        if "hub/translation" not in path.as_posix()
        for name in imported(ast.parse(path.read_text()))
        if name.split(".")[0] == "wagtail_localize"
    ]
    assert not wrong


def test_no_file_is_longer_than_a_screenful_of_screens():
    long = {str(p.relative_to(ROOT)): n for p in sources() if (n := len(p.read_text().splitlines())) > MAX_FILE}
    assert not long


def test_no_function_is_longer_than_a_page():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {node.end_lineno - node.lineno + 1}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno + 1 > MAX_FUNCTION
    ]
    assert not long


def test_no_template_is_longer_than_eighty_lines():
    templates = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "hub/site/templates").rglob("*.html")]
    assert len(templates) > 20
    long = {str(p.relative_to(ROOT)): n for p in templates if (n := len(p.read_text().splitlines())) > MAX_TEMPLATE}
    assert not long


def test_every_room_has_a_name_of_its_own():
    wrong = [str(p.relative_to(ROOT)) for p in sources() if FORBIDDEN_NAMES & {*p.relative_to(ROOT).parent.parts, p.stem}]
    assert not wrong


def test_no_relative_import_goes_beyond_the_parent():
    wrong = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.level > 1
    ]
    assert not wrong


def test_every_signature_is_annotated():
    wrong = []
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            bare = [a.arg for a in arguments if a.annotation is None and a.arg not in {"self", "cls"}]
            if bare or node.returns is None:
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {bare}")
    assert not wrong


def test_templates_lie_in_the_four_namespaces_only():
    assert {path.name for path in (ROOT / "templates").iterdir()} == set(PACKAGES)


def test_every_setting_is_documented():
    from cl_blocks.conf import DEFAULTS

    page = (ROOT / "docs/reference/settings.md").read_text()
    assert not [key for key in DEFAULTS if f"`{key}`" not in page]
    documented = set(re.findall(r"^### `([A-Z_]+)`", page, re.MULTILINE))
    assert documented == set(DEFAULTS)


def test_registration_modules_only_register():
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in sources()
        if path.name == "wagtail_hooks.py"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.body[0].lineno + 1 > 10
    ]
    assert not long


def test_public_pages_need_no_inline_style_or_script():
    templates = [p for p in (ROOT / "templates").rglob("*.html") if "/mail/" not in p.as_posix() and "admin" not in p.as_posix()]
    wrong = [
        str(p.relative_to(ROOT))
        for p in templates
        if re.search(
            r'\sstyle="|<style|<script(?![^>]*\ssrc=)|\son\w+="',
            re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", p.read_text(), flags=re.S),
        )
    ]
    assert not wrong


def test_nothing_built_or_vendored_is_tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    assert not [name for name in listed if re.search(r"node_modules/|static/hub/build|\.min\.(js|css)$|\.sqlite3|\.pdf$", name)]
