"""The translation catalogues: found strings in, compiled files out. ``make messages`` and ``make`` run it; not in the wheel.

``python -m hub.site.catalogue update`` brings ``hub/locale/*/LC_MESSAGES/django.po`` up to date, ``compile`` makes the
``.mo`` files. Neither needs GNU gettext.
"""
