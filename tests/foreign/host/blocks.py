from wagtail.blocks import CharBlock, StructBlock


class WeatherBlock(StructBlock):
    """A block of the host's own, added by setting."""

    sky = CharBlock()

    class Meta:
        template = "host/weather.html"
