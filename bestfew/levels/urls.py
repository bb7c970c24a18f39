"""Addresses of the eight levels and of the planner."""

from __future__ import annotations

from django.urls import include, path

from bestfew.levels import views

app_name = "levels"

urlpatterns = [
    path("", views.levels, name="levels"),
    path("team/", views.team, name="team"),
    path("thresholds/", views.thresholds, name="thresholds"),
    path("people/<int:pk>/", views.mark, name="mark"),
    path("people/<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("plan/", include("bestfew.levels.planner.urls")),
]
