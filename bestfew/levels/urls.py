"""Addresses of the eight levels and of the planner."""

from __future__ import annotations

from django.urls import include, path

app_name = "levels"

urlpatterns = [
    path("plan/", include("bestfew.levels.planner.urls")),
]
