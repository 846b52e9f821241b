"""Working in the admin as staff do: open a form, change some of it, send it all."""

from typing import Any

from django.contrib.auth.models import Permission
from django.forms import MultiWidget
from django.test import Client
from django.urls import reverse

from goals.models import Change, User
from tests.factories import UserFactory


def superuser(**fields: Any) -> User:
    user: User = UserFactory(is_staff=True, is_superuser=True, **fields)
    return user


def staff_who_may(*codenames: str) -> User:
    """Staff with permissions such as "change_goal"."""
    user: User = UserFactory(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    assert user.user_permissions.count() == len(codenames)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(model: str, view: str = "changelist", *args: Any) -> str:
    return reverse(f"admin:{model}_{view}", args=args)


def filled(response: Any) -> dict[str, Any]:
    """What a browser would send if the form of a page were submitted as it is."""
    data: dict[str, Any] = _values(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _values(form)
    return data


def _values(form: Any) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for field in form:
        if isinstance(field.field.widget, MultiWidget):
            values |= {f"{field.html_name}_{place}": box for place, box in enumerate(field.value() or ())}
        else:
            values[field.html_name] = field.value()
    return {name: value for name, value in values.items() if value is not None and value is not False}


def sent(client: Client, address: str, **changes: Any) -> Any:
    """Open a form, change some of it, send it, and follow where it leads; what is changed to None is left out."""
    data = filled(client.get(address)) | changes
    return client.post(address, {name: value for name, value in data.items() if value is not None}, follow=True)


def lines_by(staff: User) -> list[tuple[str, str, str]]:
    """What the journals say that a staff member did, in order: (entity, action, source)."""
    lines = Change.objects.filter(actor_id=staff.pk).exclude(owner=staff).order_by("id")
    return list(lines.values_list("entity", "action", "source"))


def messages_on(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]
