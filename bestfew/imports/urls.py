"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from bestfew.imports import views, views_out

app_name = "imports"

urlpatterns = [
    path("", views.list_imports, name="list"),
    path("new/", views.upload, name="upload"),
    path("export/<str:noun>/", views_out.export_noun, name="export-noun"),
    path("export/", views_out.export, name="export"),
    path("<int:pk>/", views.read, name="import"),
    path("<int:pk>/columns/", views.map_columns, name="map"),
    path("<int:pk>/encoding/", views.read_again, name="read-again"),
    path("<int:pk>/preview/", views.preview, name="preview"),
    path("<int:pk>/run/", views.run, name="run"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/results/", views.results_file, name="results-file"),
]
