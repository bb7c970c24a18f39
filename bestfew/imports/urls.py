"""Addresses of imports."""

from __future__ import annotations

from django.urls import path

from bestfew.imports import views, views_dry, views_out

app_name = "imports"

urlpatterns = [
    path("", views.list_imports, name="list"),
    path("new/", views.upload, name="upload"),
    path("export/<str:noun>/", views_out.export_noun, name="export-noun"),
    path("export/", views_out.export, name="export"),
    path("<int:pk>/", views.read, name="import"),
    path("<int:pk>/columns/", views.map_columns, name="map"),
    path("<int:pk>/encoding/", views.read_again, name="read-again"),
    path("<int:pk>/preview/", views_dry.preview, name="preview"),
    path("<int:pk>/check/", views_dry.check, name="check"),
    path("<int:pk>/check/stop/", views_dry.stop_check, name="stop-check"),
    path("<int:pk>/rows/<int:number>/", views_dry.row, name="row"),
    path(
        "<int:pk>/corrections/<int:correction>/undo/",
        views_dry.uncorrect,
        name="uncorrect",
    ),
    path("<int:pk>/run/", views.run, name="run"),
    path("<int:pk>/cancel/", views.cancel, name="cancel"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("<int:pk>/results/", views.results_file, name="results-file"),
]
