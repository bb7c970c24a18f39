"""Address of the plan."""

from __future__ import annotations

from django.urls import path

from bestfew.planning import views

app_name = "planning"

urlpatterns = [
    path("", views.plan, name="plan"),
]
