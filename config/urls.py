"""Every address of Bestfew, mounted by hand."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("bestfew.desk.urls")),
    path("", include("bestfew.accounts.urls")),
    path("people/", include("bestfew.people.urls")),
    path("qualify/", include("bestfew.prospecting.urls")),
    path("funnel/", include("bestfew.funnel.urls")),
    path("offerings/", include("bestfew.funnel.offering_urls")),
    path("", include("bestfew.markets.urls")),
    path("", include("bestfew.reach.urls")),
    path("plan/", include("bestfew.planning.urls")),
    path("", include("bestfew.campaigns.urls")),
    path("", include("bestfew.campaigns.mailing.urls")),
    path("", include("bestfew.teams.entry_urls")),
    path("teams/<int:team>/", include("bestfew.teams.urls", namespace="team")),
    path("t/<str:secret>/", include("bestfew.teams.urls", namespace="guest")),
    path("network/", include("bestfew.network.urls")),
    path("levels/", include("bestfew.levels.urls")),
    path("log/", include("bestfew.activities.urls")),
    path("import/", include("bestfew.imports.urls")),
    path("duplicates/", include("bestfew.duplicates.urls")),
    path("start/", include("bestfew.onboarding.urls")),
    path("account/", include("allauth.urls")),
]

handler400 = "bestfew.web.errors.bad_request"
handler403 = "bestfew.web.errors.forbidden"
handler404 = "bestfew.web.errors.not_found"
handler500 = "bestfew.web.errors.server_error"
