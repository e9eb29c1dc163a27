"""Addresses of the screens, below Wagtail's admin, and of the link in an invitation."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from hub.academies.members.views import covering, index, inviting, leaving, person, public

ONE = "<int:academy>/"

_screens = (
    [
        path("", index.ChooseAcademyView.as_view(), name="choose"),
        path(ONE, index.PeopleIndexView.as_view(), name="list"),
        path(f"{ONE}results/", index.PeopleIndexView.as_view(results_only=True), name="list_results"),
        path(f"{ONE}invite/", inviting.InviteView.as_view(), name="invite"),
        path(f"{ONE}invitations/<int:invitation>/resend/", inviting.ResendView.as_view(), name="resend"),
        path(f"{ONE}invitations/<int:invitation>/take-back/", inviting.TakeBackView.as_view(), name="take_back"),
        path(f"{ONE}person/<str:person>/", person.PersonView.as_view(), name="person"),
        path(f"{ONE}person/<str:person>/roles/", person.RolesView.as_view(), name="roles"),
        path(f"{ONE}person/<str:person>/cover/", covering.CoverView.as_view(), name="cover"),
        path(f"{ONE}person/<str:person>/cover/<str:other>/end/", covering.EndCoverView.as_view(), name="end_cover"),
        path(f"{ONE}person/<str:person>/hand-over/", leaving.HandOverView.as_view(), name="hand_over"),
        path(f"{ONE}person/<str:person>/remove/", leaving.RemoveView.as_view(), name="remove"),
        path(f"{ONE}person/<str:person>/close/", leaving.DeactivateView.as_view(), name="deactivate"),
        path(f"{ONE}person/<str:person>/open/", leaving.ReactivateView.as_view(), name="reactivate"),
        path(f"{ONE}person/<str:person>/password/", leaving.PasswordView.as_view(), name="password"),
    ],
    "hub_people",
)


def admin_urls() -> list[URLPattern | URLResolver]:
    """Return the addresses of the screens, for Wagtail's ``register_admin_urls`` hook."""
    return [path("people/", include(_screens))]


def public_urls() -> list[URLPattern]:
    """Return the addresses of an invitation, for ``hub.urls``."""
    return [
        path("invitation/accepted/", public.accepted, name="hub_invitation_accepted"),
        path("invitation/<str:token>/", public.invitation, name="hub_invitation"),
    ]
