"""Links, partners and cheers: who may look, for how long, and who writes what."""

import datetime as dt
import hashlib
import logging
from typing import Any

import pytest
import time_machine
from django.core import serializers
from django.utils import timezone

from config.refusals import Forbidden, Invalid, NotFound
from goals.actions import (
    accept_invitation,
    archive_goal,
    cheer,
    create_share,
    erase_account,
    erase_goal,
    invite_partner,
    leave_share,
    restore_goal,
    revoke_share,
    update_goal,
    update_share,
)
from goals.actions.sharing import CHEERS_A_DAY, INVITATIONS_A_DAY, ShareGone, TooMany
from goals.models import Change, Cheer, Goal, GoalShare
from goals.models.choices import Source
from goals.rules import GoalNotEditable
from tests.factories import GoalFactory, UserFactory, acting
from tests.journal import assert_journal_is_whole
from tests.sharing import ALL_PARTS, invitation_to, link_to, shared_with

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_link_keeps_parts_in_order_and_only_the_digest_of_its_secret() -> None:
    goal = GoalFactory.create()
    share, secret = create_share(by=acting(goal.owner), goal=goal, parts=["history", "figures", "history"], name=" ")
    share.refresh_from_db()
    assert (share.kind, share.parts, share.name, share.partner) == ("link", ["figures", "history"], None, None)
    assert share.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert len(secret) == 43


def test_secrets_are_nowhere_in_the_database_and_digests_not_in_the_journal() -> None:
    goal = GoalFactory.create()
    link, path = link_to(goal)
    invitation, secret, _ = invitation_to(goal)
    everything = serializers.serialize("json", [*GoalShare.objects.all(), *Change.objects.all()])
    assert path.split("/")[2] not in everything
    assert secret not in everything
    journal = serializers.serialize("json", Change.objects.all())
    assert link.digest not in journal
    assert invitation.digest not in journal


def test_email_of_a_partner_stands_in_the_journal_of_the_owner_alone() -> None:
    goal, partner = GoalFactory.create(), UserFactory.create()
    shared_with(partner, goal, email="somebody@example.org")
    told = [line.owner_id for line in Change.objects.all() if "somebody@example.org" in str(line.fields)]
    assert told == [goal.owner_id]


@pytest.mark.parametrize("parts", [[], ["notes"], ["figures", "content"]])
def test_parts_must_be_of_the_vocabulary(parts: list[str]) -> None:
    goal = GoalFactory.create()
    with pytest.raises(Invalid) as refused:
        create_share(by=acting(goal.owner), goal=goal, parts=parts)
    assert list(refused.value.fields) == ["parts"]


@pytest.mark.parametrize("ahead", [dt.timedelta(0), -DAY, 3651 * DAY])
def test_end_must_lie_ahead_and_within_ten_years(ahead: dt.timedelta) -> None:
    goal = GoalFactory.create()
    with time_machine.travel(timezone.now(), tick=False), pytest.raises(Invalid) as refused:
        create_share(by=acting(goal.owner), goal=goal, parts=["figures"], expires_at=timezone.now() + ahead)
    assert list(refused.value.fields) == ["expires_at"]


def test_archived_goals_are_not_shared_anew() -> None:
    goal = GoalFactory.create(status="archived")
    with pytest.raises(GoalNotEditable):
        create_share(by=acting(goal.owner), goal=goal, parts=["figures"])


def test_revoking_twice_writes_one_line() -> None:
    goal = GoalFactory.create()
    share, _ = link_to(goal)
    first = revoke_share(by=acting(goal.owner), share=share)
    again = revoke_share(by=acting(goal.owner), share=share)
    assert first.revoked_at == again.revoked_at is not None
    assert Change.objects.filter(entity_id=share.pk).values_list("action", flat=True).count() == 2


