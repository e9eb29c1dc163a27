"""Take one file of a link: count it once, hand it out."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from hub.storage import FileMissing
from toolkit_orders.exceptions import LinkClosed, LinkUnknown
from toolkit_orders.models import Grant, GrantFile, Order
from toolkit_orders.models.grants import digest_of
from toolkit_orders.signals import file_downloaded

logger = logging.getLogger(__name__)

#: Browsers ask again when a connection breaks, download managers ask for parts: within this time it is one download.
COUNT_ONCE = timedelta(minutes=10)


def grant_for(*, token: str) -> Grant:
    """Return the grant of a token, with its order and academy; it may be closed. No query for what cannot be a token.

    Raises:
        LinkUnknown: no grant has this token.
    """
    digest = digest_of(token)
    found = Grant.objects.select_related("order__academy", "order__request_page").filter(digest=digest).first() if digest else None
    if found is None:
        raise LinkUnknown
    return found


def take_file(*, grant: Grant, file: GrantFile) -> bool:
    """Allow one download, and return whether it was counted now (not so for a repeat within ten minutes).

    One guarded update decides: however many ask at once, the link is used no more often than it may be.

    Raises:
        FileMissing: storage has lost the file; nothing is counted.
        LinkClosed: the link has expired, was revoked, or is used up.
    """
    if not file.asset.exists():
        logger.error("A file of a sent pack is missing: asset %s, order %s", file.asset_id, grant.order.reference)
        raise FileMissing
    now = timezone.now()
    with transaction.atomic():
        fresh = Q(last_counted_at=None) | Q(last_counted_at__lte=now - COUNT_ONCE)
        counted = GrantFile.objects.filter(fresh, pk=file.pk).update(last_counted_at=now, downloads=F("downloads") + 1) == 1
        allowed = Grant.objects.open(now).filter(pk=grant.pk)
        if not counted:
            if not allowed.exists():
                raise LinkClosed(_reason(grant))
            return False
        used = {"downloads": F("downloads") + 1, "first_used_at": Coalesce("first_used_at", now)}
        if allowed.filter(downloads__lt=F("max_downloads")).update(**used) != 1:
            raise LinkClosed(_reason(grant))  # rolls the file's own count back
        Order.objects.filter(pk=grant.order_id, first_download_at=None).update(first_download_at=now)
    file_downloaded.send_robust(Grant, grant=grant, grant_file=file)
    return True


def _reason(grant: Grant) -> str:
    grant.refresh_from_db(fields=["revoked_at", "expires_at", "downloads", "max_downloads"])
    return grant.closed_because or "used"
