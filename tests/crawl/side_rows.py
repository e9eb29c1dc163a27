"""What one academy has beside pages: files, requests, areas, invitations, what the log says."""

from __future__ import annotations

import hashlib
import io
import uuid
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.models import Collection, CollectionViewRestriction, UploadedFile

from hub.academies.models import Area, Invitation
from hub.outbox.services import enqueue
from hub.typed import email_key
from tests.crawl.canaries import DRAFT, OPEN, OWN
from tests.crawl.side import Side
from tests.toolkit_orders.asset_fixtures import picture
from tests.toolkit_orders.ordering import pdf
from toolkit_orders.models import Asset, Grant, GrantFile, Order


def add_files(side: Side) -> None:
    """Pictures, documents and files of toolkits; a collection inside the academy's own that asks for a password."""
    own = Collection.objects.get(pk=side.academy.collection_id)
    inner = own.add_child(name=side.words(DRAFT))
    restriction = CollectionViewRestriction.objects.create(
        collection=inner, restriction_type="password", password=side.words(DRAFT)
    )
    side.named["restriction_id"] = side.keep(restriction).pk
    side.keep(inner, own)
    editor = side.people["editor"]
    document = side.words.told(get_document_model()(collection=inner, uploaded_by_user=editor), DRAFT)
    document.file.save(f"{side.words.slug(DRAFT)}.txt", ContentFile(side.words(DRAFT).encode()))
    document.tags.add(side.words(DRAFT))
    hidden, shown = (_image(side, own, kind) for kind in (DRAFT, OPEN))
    side.named |= {"image": shown, "filename": document.filename}
    side.keep(document, hidden, shown)
    for name, audience in (("asset", "request"), ("public_asset", "public")):
        row = side.words.told(Asset(academy=side.academy, audience=audience), DRAFT if name == "asset" else OPEN)
        row.file.save("a.pdf", ContentFile(pdf(), name="a.pdf"))
        side.named[name] = side.keep(row)
    upload = UploadedFile(for_content_type=ContentType.objects.get_for_model(hidden), uploaded_by_user=editor)
    upload.file.save(f"{side.words.slug(DRAFT)}.png", ContentFile(picture()))
    side.keep(upload)


def _image(side: Side, collection: Collection, kind: str) -> Any:
    """A picture, hidden or on a public page; the first tag of both is nobody else's business."""
    image = side.words.told(get_image_model()(collection=collection, uploaded_by_user=side.people["editor"]), kind)
    image.file = ImageFile(io.BytesIO(picture()), name=f"{side.words.slug(kind)}.png")
    image.save()
    image.tags.add(side.words(DRAFT))
    return image


def add_rows(side: Side, shared: Any) -> None:
    """Everything that is neither page nor file."""
    area = Area(academy=side.academy, slug=side.words.slug(OPEN), locale=shared.home.locale)
    side.words.told(area, OPEN).save()
    side.keep(area)
    for status in ("received", "awaiting", "fulfilled"):
        side.keep(_order(side, shared, area, status))
    email = side.words.mail(OWN)
    side.keep(
        Invitation.objects.create(
            academy=side.academy,
            email=email,
            email_key=email_key(email),
            roles=[{"role": "editor", "locales": []}],
            digest=hashlib.sha256(email.encode()).hexdigest(),
            invited_by=side.people["manager"],
            expires_at=timezone.now() + timedelta(days=7),
        )
    )
    page = next(row for rows in side.rows.values() for row in rows if hasattr(row, "url_path"))
    session = EditingSession.objects.create(
        user=side.people["editor"],
        content_type=ContentType.objects.get_for_model(page),
        object_id=str(page.pk),
        last_seen_at=timezone.now(),
    )
    side.named["session_id"] = side.keep(session).pk
    for row in (side.academy, area, side.named["asset"]):
        log(instance=row, action="wagtail.edit", user=side.people["manager"])


def _order(side: Side, shared: Any, area: Area, status: str) -> Order:
    order = side.words.told(Order(status=status, academy=side.academy, toolkit=shared.toolkit, organisation_type="health"), OWN)
    order.request_page = next(page for rows in side.rows.values() for page in rows if type(page).__name__ == "RequestPage")
    order.toolkit_key, order.idempotency_key = shared.toolkit.translation_key, uuid.uuid4()
    order.answers = [{"key": "q", "label": side.words(OWN), "value": side.words(OWN), "value_key": ""}]
    order.email_key, order.area_slug, order.locale = email_key(order.email), area.slug, "en"
    order.decided_by = side.people["order_handler"]
    order.save()
    enqueue(kind="order-notify", key=order.reference, payload={"order": order.pk})
    log(instance=order, action="wagtail.edit", user=side.people["order_handler"])
    digest = hashlib.sha256(order.reference.encode()).hexdigest()
    grant = Grant.objects.create(
        order=order, digest=digest, message=side.words(OWN), expires_at=timezone.now() + timedelta(days=7), max_downloads=5
    )
    file = GrantFile.objects.create(grant=grant, asset=side.named["asset"], title=side.words(OWN), kind="PDF")
    side.named["token"] = digest
    side.keep(grant, file)
    return order
