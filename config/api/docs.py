"""The schema, and the page that reads it; both public, since they tell nothing about anybody."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView


class SchemaView(SpectacularAPIView):
    authentication_classes = ()


class Reader(SpectacularSwaggerSplitView):
    """Swagger UI from our own static files, with its script at an address of its own: nothing inline."""

    authentication_classes = ()
    template_name = "api/docs.html"
