"""Files that toolkits and packs are made of. They lie in private storage; only views of ours hand them out."""

from __future__ import annotations

import logging
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from hub.academies.models import Academy
from hub.storage import private_storage
from toolkit_orders.exceptions import NotStored
from toolkit_orders.files import content_type_of, extension_of, facts_in_words, facts_of, refuse_unsafe

logger = logging.getLogger(__name__)


def upload_path(asset: Asset, filename: str) -> str:
    """Return where a file is kept: under a random name, so that nothing can be guessed from a title."""
    return f"assets/{uuid.uuid4().hex}.{extension_of(filename) or 'bin'}"


class AssetQuerySet(models.QuerySet["Asset"]):
    def public(self) -> AssetQuerySet:
        """Only those that anybody may download without asking."""
        return self.filter(audience=Asset.Audience.PUBLIC)

    def of(self, academies: Any) -> AssetQuerySet:
        """The files of these academies, and the national team's, which everybody may put on a page."""
        return self.filter(models.Q(academy=None) | models.Q(academy__is_national=True) | models.Q(academy__in=academies))

    def for_user(self, user: Any) -> AssetQuerySet:
        """The files this person may put on a page; a superuser may use all."""
        return self.all() if user.is_active and user.is_superuser else self.of(Academy.objects.for_user(user))


class Asset(index.Indexed, models.Model):
    """One file, with the facts that visitors see beside its name: type, size, pages.

    The facts are read from the file when it is saved, never typed (pages may be, where they cannot be read).
    """

    class Audience(models.TextChoices):
        REQUEST = "request", _("Only people who asked for a toolkit")
        PUBLIC = "public", _("Everybody, on a promotion pack")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=160)
    description = models.CharField(_("description"), max_length=255, blank=True)
    file = models.FileField(_("file"), storage=private_storage, upload_to=upload_path, max_length=200)
    audience = models.CharField(_("who may have it"), max_length=10, choices=Audience.choices, default=Audience.REQUEST)
    academy = models.ForeignKey(
        Academy, verbose_name=_("academy"), null=True, blank=True, on_delete=models.PROTECT, related_name="assets"
    )
    kind = models.CharField(_("type"), max_length=12, editable=False, help_text=_("As visitors read it: “PDF”, “Word”."))
    extension = models.CharField(max_length=8, editable=False)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True, help_text=_("Read from the file where possible."))
    width = models.PositiveIntegerField(null=True, editable=False)
    height = models.PositiveIntegerField(null=True, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = AssetQuerySet.as_manager()
    search_fields = [
        index.SearchField("title"),
        index.AutocompleteField("title"),
        *(
            index.FilterField(name) for name in ("id", "title", "academy", "audience", "updated_at")
        ),  # what lists are cut down and sorted by
    ]

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row, and of a new file its facts; a file that it replaces is removed afterwards.

        Raises:
            NotStored: storage did not take the file.
        """
        if not self.is_new_upload:
            super().save(*args, **kwargs)
            return
        facts = facts_of(self.file)
        before = Asset.objects.filter(pk=self.pk).first() if self.pk else None
        typed = self.pages if before is None or before.pages != self.pages else None  # the old file's pages are not the new one's
        self.kind, self.extension, self.size = facts.kind, facts.extension, facts.size
        self.pages, self.width, self.height = facts.pages or typed, facts.width, facts.height
        try:
            with transaction.atomic():  # what the person did before stays, and can be shown again
                super().save(*args, **kwargs)
        except OSError as error:  # the disk is full, the bucket is away
            logger.exception("A file could not be stored.")
            raise NotStored from error
        if before and before.file and before.file.name != self.file.name:
            transaction.on_commit(lambda: _remove(before))

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        gone = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: _remove(self))
        return gone

    def clean(self) -> None:
        super().clean()
        if self.is_new_upload:
            try:
                refuse_unsafe(self.file)
            except ValidationError as error:
                raise ValidationError({"file": error.messages}) from error

    def exists(self) -> bool:
        """Whether the file itself is there: storage can lose what the database remembers, or not answer. Logs when it is not."""
        try:
            found = bool(self.file.name and self.file.storage.exists(self.file.name))
        except Exception:  # each storage has errors of its own, and a page must not break over one file
            logger.exception("The storage did not say whether it has the file of asset %s.", self.pk)
            return False
        if not found:
            logger.error("The file of asset %s is missing from storage.", self.pk)
        return found

    @property
    def is_new_upload(self) -> bool:
        """Whether the file has been chosen but not been stored yet."""
        return bool(self.file) and not self.file._committed

    @property
    def content_type(self) -> str:
        """What a browser is told that it is."""
        return content_type_of(self.extension)

    @property
    def download_name(self) -> str:
        """The name a browser saves it under: the title, without what file systems refuse."""
        safe = "".join(letter if letter.isalnum() or letter in " -_." else " " for letter in self.title)
        return f"{' '.join(safe.split())[:80].strip('. ') or 'file'}.{self.extension}"

    @property
    def facts(self) -> str:
        """What is said beside the name: “PDF, 1.4 MB, 40 pages”."""
        return facts_in_words(self.kind, self.size, pages=self.pages, width=self.width, height=self.height)


def _remove(asset: Asset) -> None:
    """Take a file that nothing refers to any more out of storage; what cannot be removed stays, and is logged."""
    try:
        if asset.file.name:
            asset.file.storage.delete(asset.file.name)
    except Exception:  # the change itself is done; the storage's own trouble must not undo it for the person who made it
        logger.exception("An old file could not be removed from storage: %s", asset.file.name)
