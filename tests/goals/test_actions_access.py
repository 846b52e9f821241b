"""Who may give rights and passwords, and what the journal says of it."""

import pytest
from django.contrib.auth.models import Group

from config.refusals import Forbidden, Invalid, NotFound
from goals.actions import change_access, erase_account, set_password
from goals.journal import SYSTEM, Actor
from goals.models import Change, User
from goals.models.choices import Source
from goals.policies import may_erase
from tests.factories import UserFactory, acting

pytestmark = pytest.mark.django_db


def actor(source: Source = Source.ADMIN, **rights: bool) -> Actor:
    user: User = UserFactory(**rights)
    return Actor(user, source)


def superuser(source: Source = Source.ADMIN) -> Actor:
    return actor(source, is_staff=True, is_superuser=True)


def test_superuser_gives_rights_in_the_admin() -> None:
    user, by = UserFactory(), superuser()
    group = Group.objects.create(name="Support")
    changed = change_access(by=by, user=user, groups=[group], is_staff=True, is_active=False)
    assert (changed.is_staff, changed.is_active, list(changed.groups.all())) == (True, False, [group])
    lines = Change.objects.filter(owner=user, action="access_changed").order_by("seq")
    assert [line.fields for line in lines] == [
        {"is_active": [True, False], "is_staff": [False, True]},
        {"groups": [[], ["Support"]]},
    ]
    assert {(line.actor_id, line.source) for line in lines} == {(by.user.pk if by.user else None, "admin")}


def test_same_rights_again_write_nothing() -> None:
    user = UserFactory()
    before = Change.objects.count()
    change_access(by=SYSTEM, user=user, groups=[], is_staff=False)
    assert Change.objects.count() == before


@pytest.mark.parametrize("source", [Source.PAGE, Source.API, Source.COACH])
def test_superuser_gives_no_rights_elsewhere(source: Source) -> None:
    with pytest.raises(Forbidden):
        change_access(by=superuser(source), user=UserFactory(), is_staff=True)


def test_staff_give_no_rights() -> None:
    with pytest.raises(Forbidden):
        change_access(by=actor(is_staff=True), user=UserFactory(), is_staff=True)


def test_nobody_gives_rights_to_themselves() -> None:
    user = UserFactory()
    with pytest.raises(Forbidden):
        change_access(by=acting(user), user=user, is_superuser=True)


def test_other_fields_are_no_rights() -> None:
    with pytest.raises(Invalid):
        change_access(by=SYSTEM, user=UserFactory(), email="other@example.org")  # type: ignore[arg-type]


def test_password_of_a_superuser_is_theirs_and_superusers_to_set() -> None:
    chief = UserFactory(is_staff=True, is_superuser=True)
    with pytest.raises(Forbidden):
        set_password(by=actor(is_staff=True), user=chief, password="another lantern")
    set_password(by=acting(chief), user=chief, password="my own lantern")
    set_password(by=superuser(), user=chief, password="a third lantern")
    chief.refresh_from_db()
    assert chief.check_password("a third lantern")


def test_staff_set_the_password_of_others_in_the_admin_only() -> None:
    user, staff = UserFactory(), UserFactory(is_staff=True)
    with pytest.raises(Forbidden):
        set_password(by=acting(staff), user=user, password="another lantern")
    set_password(by=Actor(staff, Source.ADMIN), user=user, password=None)
    user.refresh_from_db()
    assert user.has_usable_password() is False


def test_nobody_erases_a_superuser_or_themselves_in_the_admin() -> None:
    chief, user = superuser(), UserFactory()
    staff = actor(is_staff=True)
    assert chief.user is not None
    assert staff.user is not None
    assert [may_erase(by, whom) for by in (chief, staff) for whom in (user, chief.user, staff.user)] == [
        True, False, True,
        True, False, False,
    ]  # fmt: skip
    assert may_erase(acting(user), user)
    assert not may_erase(acting(user), staff.user)


def test_account_is_kept_from_whoever_may_not_erase_it() -> None:
    chief, staff = superuser(), actor(is_staff=True)
    assert chief.user is not None
    for by, refusal in ((staff, Forbidden), (chief, Forbidden), (acting(UserFactory()), NotFound)):
        with pytest.raises(refusal):
            erase_account(by=by, user=chief.user)
    assert User.objects.filter(pk=chief.user.pk).exists()
