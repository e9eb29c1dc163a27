"""Addresses of the reference site."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls

from hub.site import mail_views, views
from hub.site.accounts.views import LimitedPasswordResetView, wagtail_login
from hub.sitemaps import HubSitemap

urlpatterns = [
    path("admin/sign-in/", include("hub.site.accounts.urls")),
    path("admin/login/", wagtail_login),
    path("admin/password_reset/", LimitedPasswordResetView.as_view()),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": {"hub": HubSitemap}}, name="sitemap"),
    path("favicon.ico", views.favicon, name="favicon"),
]
if getattr(settings, "DEV_MAIL", False):
    urlpatterns += [
        path("dev/mail/", mail_views.inbox, name="dev_mail"),
        path("dev/mail/<slug:name>/", mail_views.message, name="dev_mail_message"),
        path("dev/mail/<slug:name>/body/", mail_views.body, name="dev_mail_body"),
        path("dev/mail/<slug:name>/part/<int:number>/", mail_views.part, name="dev_mail_part"),
        # real sites leave media to the web server in front
        path("media/<path:path>", views.media, name="media"),
    ]
urlpatterns += [
    path("", include("hub.urls")),
    *i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False),
]

handler403 = "hub.errors.permission_denied"
handler404 = "hub.errors.page_not_found"
handler500 = "hub.errors.server_error"
