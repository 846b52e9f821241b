"""How the admin writes: through the actions, with the staff member as actor, and refusals shown in the form.

Whatever Django's admin would save or delete itself is translated here into calls of actions. The journal takes the
place of Django's own log of the admin, which would keep titles and addresses after they were erased.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from config.fields import ModelForm
from config.refusals import Refusal
from goals.forms.parts import QuickAmountsField, WeekdaysField
from goals.journal import Actor
from goals.models.choices import Source

# Generic for the type checker only.
if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline


def staff(request: HttpRequest) -> Actor:
    return Actor(request.user, Source.ADMIN)  # type: ignore[arg-type]


class ShowsRefusal:
    """A form that shows what an action refused: beside the fields it named, or above them all."""

    refusal: Refusal | None = None
    fields: dict[str, Any]
    cleaned_data: dict[str, Any]
    add_error: Callable[[str | None, Any], None]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        if self.refusal is not None:
            self._show(self.refusal)
        return cleaned

    def _show(self, refusal: Refusal) -> None:
        if not refusal.fields:
            self.add_error(None, refusal.sentence)
        for name, sentences in refusal.fields.items():
            if name in self.fields:
                self.add_error(name, sentences)
            else:
                self.add_error(None, [f"{name}: {sentence}" for sentence in sentences])


class Fields:
    """Weekdays are ticked and amounts typed, not written as JSON; an address without a scheme means https."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest | None, **kwargs: Any) -> Any:
        if db_field.name == "quick_amounts":
            return QuickAmountsField()
        if db_field.name in ("weekdays", "reminder_weekdays"):
            return WeekdaysField(label=capfirst(db_field.verbose_name), help_text="")
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class ActionForm(ShowsRefusal, ModelForm[Any]):
    pass


class ActionAdmin(Fields, ModelAdmin):
    """Subclasses say which action creates, updates and deletes; what they leave out is not offered."""

    form = ActionForm
    list_per_page = 50
    show_full_result_count = False

    def create(self, by: Actor, values: dict[str, Any]) -> models.Model:
        raise NotImplementedError

    def update(self, by: Actor, row: Any, changes: dict[str, Any]) -> models.Model:
        raise NotImplementedError

    def delete(self, by: Actor, row: Any) -> None:
        raise NotImplementedError

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """When an action refuses, nothing is kept of the write, and the form comes back with what was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refusal as refusal:
            request.refusal = refusal  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)  # type: ignore[attr-defined]
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            row = self.create(staff(request), dict(form.cleaned_data))
        elif changes := {name: form.cleaned_data[name] for name in form.changed_data if name in form.cleaned_data}:
            row = self.update(staff(request), obj, changes)
        else:
            return
        # What the admin does next with its own object (inlines, messages, redirects) is about the row as it is now.
        obj.__dict__.update(row.__dict__)

    def save_related(self, request: HttpRequest, form: Any, formsets: Iterable[Any], change: bool) -> None:
        """Leaves out the form's own many-to-many writes: `update` gets them as changes."""
        for formset in formsets:
            self.save_formset(request, form, formset, change=change)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self.delete(staff(request), obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        with transaction.atomic():
            for row in queryset:
                self.delete_model(request, row)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        try:
            return super().delete_view(request, object_id, extra_context)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return redirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id]))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, str] | None = None) -> HttpResponse:
        try:
            return super().changelist_view(request, extra_context)
        except Refusal as refusal:
            messages.error(request, refusal.sentence)
            return HttpResponseRedirect(request.get_full_path())

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The lines of the journal about the object."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return redirect(reverse("admin:goals_change_changelist") + f"?entity_id={quote(object_id)}")

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The journal has it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """The journal has it."""

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """The journal has it."""


class ReadOnlyAdmin(ActionAdmin):
    """Shows rows that only actions elsewhere make."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class Inline(Fields, TabularInline):
    extra = 0


class ReadOnlyInline(Inline):
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


def apply_to_each(
    model_admin: ActionAdmin, request: HttpRequest, rows: Iterable[Any], action: Any, argument: str, done: str
) -> None:
    """Run an action for each row by itself; say how many it was done for, and which refused and why."""
    count = 0
    for row in rows:
        try:
            action(by=staff(request), **{argument: row})
            count += 1
        except Refusal as refusal:
            model_admin.message_user(request, f"{row}: {refusal.sentence}", messages.ERROR)
    if count:
        model_admin.message_user(request, _("%(done)s: %(count)d.") % {"done": done, "count": count}, messages.SUCCESS)


def what_goes_with(rows: Iterable[models.Model]) -> Mapping[str, int]:
    """How many rows of which model the database deletes along with `rows`, their own included."""
    found: Counter[str] = Counter()
    for row in rows:
        found[str(row._meta.verbose_name_plural)] += 1
        for relation in row._meta.get_fields(include_hidden=True):
            if isinstance(relation, models.ManyToOneRel) and relation.on_delete is models.CASCADE:
                related = relation.related_model
                count = related._base_manager.filter(**{relation.field.name: row}).count()
                found[str(related._meta.verbose_name_plural)] += count
    return {name: count for name, count in found.items() if count}
