"""Mixins that keep every admin view of a model to the rows of one's own academies.

Wagtail checks permissions of a model, not of a row. Wrapping the views where the viewset constructs them covers those
of today and those a later Wagtail adds: list, export, edit, delete, inspect, history, usage, revisions, workflow,
lock, reorder, preview and choosers.
"""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.http import Http404, HttpRequest
from django.utils.encoding import force_str
from wagtail.admin.views.generic import ReorderView
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from hub.academies.policy import tenant_policy, visible
from hub.academies.scope import ScopedFilterSet, scope_form

FORMULA_STARTS = ("=", "+", "-", "@")


def require_visible(model: Any, user: Any, pk: Any) -> None:
    """Raise ``Http404`` unless this person may know of the row; the same answer as for one that does not exist."""
    try:
        found = visible(model, user).filter(pk=unquote(str(pk))).exists()
    except (ValueError, ValidationError, OverflowError) as error:
        raise Http404 from error
    if not found:
        raise Http404


def safe_cell(value: Any) -> str:
    """Return text that no spreadsheet takes for a formula: what could be one gets an apostrophe in front."""
    text = force_str(value)
    risky = text.lstrip(" ")[:1] in FORMULA_STARTS or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if risky else text


class _Scoped:
    """Mixed into every view of a tenant viewset."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        pk = kwargs.get(getattr(self, "pk_url_kwarg", "pk"), kwargs.get("pk", args[0] if args else None))
        if pk is not None:  # before any view looks the row up
            require_visible(self.model, request.user, pk)
        super().setup(request, *args, **kwargs)

    def get_base_queryset(self) -> Any:
        queryset = super().get_base_queryset()
        if queryset.model is not self.model:
            return queryset  # log entries and references of a row that setup() has checked
        return queryset.filter(pk__in=visible(self.model, self.request.user).values("pk"))

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        return scope_form(super().get_form(*args, **kwargs), self.request.user, model=self.model)


class _ScopedReorder:
    """Positions are counted among one's own rows only."""

    def get_queryset(self) -> Any:
        return super().get_queryset().filter(pk__in=visible(self.model, self.request.user).values("pk"))


class _ScopedChooser:
    """Mixed into every view of a tenant chooser."""

    def get_object_list(self) -> Any:
        return super().get_object_list().filter(pk__in=visible(self.model_class, self.request.user).values("pk"))

    def get_object(self, pk: Any) -> Any:
        require_visible(self.model_class, self.request.user, pk)
        return super().get_object(pk)

    def get_objects(self, pks: Any) -> Any:
        for pk in pks:
            require_visible(self.model_class, self.request.user, pk)
        return super().get_objects(pks)

    def get_creation_form(self) -> Any:
        return scope_form(super().get_creation_form(), self.request.user, model=self.model_class)


def _mixed(view_class: type[Any], *mixins: type[Any], **attributes: Any) -> type[Any]:
    return type(f"Scoped{view_class.__name__}", (*mixins, view_class), {"__module__": view_class.__module__, **attributes})


class TenantChooserMixin:
    """For a ``ChooserViewSet`` whose model has a tenant policy."""

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> Any:
        """Return the chooser's view, cut down to the rows this person may know of; any other key answers 404."""
        return super().construct_view(_mixed(view_class, _ScopedChooser), **kwargs)


class TenantSnippetChooserViewSet(TenantChooserMixin, SnippetChooserViewSet):
    """Chooses among the snippets of one's own academies."""


class TenantViewSetMixin:
    """For a ``ModelViewSet`` or ``SnippetViewSet`` whose model has a tenant policy.

    Rows of other academies answer 404, in every view. Copying is off: Wagtail's copy views check too little.
    """

    copy_view_enabled = False
    chooser_viewset_class = TenantSnippetChooserViewSet

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> Any:
        """Return one view of the viewset, scoped; Wagtail calls it for each address it makes.

        Args:
            view_class: any view of Wagtail's, or a host's own.
            kwargs: attributes of the view, as Wagtail hands them on.

        Returns:
            The view: rows, forms and filters cut down to one's own academies, spreadsheet cells without formulas.
        """
        mixins: list[type[Any]] = [_Scoped]
        attributes: dict[str, Any] = {}
        if issubclass(view_class, ReorderView):
            mixins.insert(0, _ScopedReorder)
        if hasattr(view_class, "base_filterset_class"):
            attributes["base_filterset_class"] = ScopedFilterSet
        if issubclass(view_class, SpreadsheetExportMixin):
            cells = {SpreadsheetExportMixin.FORMAT_CSV: safe_cell}
            attributes["custom_value_preprocess"] = {**view_class.custom_value_preprocess, str: cells}
        return super().construct_view(_mixed(view_class, *mixins, **attributes), **kwargs)

    def on_register(self) -> None:
        """Register the viewset with Wagtail.

        Raises:
            ImproperlyConfigured: its model has no tenant policy, so that nothing would keep rows apart.
        """
        if tenant_policy(self.model) is None:
            raise ImproperlyConfigured(
                f"{type(self).__name__} needs a tenant policy: register_permission_policy({self.model.__name__}, "
                f"TenantPolicy({self.model.__name__})) at the top of wagtail_hooks.py."
            )
        super().on_register()
