"""Addresses of onboarding."""

from __future__ import annotations

from django.urls import path

from bestfew.onboarding import views

app_name = "onboarding"

urlpatterns = [
    path("", views.start, name="start"),
    path("sample/", views.sample, name="sample"),
    path("sample/remove/", views.remove, name="remove-sample"),
]
