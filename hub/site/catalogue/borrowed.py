"""Words of Django and Wagtail that visitors meet and that a language's own catalogue of theirs lacks or says badly.

Ours come after Django's, so these win; Wagtail has no Urdu at all. A test asks for a translation of each.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop, ngettext_lazy

ONE = [
    # languages, as the other languages call them
    gettext_noop("English"),
    gettext_noop("Urdu"),
    gettext_noop("Welsh"),
    # Django's forms
    gettext_noop("This field is required."),
    gettext_noop("Enter a valid value."),
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a list of values."),
    gettext_noop("Null characters are not allowed."),
    gettext_noop("Select a valid choice. %(value)s is not one of the available choices."),
    # sizes of files
    gettext_noop("%s KB"),
    gettext_noop("%s MB"),
    gettext_noop("%s GB"),
    # Wagtail's pages with a password, and for people who have to sign in
    gettext_noop("Password required"),
    gettext_noop("You need a password to access this page."),
    gettext_noop("The password you have entered is not correct. Please try again."),
    gettext_noop("Username"),
    gettext_noop("Password"),
    gettext_noop("Log in"),
    gettext_noop("Your username and password didn't match. Please try again."),
    gettext_noop("Please enter a correct %(username)s and password. Note that both fields may be case-sensitive."),
    gettext_noop("Your account doesn't have access to this page. To proceed, please log in with an account that has access."),
]

SEVERAL = [
    ngettext_lazy("%(size)d byte", "%(size)d bytes"),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
    ),
    ngettext_lazy(
        "Ensure this value has at least %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at least %(limit_value)d characters (it has %(show_value)d).",
    ),
]
