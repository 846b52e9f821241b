"""Addresses of the coach's pages."""

from django.urls import path

from coaching import views

urlpatterns = [
    path("summaries/", views.summary_list, name="summary-list"),
    path("summaries/<uuid:pk>/", views.summary_detail, name="summary"),
]
