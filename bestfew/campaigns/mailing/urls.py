"""Addresses of mailings, of their accounts, and of the link that stops them."""

from __future__ import annotations

from django.urls import path

from bestfew.campaigns.mailing import account_views, public, returned_views, views

app_name = "mailings"

urlpatterns = [
    path("mailings/", views.list_mailings, name="list"),
    path("mailings/write/", views.write, name="write"),
    path("mailings/<int:pk>/", views.show, name="mailing"),
    path("mailings/<int:pk>/edit/", views.edit, name="edit"),
    path("mailings/<int:pk>/send/", views.send, name="send"),
    path("mailings/<int:pk>/pause/", views.pause, name="pause"),
    path("mailings/<int:pk>/resume/", views.resume, name="resume"),
    path("mailings/<int:pk>/cancel/", views.cancel, name="cancel"),
    path("mailings/<int:pk>/returned/", returned_views.show, name="returned"),
    path("mailings/letters/<int:pk>/arrived/", returned_views.arrived, name="arrived"),
    path("mailings/letters/<int:pk>/settle/", views.settle, name="settle"),
    path("settings/sending/", account_views.list_accounts, name="accounts"),
    path("settings/sending/add/", account_views.add, name="add-account"),
    path("settings/sending/<int:pk>/", account_views.edit, name="edit-account"),
    path("settings/sending/<int:pk>/try/", account_views.try_out, name="try-account"),
    path("u/<str:token>/", public.unsubscribe, name="unsubscribe"),
]
