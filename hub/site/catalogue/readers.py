"""Who reads a string: visitors, or editors alone. Only what visitors read has to be translated for a language to be offered.

Said by place. A template is for visitors unless it lies under ``admin/``. In code, what is said inside a function is said
to somebody who uses the site, and what stands in a class body names fields and blocks for editors; the lists below hold
what is otherwise. In doubt it is for visitors.
"""

from __future__ import annotations

import ast
from fnmatch import fnmatch

#: templates outside admin/ that only the team reads
TEAM_TEMPLATES = (
    "*/mail/notify.txt",
    "hub/site/templates/account/*",
    "hub/site/templates/mfa/*",
    "*/sign_in/*",
    # whoever is invited works in the admin from then on
    "templates/hub/invitation/*",
    "templates/hub/mail/*",
)
#: modules about work in the admin, or about the machine
EDITOR_MODULES = (
    "*/admin/*",
    "*/dashboard/*",
    "*/dashboard.py",
    "*/checks.py",
    "*/choosers.py",
    "*/dependents.py",
    "*/viewsets.py",
    "*/wagtail_hooks.py",
    "*/page_forms.py",
    "case_studies/completeness.py",
    "case_studies/exceptions.py",
    "cl_blocks/inputs.py",
    "hub/academies/*",
    "hub/jobs/*",
    "hub/outbox/*",
    "hub/site/accounts/*",
    "hub/translation/*",
    "toolkit_orders/archives.py",
    "toolkit_orders/history.py",
)
#: modules whose class bodies and lists are read by visitors too
VISITOR_MODULES = (
    "case_studies/enums.py",
    "case_studies/parts.py",
    "cl_blocks/conf.py",
    "hub/exceptions.py",
    "hub/storage.py",
    "hub/site/*",
    "toolkit_orders/enums.py",
    "toolkit_orders/exceptions.py",
    "toolkit_orders/files.py",
    "toolkit_orders/flow/*",
    "hub/typed.py",
)
#: functions that speak to whoever edits or uploads
EDITOR_FUNCTIONS = ("clean*", "get_preview*", "refus*", "_refus*", "foreign_files", "show_refusals")


def of_template(name: str) -> bool:
    """Return whether visitors read the template of this name, relative to the project."""
    return "admin" not in name.split("/") and not _is_one_of(name, TEAM_TEMPLATES)


def of_code(name: str, around: tuple[ast.AST, ...]) -> bool:
    """Return whether visitors read a string of the module ``name``.

    Args:
        around: the classes, functions and assignments it stands in, the outermost first.
    """
    if _is_one_of(name, EDITOR_MODULES):
        return False
    functions = [node.name for node in around if isinstance(node, ast.FunctionDef)]
    if _is_one_of(name, VISITOR_MODULES):
        return name != "toolkit_orders/files.py" or not any(_is_one_of(each, EDITOR_FUNCTIONS) for each in functions)
    if functions:
        return not any(_is_one_of(each, EDITOR_FUNCTIONS) for each in functions)
    return _names_a_page(around)


def _names_a_page(around: tuple[ast.AST, ...]) -> bool:
    """Search results say what kind of page they found: its ``result_kind``, else its class's ``verbose_name``."""
    classes = [node.name for node in around if isinstance(node, ast.ClassDef)]
    targets = [
        target.id for node in around if isinstance(node, ast.Assign) for target in node.targets if isinstance(target, ast.Name)
    ]
    if "result_kind" in targets:
        return True
    return len(classes) > 1 and classes[-1] == "Meta" and classes[-2].endswith("Page") and "verbose_name" in targets


def _is_one_of(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatch(name, pattern) for pattern in patterns)
