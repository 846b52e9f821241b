"""Summaries in the admin."""

from django.contrib import admin

from coaching.models import UserSummary
from goals.admin.frame import ReadOnlyAdmin


@admin.register(UserSummary)
class UserSummaryAdmin(ReadOnlyAdmin):
    """Made by the schedule, or when their owner asks."""

    list_display = ("starts_on", "ends_on", "period", "owner", "text", "as_of")
    list_filter = ("period",)
    list_select_related = ("owner",)
    search_fields = ("owner__email",)
    date_hierarchy = "starts_on"
    ordering = ("-id",)
    fields = (
        "owner", "period", "starts_on", "ends_on", "as_of", "text", "figures", "created_at", "updated_at", "revision",
    )  # fmt: skip
