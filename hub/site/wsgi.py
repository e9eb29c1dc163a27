"""Where gunicorn or another WSGI server starts the reference site."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hub.site.settings.production")
application = get_wsgi_application()
