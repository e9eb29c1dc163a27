"""The preview of the two colours as part of a form: it shows what was typed, or what is stored."""

from __future__ import annotations

from typing import Any

from wagtail.admin.panels import HelpPanel

from hub.academies.setup.preview import Preview, preview


class PreviewPanel(HelpPanel):
    """Stands below the two colours."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("template", "hub/admin/academy_preview.html")
        super().__init__(**kwargs)

    class BoundPanel(HelpPanel.BoundPanel):
        @property
        def preview(self) -> Preview:
            """The preview of the form's own values."""
            values = {name: self.form[name].value() for name in ("deep", "bright")}
            typed = [self.form[name].value() for name in ("short_name", "name") if name in self.form.fields]
            name = next((str(text) for text in typed if text), self.instance.short_name)
            slug = self.form["slug"].value() if "slug" in self.form.fields else self.instance.slug
            return preview(**values, name=name, key=str(slug or "")[:60])
