"""`python manage.py reconcile`: find what no webhook told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from shop.books import reconcile


class Command(BaseCommand):
    help = "Looks after open orders and known payments."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("older_than", nargs="?", type=float, default=600, help="in seconds")

    def handle(self, *args: Any, **options: Any) -> None:
        reconcile(timedelta(seconds=options["older_than"]))
