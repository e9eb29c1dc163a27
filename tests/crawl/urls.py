"""Everything that the reference site serves, apart from its pages for developers."""

from django.urls import path
from wagtail.contrib.sitemaps.views import sitemap

from hub.site import views
from hub.sitemaps import HubSitemap
from tests import urls_languages

handler403 = urls_languages.handler403
handler404 = urls_languages.handler404
handler500 = urls_languages.handler500

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"hub": HubSitemap}}, name="sitemap"),
    *urls_languages.urlpatterns,
]
