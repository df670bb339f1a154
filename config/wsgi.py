"""WSGI entry point; refuses to serve an unsafe production."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = get_wsgi_application()

from config.checks import refuse_unsafe_start  # noqa: E402 - the registry of apps must be ready

refuse_unsafe_start()
