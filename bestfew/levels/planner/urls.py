"""Addresses of the planner; `levels/urls.py` takes them in."""

from __future__ import annotations

from django.urls import path

from bestfew.levels.planner import views

urlpatterns = [
    path("", views.plan, name="plan"),
    path("card/", views.card, name="plan-card"),
    path("save/", views.save, name="save-plan"),
    path("target/", views.aim, name="aim"),
    path("<int:pk>/", views.saved, name="saved-plan"),
    path("<int:pk>/put-away/", views.put_away, name="put-away-plan"),
    path("<int:pk>/bring-back/", views.bring_back, name="bring-back-plan"),
]