def test_open_share_is_changed_and_keeps_its_link() -> None:
    share, _ = link_to(GoalFactory.create(), ["figures"], name="Club", expires_at=timezone.now() + DAY)
    later = timezone.now() + 5 * DAY
    changed = update_share(
        by=acting(share.owner), share=share, parts=["history", "figures", "history"], name=" ", expires_at=later
    )
    share.refresh_from_db()
    assert (share.parts, share.name, share.expires_at) == (["figures", "history"], None, later)
    assert (share.digest, share.revision) == (changed.digest, 2)
    assert update_share(by=acting(share.owner), share=share, expires_at=None).expires_at is None
    assert update_share(by=acting(share.owner), share=share, name="Club").parts == ["figures", "history"]
    assert_journal_is_whole(share.owner)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"parts": []}, "parts"),
        ({"parts": ["notes"]}, "parts"),
        ({"expires_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "expires_at"),
        ({"name": "x" * 101}, "name"),
        ({"email": "eve@example.org"}, "email"),
        ({"digest": "0"}, "digest"),
    ],
)
def test_change_of_a_share_that_makes_no_sense_is_refused(changes: dict[str, Any], field: str) -> None:
    share, _ = link_to(GoalFactory.create())
    with pytest.raises(Invalid) as refused:
        update_share(by=acting(share.owner), share=share, **changes)
    assert list(refused.value.fields) == [field]


def test_share_that_is_over_or_of_an_archived_goal_is_not_changed() -> None:
    goal = GoalFactory.create()
    by = acting(goal.owner)
    revoked, expired, archived = (
        link_to(each, expires_at=timezone.now() + DAY)[0] for each in (goal, goal, GoalFactory.create(owner=goal.owner))
    )
    revoke_share(by=by, share=revoked)
    archive_goal(by=by, goal=archived.goal)
    for share, ahead, refusal in ((revoked, 0, ShareGone), (expired, 1, ShareGone), (archived, 0, GoalNotEditable)):
        with time_machine.travel(timezone.now() + ahead * DAY), pytest.raises(refusal):
            update_share(by=by, share=share, expires_at=None)


def test_partner_changes_nothing_about_a_share() -> None:
    partner = UserFactory.create()
    share = shared_with(partner, GoalFactory.create(), ["figures"])
    with pytest.raises(NotFound):
        update_share(by=acting(partner), share=share, parts=ALL_PARTS)


def test_number_of_open_shares_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goals.actions.sharing.MOST_OPEN", 1)
    goal = GoalFactory.create()
    share, _ = link_to(goal)
    with pytest.raises(TooMany):
        link_to(goal)
    revoke_share(by=acting(goal.owner), share=share)
    link_to(goal)


def test_invitation_is_mailed_when_it_is_committed(
    mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    goal = GoalFactory.create(owner=UserFactory.create(name="Ada"), title="Run <5 km> & back")
    with django_capture_on_commit_callbacks(execute=True):
        _, _, path = invitation_to(goal, email=" Bea@Example.org ")
        assert mailoutbox == []
    [mail] = mailoutbox
    assert mail.to == ["bea@example.org"]
    assert mail.subject == "Ada invites you to follow a goal"
    assert f"http://127.0.0.1:8000{path}\n" in mail.body
    assert 'Ada would like you to follow the goal "Run <5 km> & back"' in mail.body


def test_mail_that_cannot_be_sent_is_logged_without_address_and_secret(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
) -> None:
    def refuse(*args: Any) -> None:
        raise OSError(f"cannot deliver {args}")

    monkeypatch.setattr("goals.invitations.send_mail", refuse)
    goal = GoalFactory.create()
    with caplog.at_level(logging.INFO), django_capture_on_commit_callbacks(execute=True):
        _, secret, _ = invitation_to(goal, email="bea@example.org")
    assert "invitation_not_sent" in caplog.text
    assert "bea@example.org" not in caplog.text
    assert secret not in caplog.text


@pytest.mark.parametrize(
    "email", ["", "no address", "a@b", "ada@example.org", " ADA@example.org", "x" * 250 + "@b.org"]
)
def test_partner_needs_an_address_of_somebody_else(email: str) -> None:
    goal = GoalFactory.create(owner=UserFactory.create(email="ada@example.org"))
    with pytest.raises(Invalid) as refused:
        invitation_to(goal, email=email)
    assert list(refused.value.fields) == ["email"]
    assert not GoalShare.objects.exists()


def test_number_of_invitations_a_day_is_bounded() -> None:
    goal = GoalFactory.create()
    with time_machine.travel(dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC), tick=False) as clock:
        for number in range(INVITATIONS_A_DAY):
            share, _, _ = invitation_to(goal, email=f"p{number}@example.org")
            revoke_share(by=acting(goal.owner), share=share)
        with pytest.raises(TooMany):
            invitation_to(goal)
        clock.shift(DAY)
        invitation_to(goal)


