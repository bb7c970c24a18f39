"""Addresses of the funnel."""

from __future__ import annotations

from django.urls import path

from bestfew.funnel import influences, objective, views

app_name = "funnel"

urlpatterns = [
    path("", views.funnel, name="funnel"),
    path("open/", views.open_objective, name="open"),
    path("<int:pk>/", objective.objective, name="objective"),
    # /funnel/<pk>/
    path("<int:pk>/edit/<slug:field>/", objective.edit, name="edit"),
    path("<int:pk>/undo/<int:event>/", objective.undo_edit, name="undo-edit"),
    path("<int:pk>/review/", objective.review, name="review"),
    path("<int:pk>/fit/", objective.verify_fit, name="verify-fit"),
    path("<int:pk>/judge/", objective.judge, name="judge"),
    path("<int:pk>/rules/", objective.follow_rules, name="follow-rules"),
    path("<int:pk>/pause/", objective.pause, name="pause"),
    path("<int:pk>/end/", objective.end, name="end"),
    path("<int:pk>/reopen/", objective.reopen, name="reopen"),
    path("<int:pk>/influences/", influences.add, name="add-influence"),
    path("influences/<int:pk>/", influences.cover, name="cover"),
    path("influences/<int:pk>/remove/", influences.remove, name="remove-influence"),
]
