"""Addresses of accounts; signing in and up are allauth's."""

from __future__ import annotations

from django.urls import path

from bestfew.accounts import team, views

app_name = "accounts"

urlpatterns = [
    path("more/", views.more, name="more"),
    path("language/", views.language, name="language"),
    path("workspace/", views.workspace, name="workspace"),
    path("sign-in/<str:secret>/", views.sign_in, name="sign-in"),
    path("join/<str:secret>/", views.join, name="join"),
    path("settings/", views.settings, name="settings"),
    path("settings/workspace/", views.workspace_settings, name="workspace-settings"),
    path("settings/team/", team.team, name="team"),
    path("settings/team/invite/", team.invite, name="invite"),
    path(
        "settings/team/invitations/<int:pk>/withdraw/", team.withdraw, name="withdraw"
    ),
    path("settings/team/<int:pk>/role/", team.change_role, name="change-role"),
    path("settings/team/<int:pk>/remove/", team.remove, name="remove"),
]