def test_accepting_is_journalled_as_the_partner_and_may_be_repeated() -> None:
    goal, partner = GoalFactory.create(), UserFactory.create()
    _, secret, _ = invitation_to(goal)
    by = acting(partner, Source.API)
    share = accept_invitation(by=by, secret=secret)
    assert accept_invitation(by=by, secret=secret).revision == share.revision == 2
    line = Change.objects.get(entity_id=share.pk, action="accepted")
    assert (line.owner_id, line.actor_id, line.source) == (goal.owner_id, partner.pk, "api")
    assert line.fields["partner"] == [None, str(partner.pk)]


def test_accepted_invitation_is_unknown_to_everybody_else() -> None:
    goal, partner = GoalFactory.create(), UserFactory.create()
    share, secret, _ = invitation_to(goal)
    accept_invitation(by=acting(partner), secret=secret)
    with pytest.raises(NotFound):
        accept_invitation(by=acting(UserFactory.create()), secret=secret)
    share.refresh_from_db()
    assert share.partner == partner


def test_own_invitation_and_secrets_of_links_are_not_accepted() -> None:
    goal = GoalFactory.create()
    _, secret, _ = invitation_to(goal)
    with pytest.raises(Forbidden):
        accept_invitation(by=acting(goal.owner), secret=secret)
    _, of_link = create_share(by=acting(goal.owner), goal=goal, parts=["figures"])
    for unknown in (of_link, "", "x" * 43):
        with pytest.raises(NotFound):
            accept_invitation(by=acting(UserFactory.create()), secret=unknown)


def test_revoked_expired_and_archived_invitations_are_gone() -> None:
    owner = UserFactory.create()
    revoked, expired, archived = (GoalFactory.create(owner=owner) for _ in range(3))
    secrets = [
        invitation_to(revoked)[1],
        invitation_to(expired, expires_at=timezone.now() + DAY)[1],
        invitation_to(archived)[1],
    ]
    revoke_share(by=acting(owner), share=GoalShare.objects.get(goal=revoked))
    archive_goal(by=acting(owner), goal=archived)
    with time_machine.travel(timezone.now() + DAY):
        for secret in secrets:
            with pytest.raises(ShareGone):
                accept_invitation(by=acting(UserFactory.create()), secret=secret)


def test_cheer_is_the_owners_row_and_the_partners_word() -> None:
    goal, partner = GoalFactory.create(), UserFactory.create()
    share = shared_with(partner, goal)
    said = cheer(by=acting(partner), share=share, words="  Go on  ")
    assert (said.words, said.owner_id, said.author) == ("Go on", goal.owner_id, partner)
    line = Change.objects.get(entity="cheer")
    assert (line.owner_id, line.actor_id, line.action) == (goal.owner_id, partner.pk, "cheered")


@pytest.mark.parametrize("words", ["", "   ", "x" * 201, "a\nb", "\u202eevil"])
def test_cheer_is_one_line_of_words(words: str) -> None:
    partner = UserFactory.create()
    share = shared_with(partner, GoalFactory.create())
    with pytest.raises(Invalid) as refused:
        cheer(by=acting(partner), share=share, words=words)
    assert list(refused.value.fields) == ["words"]


def test_number_of_cheers_a_day_is_bounded() -> None:
    partner = UserFactory.create()
    share = shared_with(partner, GoalFactory.create())
    for _ in range(CHEERS_A_DAY):
        cheer(by=acting(partner), share=share, words="Go")
    with pytest.raises(TooMany):
        cheer(by=acting(partner), share=share, words="Go")


