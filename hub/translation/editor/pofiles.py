"""Uploading a PO file: what it is, whose it is, and whether every text fits, before anything is stored."""

from __future__ import annotations

import os
import tempfile
from typing import Any

import polib
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.views.pages.utils import get_valid_next_url_from_request
from wagtail_localize.models import Translation

from hub.translation.checking import fault, target_of
from hub.translation.editor.opening import open_translation
from hub.translation.exceptions import TranslationRefused

LARGEST = 2 * 1024 * 1024
OWNER = "X-WagtailLocalize-TranslationID"
FAULTS_SHOWN = 3


class UnreadableFile(TranslationRefused):
    """What was uploaded is no PO file of this translation."""

    message = gettext_lazy("This is not a PO file. Download the PO file of this translation, fill it in, and upload that.")


@require_POST
def upload_pofile(request: HttpRequest, translation_id: int) -> HttpResponse:
    """Store the strings of a PO file, all or none, and lead back to the editor with a message."""
    translation = open_translation(request.user, translation_id)
    try:
        catalogue = read(request.FILES.get("file"), translation)
    except TranslationRefused as refusal:
        messages.error(request, str(refusal))
    else:
        left_out = translation.import_po(catalogue, user=request.user, tool_name="PO file")
        messages.success(request, _("The translations of the PO file are stored. They are not published yet."))
        if left_out:
            text = ngettext(
                "%(number)d string of the file was left out: this page does not have it any more.",
                "%(number)d strings of the file were left out: this page does not have them any more.",
                len(left_out),
            )
            messages.warning(request, text % {"number": len(left_out)})
    return redirect(get_valid_next_url_from_request(request) or reverse("wagtailadmin_home"))


def read(upload: Any, translation: Translation) -> polib.POFile:
    """Return the catalogue that was uploaded.

    Args:
        upload: Django's uploaded file; ``None`` where there was none.

    Raises:
        UnreadableFile: no file, too large, not a PO file, or of another translation; or a text in it does not fit its place.
    """
    if upload is None:
        raise UnreadableFile(_("Choose a PO file first."))
    if upload.size > LARGEST:
        most = LARGEST // 1024 // 1024
        raise UnreadableFile(
            _("This file is too large for the strings of one page. A PO file has at most %(most)d MB.") % {"most": most}
        )
    catalogue = _parsed(upload.read())
    owner = catalogue.metadata.get(OWNER)
    if owner is None:
        raise UnreadableFile
    if owner.strip() != str(translation.uuid):
        raise UnreadableFile(_("This PO file is of another translation. Nothing was changed."))
    _refuse_unfit(catalogue, translation)
    return catalogue


def _parsed(content: bytes) -> polib.POFile:
    """Return the file's catalogue. polib takes a name or a text; a text could name a file of the server, so it gets a name."""
    if b"\x00" in content:
        raise UnreadableFile
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(content)
    try:
        return polib.pofile(file.name)
    except Exception as error:  # polib has no error of its own: OSError for syntax, others for what it did not expect
        raise UnreadableFile from error
    finally:
        os.unlink(file.name)


def _refuse_unfit(catalogue: polib.POFile, translation: Translation) -> None:
    """Refuse a file with a text that does not fit its place: PostgreSQL would stop in the middle of storing it."""
    model = translation.source.specific_content_type.model_class()
    paths = dict(translation.source.stringsegment_set.values_list("context__path", "context__field_path"))
    faults = []
    for entry in catalogue:
        if entry.msgstr and entry.msgctxt in paths:
            reason = fault(target_of(model, paths[entry.msgctxt]), entry.msgstr, source=entry.msgid)
            if reason:
                faults.append(f"“{entry.msgid[:60]}”: {reason}")
    if faults:
        more = [_("And %(number)d more.") % {"number": len(faults) - FAULTS_SHOWN}] if len(faults) > FAULTS_SHOWN else []
        raise UnreadableFile(" ".join([_("Nothing was stored. Put these right first:"), *faults[:FAULTS_SHOWN], *more]))
