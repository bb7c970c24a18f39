"""The web server's entrance."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config.children import end_with_named

end_with_named()
application = get_wsgi_application()
get_resolver().url_patterns  # noqa: B018  (loads every view now, not for the first guest)
gc.collect()
gc.freeze()  # what is loaded by now stays: no request waits while all of it is searched
