"""``manage.py create_academy <slug> --name …``: an academy in one step, or many from a spreadsheet."""

from __future__ import annotations

import csv
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management.base import BaseCommand, CommandError

from hub.academies.setup.create import create_academy
from hub.academies.setup.details import AcademyDetails
from hub.academies.setup.logos import clean_logo
from hub.academies.setup.report import Report, State
from hub.exceptions import Refused

TEXTS = ("name", "short_name", "deep", "bright", "email", "phone", "people", "hashtag")
LISTS = {"area": "areas", "language": "languages"}
NUMBERS = ("review_months", "retention_months")


class Command(BaseCommand):
    """Sets up one academy, or a line of a CSV file at a time."""

    help = "Set up an academy: pages as drafts in every language, files, groups, rights, workflow. Twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", default="", help="Stands in addresses, like north-west.")
        for name in TEXTS:
            parser.add_argument(f"--{name.replace('_', '-')}", default="")
        parser.add_argument("--area", nargs="*", default=[], metavar="SLUG", help="Areas it looks after.")
        parser.add_argument("--language", nargs="*", default=[], metavar="CODE", help="Languages it publishes in; none means all.")
        parser.add_argument("--logo", default="", metavar="FILE", help="PNG, JPEG or WebP, 2 MB at the most.")
        for name in NUMBERS:
            parser.add_argument(f"--{name.replace('_', '-')}", default="", metavar="N")
        parser.add_argument("--dry-run", action="store_true", help="Only tell what would be made.")
        parser.add_argument(
            "--from-csv", default="", metavar="FILE",
            help="Set up an academy for each line; columns are named as the options, lists have spaces in between.",
        )  # fmt: skip

    def handle(self, *args: Any, **options: Any) -> None:
        """Set up what was asked for.

        Raises:
            CommandError: an academy was refused; of a file, the others are set up all the same.
        """
        if options["from_csv"]:
            self.many(Path(options["from_csv"]), dry_run=options["dry_run"])
            return
        if not options["slug"]:
            raise CommandError("Name the slug, or a file with --from-csv.")
        try:
            report = create_academy(details=details_of(options), dry_run=options["dry_run"])
        except Refused as refused:
            raise CommandError(str(refused)) from refused
        for line in report.lines:
            self.stdout.write(f"{line.words}: {State(line.state).label}{_why(line.why)}")
        self.stdout.write(_end(report))

    def many(self, path: Path, *, dry_run: bool) -> None:
        """Set up an academy for each line of a file, and say how long it took."""
        begun, failed, rows = time.perf_counter(), 0, _rows(path)
        for row in rows:
            start = time.perf_counter()
            try:
                report = create_academy(details=details_of(row), dry_run=dry_run)
                said = f"{len(report.of(State.MADE))} made, {len(report.of(State.THERE))} already there"
            except (Refused, CommandError) as refused:
                failed, said = failed + 1, str(refused)
            self.stdout.write(f"{row.get('slug') or '(no slug)'}: {said} ({time.perf_counter() - start:.2f} s)")
        self.stdout.write(f"{len(rows)} academies in {time.perf_counter() - begun:.1f} s.")
        if failed:
            raise CommandError(f"{failed} of {len(rows)} were refused.")


def details_of(values: dict[str, Any]) -> AcademyDetails:
    """Return details from options, or from a line of a file whose columns are named as the options.

    Raises:
        CommandError: the logo is no picture, a number is none, or there is no name.
    """
    texts = {name: str(values.get(name) or "").strip() for name in TEXTS}
    if not texts["name"]:
        raise CommandError("Give the academy a name with --name.")
    lists: dict[str, Any] = {field: _list(values.get(option)) for option, field in LISTS.items()}
    numbers: dict[str, Any] = {name: _number(name, values[name]) for name in NUMBERS if values.get(name)}
    chosen: dict[str, Any] = {name: text for name, text in texts.items() if text}  # what is left out keeps its default
    return AcademyDetails(slug=str(values["slug"]).strip(), logo=_logo(str(values.get("logo") or "")), **chosen, **lists, **numbers)


def _list(value: Any) -> tuple[str, ...]:
    return tuple(value.split() if isinstance(value, str) else value or ())


def _number(name: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise CommandError(f"--{name.replace('_', '-')} is a number of months.") from error


def _logo(path: str) -> ContentFile | None:
    if not path:
        return None
    try:
        content = Path(path).read_bytes()
        return clean_logo(ContentFile(content, name=Path(path).name))
    except OSError as error:
        raise CommandError(f"The logo cannot be read: {error}") from error
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = [{str(name).strip().replace("-", "_"): text or "" for name, text in row.items()} for row in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CommandError(f"The file cannot be read: {error}") from error
    if not rows or "slug" not in rows[0]:
        raise CommandError("The file needs a first line with the names of its columns, slug and name among them.")
    return rows


def _why(why: str) -> str:
    return f" ({why})" if why else ""


def _end(report: Report) -> str:
    if report.dry_run:
        return "Nothing was changed: this was a dry run."
    return "Done." if report.changed else "Nothing to do: everything was there."
