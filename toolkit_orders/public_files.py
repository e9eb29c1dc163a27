"""Files of promotion packs, which everybody may download."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hub.storage import FileMissing, send_private
from toolkit_orders.models import Asset


@require_safe
def public_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Send one file that is marked as for everybody; 404 for all others, and for one that storage has lost."""
    asset = get_object_or_404(Asset.objects.public(), uid=uid)
    try:
        if asset.exists():
            return send_private(asset.file, filename=asset.download_name, content_type=asset.content_type)
    except (FileMissing, OSError):
        pass  # lost between the two, or not readable
    return render(request, "toolkit_orders/file_missing.html", {"asset": asset}, status=404)
