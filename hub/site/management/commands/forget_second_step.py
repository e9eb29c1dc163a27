"""``manage.py forget_second_step <username>``: for somebody who has lost phone and recovery codes."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from wagtail.log_actions import log


class Command(BaseCommand):
    """Takes an account's second step away; the next sign-in asks for the password, and then for a new second step."""

    help = "Take an account's second step away, after you have made sure who asks."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")

    def handle(self, *args: Any, username: str, **options: Any) -> None:
        """Delete what proves the second step.

        Raises:
            CommandError: there is no such account.
        """
        user = get_user_model().objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is no account {username}.")
        deleted, _each = Authenticator.objects.filter(user=user).delete()
        if deleted:
            log(instance=user, action="hub_site.second_step_removed", data={"kind": "all"})
        self.stdout.write(f"Removed: {deleted}. The next sign-in of {username} asks for the password only.")
