"""Addresses of prospecting: Qualify, and its questions."""

from __future__ import annotations

from django.urls import path

from bestfew.prospecting import questions, views

app_name = "prospecting"

urlpatterns = [
    path("", views.qualify, name="qualify"),
    path("<int:pk>/", views.save, name="save"),
    path("<int:pk>/undo/", views.undo, name="undo"),
    path("questions/", questions.profiles, name="profiles"),
    path("questions/new/", questions.add, name="add-profile"),
    path("questions/<int:pk>/", questions.edit, name="edit-profile"),
    path("questions/<int:pk>/default/", questions.make_default, name="make-default"),
]
