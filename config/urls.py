"""Every address, app by app."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Steady"
admin.site.index_title = "Administration"

urlpatterns = [
    path("", include("config.health")),
    path("", include("config.installed")),
    path("", include("goals.urls")),
    path("", include("checkins.urls")),
    path("", include("coaching.urls")),
    path("accounts/", include("allauth.urls")),
    # One way to change one's own password: the one that is limited, announced by mail and journalled.
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("config.api.urls")),
]

handler500 = "config.appearance.server_error"
