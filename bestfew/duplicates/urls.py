"""Addresses of duplicates and merges."""

from __future__ import annotations

from django.urls import URLPattern, path

from bestfew.duplicates.views import merges, review, scans, splits

app_name = "duplicates"

urlpatterns: list[URLPattern] = [
    path("", review.review, name="review"),
    path("<int:pk>/", review.show, name="pair"),
    path("<int:pk>/merge/", review.merge, name="merge-pair"),
    path("<int:pk>/apart/", review.tell_apart, name="tell-apart"),
    path("<int:pk>/undo/", review.undo, name="undo"),
    path("scan/", scans.scan, name="scan"),
    path("scan/progress/", scans.progress, name="progress"),
    path("scan/<int:pk>/cancel/", scans.cancel, name="cancel"),
    path("wish/", scans.wish, name="wish"),
    path("merged/", scans.merged, name="merged"),
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
