"""Choosing files in the admin: only one's own academy's, and the hub's own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.widgets import Widget
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.chooser import CreateViewMixin
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import ChooserBlock

from toolkit_orders.exceptions import NotStored


class _OwnOrNational:
    """Mixed into every view of the chooser: a person finds, and is told of, nothing but what may go on their pages."""

    def get_object_list(self) -> Any:
        mine = self.model_class.objects.for_user(self.request.user)
        return super().get_object_list().filter(pk__in=mine.values("pk"))  # by key alone: a search cannot filter across tables

    def get_object(self, pk: Any) -> Any:
        return self.get_objects([pk])[0]

    def get_objects(self, pks: list[Any]) -> list[Any]:
        try:
            found = list(self.model_class.objects.for_user(self.request.user).filter(pk__in=pks))
        except (ValueError, ValidationError, OverflowError) as error:
            raise Http404 from error
        if not found or len(found) != len({str(pk) for pk in pks}):
            raise Http404
        return found

    def get_creation_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_creation_form_kwargs(), "for_user": self.request.user}


class _SaysWhenNotStored:
    """Mixed into the view that uploads from the chooser."""

    def post(self, request: Any) -> Any:
        try:
            return super().post(request)
        except NotStored as error:
            self.form.add_error("file", str(error))
            return self.get_reshow_creation_form_response()


class AssetChooserViewSet(ChooserViewSet):
    """Chooses a file of one's own academy or of the hub, or uploads one to the own academy."""

    model = "toolkit_orders.Asset"
    icon = "doc-full"
    choose_one_text = _("Choose a file")
    choose_another_text = _("Choose another file")
    edit_item_text = _("Edit this file")
    creation_form_class = "toolkit_orders.admin.asset_form.AssetCreationForm"

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> Any:
        """Return one view of the chooser that finds only what this person may use; any other key answers 404."""
        mixins = (_SaysWhenNotStored, _OwnOrNational) if issubclass(view_class, CreateViewMixin) else (_OwnOrNational,)
        own = type(f"Own{view_class.__name__}", (*mixins, view_class), {"__module__": view_class.__module__})
        return super().construct_view(own, **kwargs)


asset_chooser = AssetChooserViewSet("toolkit_asset_chooser", url_prefix="toolkits/choose-file")


class AssetChooserBlock(ChooserBlock):
    """A file of a toolkit or pack. What a person may not see, they may not put in: the page's form checks it."""

    class Meta:
        icon = "doc-full"
        label = _("File")

    @cached_property
    def target_model(self) -> Any:
        """The model of files; imported late, for the models themselves use this block."""
        from toolkit_orders.models import Asset

        return Asset

    @cached_property
    def widget(self) -> Widget:
        """The form control that opens the chooser."""
        return asset_chooser.widget_class()

    def get_form_state(self, value: Any) -> Any:
        """Return what the editor shows of a chosen file: its key, title and address for editing; ``None`` for none."""
        return self.widget.get_value_data(value)
