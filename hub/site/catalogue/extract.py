"""Finds every translatable string of the plugin, and says who reads it.

GNU xgettext is not used: it would be one more system package for ``make test-fast``, and it does not know in which
function or class a string stands, from which follows who reads it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.utils.translation.template import templatize

from hub.site.catalogue import readers

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("cl_blocks", "hub", "case_studies", "toolkit_orders")
TEMPLATES = ("templates", "hub/site/templates")
ENDINGS = (".html", ".txt")
NOT_OURS = {"migrations", "theme", "static", "locale"}
#: what each function takes, in order; its lazy and noop kinds take the same
CALLS = {
    "gettext": ("text",),
    "ngettext": ("text", "plural"),
    "pgettext": ("context", "text"),
    "npgettext": ("context", "text", "plural"),
}
_LITERAL = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_IN_TEMPLATE = re.compile(rf"\b(npgettext|ngettext|pgettext|gettext|_)\(\s*({_LITERAL}(?:\s*,\s*{_LITERAL})*)")


class Key(NamedTuple):
    """What a catalogue looks a message up by."""

    text: str
    context: str | None = None


class Use(NamedTuple):
    """One place where a message is asked for.

    Attributes:
        plural: its form for more than one, "" where it has none.
        frozen: the line of a call that is made while the module is imported, and so keeps the first language; 0 for none.
    """

    key: Key
    plural: str
    for_visitors: bool
    frozen: int = 0


@dataclass
class Found:
    """One message.

    Attributes:
        plurals: its plural form, "" for none; two are a mistake, since a catalogue has room for one. A context tells them apart.
        files: where it stands, relative to the project.
        for_visitors: whether anybody but editors reads it.
        frozen: "file:line" of each use that is frozen.
    """

    key: Key
    plurals: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    for_visitors: bool = False
    frozen: list[str] = field(default_factory=list)


def messages(root: Path = ROOT) -> dict[Key, Found]:
    """Return every message of packages and templates, in no particular order."""
    found: dict[Key, Found] = {}
    for name, use in _everything(root):
        message = found.setdefault(use.key, Found(use.key))
        message.files.add(name)
        message.for_visitors |= use.for_visitors
        message.plurals.add(use.plural)
        message.frozen += [f"{name}:{use.frozen}"] if use.frozen else []
    return found


def _everything(root: Path) -> Iterator[tuple[str, Use]]:
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            name = path.relative_to(root)
            if not set(name.parts) & NOT_OURS:
                yield from ((name.as_posix(), use) for use in in_module(name.as_posix(), path.read_text(encoding="utf-8")))
    for folder in TEMPLATES:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root)
            if path.suffix in ENDINGS:
                yield from ((name.as_posix(), use) for use in in_template(name.as_posix(), path.read_text(encoding="utf-8")))


def in_template(name: str, source: str) -> Iterator[Use]:
    """Yield the messages of a template, read as Django itself reads it."""
    for call, literals in _IN_TEMPLATE.findall(templatize(source)):
        values = [ast.literal_eval(literal) for literal in re.findall(_LITERAL, literals)]
        yield _use("gettext" if call == "_" else call, values, readers.of_template(name))


def in_module(name: str, source: str) -> Iterator[Use]:
    """Yield the messages of a module; a call whose words are not literal has none."""
    tree = ast.parse(source)
    names = _imported(tree)
    for node, around in _calls(tree, ()):
        function = names.get(node.func.id, "") if isinstance(node.func, ast.Name) else ""
        kind = re.sub("_(lazy|noop)$", "", function)
        takes = CALLS.get(kind, ())
        values = [part.value for part in node.args[: len(takes)] if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if takes and len(values) == len(takes):
            eager = function == kind and not any(isinstance(each, ast.FunctionDef | ast.Lambda) for each in around)
            yield _use(kind, values, readers.of_code(name, around), node.lineno if eager else 0)


def _imported(tree: ast.Module) -> dict[str, str]:
    """Return the module's own names for Django's functions: ``_`` may be the lazy one or not."""
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"]
    return {alias.asname or alias.name: alias.name for node in imports for alias in node.names}


def _calls(node: ast.AST, around: tuple[ast.AST, ...]) -> Iterator[tuple[ast.Call, tuple[ast.AST, ...]]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Call):
            yield child, around
        marks = isinstance(child, ast.FunctionDef | ast.Lambda | ast.ClassDef | ast.Assign | ast.AnnAssign)
        yield from _calls(child, (*around, child) if marks else around)


def _use(kind: str, values: list[str], for_visitors: bool, frozen: int = 0) -> Use:
    parts = dict(zip(CALLS[kind], values, strict=False))
    return Use(Key(parts["text"], parts.get("context")), parts.get("plural", ""), for_visitors, frozen)
