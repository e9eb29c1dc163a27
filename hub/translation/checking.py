"""Whether a translated text, or a value that replaces the source's, fits the field or block it is for.

wagtail-localize stores whatever it is given; PostgreSQL then refuses a title that is too long while it is being typed, and a
key that leads nowhere makes a page unpublishable.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.strings import StringValue, validate_translation_links

from cl_blocks.inputs import refuse_hidden_characters, refuse_unsafe_address
from hub.academies.scope import choosable

LONGEST_ADDRESS = 2000
MOST_DIGITS = 18
SCRIPTS = ("javascript:", "data:", "vbscript:")  # an address may stand in a plain text field

Target: TypeAlias = "models.Field[Any, Any] | blocks.Block"


def target_of(model: type[models.Model], field_path: str) -> Target | None:
    """Return the field or block that a segment belongs to; ``None`` where the models have changed since.

    Args:
        field_path: as wagtail-localize stores it: names of fields and blocks, "item" for one of a list.
    """
    first, *rest = field_path.split(".")
    try:
        field = model._meta.get_field(first)
        if isinstance(field, StreamField):
            return _block(field.stream_block, rest)
        if isinstance(field, models.ManyToOneRel):
            return target_of(field.related_model, ".".join(rest))
    except (FieldDoesNotExist, LookupError, AttributeError):
        return None
    return field if isinstance(field, models.Field) else None


def _block(block: Any, names: list[str]) -> blocks.Block:
    for name in names:
        block = block.child_block if isinstance(block, blocks.ListBlock) else block.child_blocks[name]
    return block


def fault(target: Target | None, text: str, *, source: str) -> str:
    """Return what is wrong with a translated text, in words; "" where it fits.

    Args:
        text: wagtail-localize's form of it: inline markup only.
        source: the text it translates, in the same form.
    """
    try:
        value = StringValue.from_translated_html(text)
        validate_translation_links(source, text)
        _check_text(target, value.render_text())
    except ValidationError as error:
        return " ".join(error.messages)
    except ValueError as error:  # wagtail-localize's own, for markup
        return str(error)
    return ""


def _check_text(target: Target | None, plain: str) -> None:
    refuse_hidden_characters(plain)
    if isinstance(target, RichTextField | blocks.RichTextBlock):
        most = target.max_length
        if most and len(plain) > most:
            raise ValidationError(_("Use at most %(most)d characters: this has %(length)d.") % {"most": most, "length": len(plain)})
    elif isinstance(target, blocks.FieldBlock):
        target.clean(plain)
    elif isinstance(target, models.Field):
        form_field = target.formfield()
        if form_field is not None:  # knows the limit of a TextField, which the model's own validators do not
            form_field.clean(plain)
        target.run_validators(plain)


def checked_override(target: Target | None, raw: str, user: Any) -> str:
    """Return a value that may stand in a translation in place of the source's.

    Args:
        raw: as typed or chosen: the key of a row, an address, a text.
        user: only what this person may choose is accepted.

    Raises:
        ValidationError: it leads nowhere, or does not fit.
    """
    if target is None:
        raise ValidationError(_("This field has changed. Sync the translation, then try again."))
    refuse_hidden_characters(raw)
    if isinstance(target, models.ForeignKey):
        return _checked_key(target.related_model, (), raw, user)
    if isinstance(target, blocks.ChooserBlock):
        return _checked_key(target.model_class, getattr(target, "target_models", ()), raw, user)
    if isinstance(target, RichTextField | blocks.RichTextBlock):  # the address of a link inside it
        refuse_unsafe_address(raw)
        if not raw.strip() or len(raw) > LONGEST_ADDRESS:
            raise ValidationError(_("Write an address that starts with https://"))
        return raw
    _check_text(target, raw)
    if raw.strip().lower().startswith(SCRIPTS):
        refuse_unsafe_address(raw)
    return raw


def _checked_key(model: Any, types: Any, raw: str, user: Any) -> str:
    """Return the key of a row this person may choose, as text."""
    rows = model._default_manager.all()
    # a model of files knows best which of them a person may put on a page
    rows = rows.for_user(user) if hasattr(rows, "for_user") else choosable(rows, user, model=None)
    missing = ValidationError(_("There is nothing here that you can choose by this key. Choose something else."))
    if len(raw) > MOST_DIGITS and isinstance(model._meta.pk, models.AutoField | models.OneToOneField):
        raise missing
    try:
        found = rows.filter(pk=raw).first()
    except (ValueError, ValidationError, OverflowError) as error:
        raise missing from error
    if found is None or (types and isinstance(found, Page) and not issubclass(found.specific_class or Page, tuple(types))):
        raise missing
    return raw
