"""`/api/v1/`: the apps' resources, the schema and its reader."""

from django.urls import include, path

from config.api import converters
from config.api.docs import Reader, SchemaView

converters.register()

urlpatterns = [
    path("", include("goals.api.urls")),
    path("", include("checkins.api.urls")),
    path("", include("coaching.api.urls")),
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", Reader.as_view(url_name="api-schema"), name="api-docs"),
]
