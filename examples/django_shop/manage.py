"""A shop on Django whose books agree with PortOne's, whatever becomes of the webhooks.

    PORTONE_V1_API_KEY=… PORTONE_V1_API_SECRET=… python manage.py migrate --run-syncdb
    python manage.py runserver
    python manage.py reconcile        # every few minutes, from cron: finds what no webhook told

The settings stand here, as there are few. What to look at is in shop/: models.py, books.py and views.py.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management import execute_from_command_line

HERE = Path(__file__).parent

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1", "localhost"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.environ.get("SHOP_DATABASE", HERE / "db.sqlite3"),
            # SQLite locks no rows, so each transaction is the only one. Elsewhere select_for_update does it.
            "OPTIONS": {"timeout": 30, "transaction_mode": "IMMEDIATE"},
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=["shop"],
    ROOT_URLCONF="shop.urls",
    # Whether payments on test channels count, where no money moves: on a developer's machine, nowhere else.
    PORTONE_SANDBOX=os.environ.get("SHOP_SANDBOX") == "1",
    SECRET_KEY=os.environ.get("SECRET_KEY", "nothing in this example is signed"),
    USE_TZ=True,
)

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