def test_only_the_partner_cheers_and_leaves() -> None:
    goal = GoalFactory.create()
    share = shared_with(None, goal)
    link, _ = link_to(goal)
    for by in (acting(UserFactory.create()), acting(goal.owner)):
        for each in (share, link):
            with pytest.raises(NotFound):
                cheer(by=by, share=each, words="Go")
            with pytest.raises(NotFound):
                leave_share(by=by, share=each)
    assert not Cheer.objects.exists()
    assert not GoalShare.objects.filter(revoked_at__isnull=False).exists()


def test_partner_writes_nothing_else_of_the_owner() -> None:
    goal, partner = GoalFactory.create(title="Run"), UserFactory.create()
    share = shared_with(partner, goal)
    for forbidden in (
        lambda: update_goal(by=acting(partner), goal=goal, title="Sit"),
        lambda: revoke_share(by=acting(partner), share=share),
        lambda: create_share(by=acting(partner), goal=goal, parts=["figures"]),
        lambda: invite_partner(by=acting(partner), goal=goal, email="c@example.org", parts=["figures"]),
        lambda: archive_goal(by=acting(partner), goal=goal),
    ):
        with pytest.raises(NotFound):
            forbidden()
    assert Goal.objects.get(pk=goal.pk).title == "Run"


def test_leaving_and_revoking_end_the_cheers_at_once() -> None:
    partner = UserFactory.create()
    left, revoked = (shared_with(partner, GoalFactory.create()) for _ in range(2))
    assert leave_share(by=acting(partner), share=left) == leave_share(by=acting(partner), share=left)
    revoke_share(by=acting(revoked.owner), share=revoked)
    for share in (left, revoked):
        with pytest.raises(ShareGone):
            cheer(by=acting(partner), share=share, words="Go")


def test_journal_is_whole_after_all_of_it() -> None:
    goal, partner = GoalFactory.create(), UserFactory.create()
    share = shared_with(partner, goal)
    cheer(by=acting(partner), share=share, words="Go")
    leave_share(by=acting(partner), share=share)
    link_to(goal)
    for person in (goal.owner, partner):
        assert_journal_is_whole(person)


def test_erasing_a_partners_account_takes_their_words_and_leaves_whole_journals() -> None:
    goal, partner = GoalFactory.create(), UserFactory.create()
    cheer(by=acting(partner), share=shared_with(partner, goal, email="p@example.org"), words="Hush-hush")
    kept, _ = link_to(goal)
    erase_account(by=acting(partner), user=partner)
    assert list(GoalShare.objects.all()) == [kept]
    journal = str(list(Change.objects.values_list("fields", flat=True)))
    assert "Hush-hush" not in journal
    assert "p@example.org" not in journal
    assert_journal_is_whole(goal.owner)


def test_erasing_a_goal_takes_its_shares_and_their_words_out_of_the_journal() -> None:
    goal, partner = GoalFactory.create(), UserFactory.create()
    cheer(by=acting(partner), share=shared_with(partner, goal, email="p@example.org"), words="Hush-hush")
    archive_goal(by=acting(goal.owner), goal=goal)
    erase_goal(by=acting(goal.owner), goal=goal)
    assert not GoalShare.objects.exists()
    journal = str(list(Change.objects.filter(owner=goal.owner).values_list("fields", flat=True)))
    assert "Hush-hush" not in journal
    assert "p@example.org" not in journal
    assert_journal_is_whole(goal.owner)


def test_restored_goal_is_shared_again() -> None:
    goal, partner = GoalFactory.create(), UserFactory.create()
    share = shared_with(partner, goal)
    archive_goal(by=acting(goal.owner), goal=goal)
    with pytest.raises(ShareGone):
        cheer(by=acting(partner), share=share, words="Go")
    restore_goal(by=acting(goal.owner), goal=goal)
    cheer(by=acting(partner), share=share, words="Go")
