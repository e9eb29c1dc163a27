"""Which object a translated row points to: the one of its own language, where there is one.

wagtail-localize follows foreign keys to translatable snippets while it builds a translation, but leaves two gaps: keys to
pages keep the source's page, and rows that are not translatable themselves are copied as they are. Here the models are
asked which foreign keys they have, so that this works for a host's page types too. Keys are put right in the stored rows
when a page goes live, and in the rows of others that point to it; a page that is taken down is given up again. What
stands in a StreamField stays as it is: render pages from there with ``hub.models.parts.linked_pages``, or ``localized``.

Many-to-many fields are not followed: use inline rows with a foreign key, as wagtail-localize asks for too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import COMMENTS_RELATION_NAME, Locale, Page, TranslatableMixin


@dataclass(frozen=True)
class Relation:
    """A foreign key to something that has languages.

    Attributes:
        holder: the model that has the key: a page or snippet, or one of its inline rows.
        name: the key's name.
        target: the model it points to.
        owner: look-up from the holder to the page or snippet it belongs to, such as "page"; "" where it is that itself.
    """

    holder: type[models.Model]
    name: str
    target: type[models.Model]
    owner: str = ""

    def __str__(self) -> str:
        return f"{self.holder._meta.label}.{self.name}"

    def of_owner(self, lookup: str) -> str:
        """Return a look-up of the owner's, as the holder's manager takes it."""
        return f"{self.owner}__{lookup}" if self.owner else lookup


def relations_of(model: type[models.Model], owner: str = "") -> Iterator[Relation]:
    """Yield the foreign keys of a page type or snippet, and of its inline rows, that point to something with languages."""
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and _is_followed(field):
            yield Relation(model, field.name, field.related_model, owner)
    for name, child in children_of(model):
        yield from relations_of(child, f"{name}__{owner}" if owner else name)


def children_of(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    """Yield (name of the key to the parent, model) of each kind of inline row."""
    if issubclass(model, ClusterableModel):
        for relation in get_all_child_relations(model):
            if not (issubclass(model, Page) and relation.name == COMMENTS_RELATION_NAME):
                yield relation.remote_field.name, relation.related_model


def owners() -> list[type[models.Model]]:
    """Return the models whose rows are translated: page types and snippets, not what belongs to them."""
    return [
        model
        for model in apps.get_models()
        if issubclass(model, TranslatableMixin) and not any(isinstance(field, ParentalKey) for field in model._meta.fields)
    ]


def terms_of(instance: models.Model) -> list[Any]:
    """Return the snippets, such as topics, that a page or snippet points to, in any language, each once; no pages.

    Inline rows of other snippets are left out: they are translated with what they belong to.
    """
    found: dict[tuple[type[models.Model], Any], Any] = {}
    belonging = set(owners())
    for relation in relations_of(type(instance)):
        if relation.target in belonging and not issubclass(relation.target, Page):
            holders = relation.holder._base_manager.filter(**{relation.of_owner("pk"): instance.pk})
            keys = holders.exclude(**{relation.name: None}).values(relation.name)
            found |= {(relation.target, term.pk): term for term in relation.target._base_manager.filter(pk__in=keys)}
    return list(found.values())


def localise(instance: Any) -> int:
    """Let what a stored page or snippet points to be of its own language, and return how many keys were changed."""
    changed = 0
    for relation in relations_of(type(instance)):
        if not relation.owner and not getattr(instance, f"{relation.name}_id"):
            continue
        rows = relation.holder._base_manager.filter(**{relation.of_owner("pk"): instance.pk}).exclude(**{relation.name: None})
        foreign = rows.exclude(**{f"{relation.name}__locale": instance.locale_id})
        wanted = dict(foreign.values_list("pk", f"{relation.name}__translation_key"))
        own = own_versions(relation.target, wanted.values(), instance.locale_id)
        for pk, key in wanted.items():
            if key in own:
                changed += relation.holder._base_manager.filter(pk=pk).update(**{relation.name: own[key]})
    return changed


def own_versions(target: type[models.Model], keys: Iterable[UUID], locale: int) -> dict[UUID, Any]:
    """Return {translation key: primary key} of the versions in a language; of pages only those that visitors can be shown."""
    wanted = set(keys)
    if not wanted:
        return {}
    found = target._base_manager.filter(translation_key__in=wanted, locale=locale)
    if issubclass(target, Page):
        found = found.filter(live=True, alias_of=None)
    return dict(found.values_list("translation_key", "pk"))


def point_to(page: Any, *, instead_of: Any = None) -> int:
    """Let the rows of one language point to ``page`` instead of to other versions of it; return how many changed.

    Args:
        instead_of: the one version to replace, in whose language the rows are; otherwise all versions but ``page``, and
            the language is that of ``page``.
    """
    changed = 0
    locale = (instead_of or page).locale_id
    for relation in (each for model in owners() for each in relations_of(model)):
        if not isinstance(page, relation.target):
            continue
        rows = relation.holder._base_manager.filter(**{relation.of_owner("locale"): locale})
        if instead_of is None:
            rows = rows.filter(**{f"{relation.name}__translation_key": page.translation_key}).exclude(**{relation.name: page.pk})
        else:
            rows = rows.filter(**{relation.name: instead_of.pk})
        changed += rows.update(**{relation.name: page.pk})
    return changed


def on_page_published(sender: type, instance: Page, **kwargs: Any) -> None:
    """A translation goes live: it points to its own language, and its own language points to it."""
    if not instance.alias_of_id and not instance.locale.is_default:
        localise(instance)
        point_to(instance)


def on_page_unpublished(sender: type, instance: Page, **kwargs: Any) -> None:
    """A translation is taken down: what points to it gets the source again."""
    if instance.alias_of_id or instance.locale.is_default:
        return
    source = Page.objects.filter(translation_key=instance.translation_key, locale=Locale.get_default(), alias_of=None).first()
    if source:
        point_to(source.specific, instead_of=instance)


def _is_followed(field: models.ForeignKey) -> bool:
    is_own = isinstance(field, ParentalKey) or (field.one_to_one and field.remote_field.parent_link)
    return bool(field.editable and not is_own and issubclass(field.related_model, TranslatableMixin))
