"""People and their personal tokens in the admin."""

from copy import copy
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.actions import change_access, erase_account, register, revoke_token, set_password, update_profile
from goals.admin.frame import ActionAdmin, ActionForm, ReadOnlyAdmin, ShowsRefusal, staff, what_goes_with
from goals.journal import Actor
from goals.models import Goal, PersonalToken, User
from goals.policies import may_erase, may_grant, may_reset_password

_LOOKS = ("theme", "density", "grouping", "hides_done", "uses_keys", "language")
_RIGHTS = ("is_active", "is_staff", "is_superuser", "groups")


class NewPersonForm(ShowsRefusal, AdminUserCreationForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["email", "name", "timezone"]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]
    """Django's form, saved by the action."""

    def __init__(self, user: User, *args: Any, by: Actor, **kwargs: Any) -> None:
        super().__init__(user, *args, **kwargs)
        self.by = by

    def save(self, commit: bool = True) -> Any:
        password = self.cleaned_data["password1"] if self.cleaned_data["set_usable_password"] else None
        return set_password(by=self.by, user=self.user, password=password)


@admin.register(User)
class UserAdmin(ActionAdmin, DjangoUserAdmin):  # type: ignore[type-arg]
    """Adding registers somebody; deleting erases their account. Rights are for superusers to give."""

    form = ActionForm
    add_form = NewPersonForm
    list_display = ("email", "name", "timezone", "goals", "is_active", "is_staff", "date_joined", "last_login")
    list_filter = ("is_active", "is_staff", "is_superuser")
    search_fields = ("email", "name")
    search_help_text = gettext_lazy("Address or name")
    date_hierarchy = "date_joined"
    ordering = ("-id",)
    readonly_fields = ("email", "sign_in", "date_joined", "last_login", "revision")
    filter_horizontal = ("groups",)
    fieldsets = (
        (None, {"fields": ("email", "sign_in", "name")}),
        (gettext_lazy("Their days"), {"fields": ("timezone", "day_starts_at", "week_starts_on")}),
        (gettext_lazy("Their pages"), {"fields": _LOOKS}),
        (gettext_lazy("Rights"), {"fields": _RIGHTS}),
        (gettext_lazy("Dates"), {"fields": ("date_joined", "last_login", "revision")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "timezone", "usable_password", "password1", "password2")}),)

    def get_queryset(self, request: HttpRequest) -> Any:
        count = Goal.objects.filter(owner=OuterRef("pk")).order_by().values("owner").annotate(n=Count("pk")).values("n")
        return super().get_queryset(request).annotate(goal_count=Subquery(count, output_field=IntegerField()))

    @admin.display(description=gettext_lazy("goals"), ordering="goal_count")
    def goals(self, user: User) -> int:
        return getattr(user, "goal_count", None) or 0

    @admin.display(description=gettext_lazy("password"))
    def sign_in(self, user: User) -> str:
        words = _("Set another password") if user.has_usable_password() else _("There is none. Set one")
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, words)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        if obj is None:
            return ()
        return self.readonly_fields if may_grant(staff(request)) else (*self.readonly_fields, *_RIGHTS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = obj is None or may_reset_password(staff(request), obj)
        return allowed and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = obj is None or may_erase(staff(request), obj)
        return allowed and super().has_delete_permission(request, obj)

    def create(self, by: Actor, values: dict[str, Any]) -> User:
        password = values["password1"] if values["set_usable_password"] else None
        user = User(**{name: values[name] for name in NewPersonForm.Meta.fields})
        user.set_password(password)
        return register(user=user, by=by)

    def update(self, by: Actor, row: User, changes: dict[str, Any]) -> User:
        rights = {name: changes.pop(name) for name in _RIGHTS if name in changes}
        user = update_profile(by=by, user=row, **changes) if changes else row
        return change_access(by=by, user=user, **rights) if rights else user

    def delete(self, by: Actor, row: User) -> None:
        erase_account(by=by, user=row)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        return [str(user) for user in objs], what_goes_with(objs), set(), []

    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        # A copy: the admin itself serves other requests at the same time.
        acting = copy(self)
        acting.change_password_form = partial(PasswordForm, by=staff(request))
        return DjangoUserAdmin.user_change_password(acting, request, id, form_url)


@admin.register(PersonalToken)
class PersonalTokenAdmin(ReadOnlyAdmin):
    """Deleting revokes. Neither secret nor digest is shown."""

    list_display = ("name", "user", "scope", "created", "expiry", "last_used_at")
    list_filter = ("scope", "expiry", ("last_used_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    search_fields = ("name", "user__email")
    date_hierarchy = "created"
    ordering = ("-id",)
    fields = ("name", "user", "scope", "created", "expiry", "last_used_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete(self, by: Actor, row: PersonalToken) -> None:
        revoke_token(by=by, token=row)
