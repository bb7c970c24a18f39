"""Addresses of duplicates and merges."""

from __future__ import annotations

from django.urls import URLPattern, path

from bestfew.duplicates.views import merges, splits

app_name = "duplicates"

urlpatterns: list[URLPattern] = [
    path("people/<int:pk>/merge/", merges.find_person, name="find-people"),
    path(
        "people/<int:pk>/merge/<int:other>/", merges.merge_people, name="merge-people"
    ),
    path("people/<int:pk>/split/", splits.split_person, name="split"),
    path(
        "organisations/<int:pk>/merge/",
        merges.find_organisation,
        name="find-organisations",
    ),
    path(
        "organisations/<int:pk>/merge/<int:other>/",
        merges.merge_organisations,
        name="merge-organisations",
    ),
    path("merges/<int:pk>/undo/", merges.undo, name="undo-merge"),
]
