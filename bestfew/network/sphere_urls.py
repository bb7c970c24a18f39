"""Addresses of professions and of the Contact Sphere."""

from __future__ import annotations

from django.urls import path

from bestfew.network.views import learning, professions, sphere

urlpatterns = [
    path("professions/", professions.show_map, name="professions"),
    path("professions/start/", professions.start, name="start-map"),
    path("professions/add/", professions.add, name="add-profession"),
    path("professions/<int:pk>/", professions.show, name="profession"),
    path("professions/<int:pk>/serves/", professions.serves, name="serves"),
    path("professions/<int:pk>/mine/", professions.mine, name="mine"),
    path("professions/<int:pk>/rivals/", professions.rivals, name="rivals"),
    path("sphere/", sphere.list_sphere, name="sphere"),
    path("sphere/add/", sphere.add, name="add-partner"),
    path("sphere/questions/", learning.questions, name="questions"),
    path("sphere/<int:pk>/", sphere.show, name="member"),
    path("sphere/<int:pk>/let-go/", sphere.let_go, name="let-go"),
    path("sphere/<int:pk>/take-back/", sphere.take_back, name="take-back"),
    path("sphere/<int:pk>/seat/", sphere.seat, name="seat"),
    path("sphere/<int:pk>/talk/", sphere.talk, name="talk"),
    path("sphere/<int:pk>/count/", sphere.count, name="count"),
    path("sphere/<int:pk>/stop-counting/", sphere.stop, name="stop-counting"),
    path("sphere/<int:pk>/answers/", learning.answers, name="answers"),
    path("sphere/<int:pk>/gains/", learning.gains, name="gains"),
]
