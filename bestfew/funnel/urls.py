"""Addresses of the funnel."""

from __future__ import annotations

from django.urls import path

from bestfew.funnel import (
    cycle_views,
    flow_views,
    influences,
    objective,
    reviewing,
    saved,
    views,
)

app_name = "funnel"

urlpatterns = [
    path("", views.funnel, name="funnel"),
    path("open/", views.open_objective, name="open"),
    path("over-time/", flow_views.over_time, name="over-time"),
    path("stalled/", flow_views.stalled, name="stalled"),
    path("cycle/", cycle_views.cycle, name="cycle"),
    path("fell/", flow_views.fell, name="fell"),
    path("review/", reviewing.week, name="week"),
    path("review/<int:pk>/", reviewing.keep, name="keep-review"),
    path("views/", saved.keep, name="keep-view"),
    path("views/<int:pk>/remove/", saved.forget, name="forget-view"),
    path("<int:pk>/", objective.objective, name="objective"),
    # /funnel/<pk>/
    path("<int:pk>/edit/<slug:field>/", objective.edit, name="edit"),
    path("<int:pk>/undo/<int:event>/", objective.undo_edit, name="undo-edit"),
    path("<int:pk>/review/", reviewing.review, name="review"),
    path("<int:pk>/review/<int:review>/undo/", reviewing.undo, name="undo-review"),
    path("<int:pk>/fit/", objective.verify_fit, name="verify-fit"),
    path("<int:pk>/judge/", objective.judge, name="judge"),
    path("<int:pk>/rules/", objective.follow_rules, name="follow-rules"),
    path("<int:pk>/pause/", objective.pause, name="pause"),
    path("<int:pk>/end/", objective.end, name="end"),
    path("<int:pk>/seen/", flow_views.seen, name="seen"),
    path("<int:pk>/reopen/", objective.reopen, name="reopen"),
    path("<int:pk>/influences/", influences.add, name="add-influence"),
    path("<int:pk>/influences/find/", influences.find, name="find-influence"),
    path("influences/<int:pk>/", influences.cover, name="cover"),
    path("influences/<int:pk>/about/", influences.influence, name="influence"),
    path("influences/<int:pk>/remove/", influences.remove, name="remove-influence"),
]
