"""Reads the framework files and checks that they fit together before anything is stored."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from case_studies.enums import CapabilityKind, FrameworkLevel, IndicatorHalf
from case_studies.exceptions import FrameworkError

HERE = Path(__file__).resolve().parent


@dataclass(frozen=True)
class Framework:
    """Tables of the TOML files, in their order."""

    principles: list[dict[str, Any]]
    capabilities: list[dict[str, Any]]
    links: list[dict[str, Any]]


def read(folder: Path = HERE) -> Framework:
    """Return the framework of a folder with ``principles.toml``, ``capabilities.toml`` and ``links.toml``.

    Raises:
        FrameworkError: a file cannot be read, or a link names a principle, capability or indicator that is not there.
    """
    framework = Framework(*(_tables(folder, name) for name in ("principle", "capability", "link")))
    try:
        _check(framework)
    except (KeyError, ValueError) as error:
        raise FrameworkError(f"The framework in {folder} does not fit together: {error}") from error
    return framework


def _tables(folder: Path, name: str) -> list[dict[str, Any]]:
    path = folder / {"capability": "capabilities.toml"}.get(name, f"{name}s.toml")
    try:
        return list(tomllib.loads(path.read_text(encoding="utf-8"))[name])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError) as error:
        raise FrameworkError(f"{path} cannot be read: {error}") from error


def _check(framework: Framework) -> None:
    numbers = {principle["number"] for principle in framework.principles}
    keys: dict[str, set[str]] = {}
    for capability in framework.capabilities:
        CapabilityKind(capability["kind"])
        keys[capability["slug"]] = {indicator["key"] for indicator in capability["indicators"]}
        for indicator in capability["indicators"]:
            FrameworkLevel(indicator["level"])
            IndicatorHalf(indicator.get("half", IndicatorHalf.WORKER))
    for link in framework.links:
        strangers = set(link["indicators"]) - keys[link["capability"]]
        if link["principle"] not in numbers or strangers:
            raise ValueError(f"link {link['principle']} → {link['capability']} names {sorted(strangers) or link['principle']}")
