"""Sharing: one's own links and partners, what others share, and the public page of a link."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from config.refusals import Forbidden, NotFound, Refusal
from goals import actions
from goals.actions.sharing import MOST_OPEN, ShareGone, invitation_of, require_open
from goals.forms import CheerForm, InvitationForm, LinkForm, ShareEditForm
from goals.links import digest_of, invitation_link, share_link
from goals.models import Cheer, GoalShare
from goals.models.choices import Status
from goals.models.sharing import ShareKind
from goals.views.frame import PageRequest, actor, complain, in_words, page, say, see_other, signed_in

_CLOSED_SHOWN = 20
_CHEERS_SHOWN = 20

P = ParamSpec("P")


def secretive(
    *, referrer: str
) -> Callable[
    [Callable[Concatenate[HttpRequest, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """For addresses that are secrets: nothing keeps or indexes the answer; what is no longer shared is a 410 page.

    `referrer` says who may learn where somebody came from. Forms need "same-origin": with "no-referrer" a browser hides
    from this site, too, that a form is its own, and the form is refused.
    """

    def secret(
        view: Callable[Concatenate[HttpRequest, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def hidden(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            try:
                response = view(request, *args, **kwargs)
            except ShareGone:
                response = render(request, "410.html", status=410)
            except NotFound:
                raise Http404 from None
            response.headers.setdefault("Cache-Control", "private, no-store")
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Referrer-Policy"] = referrer
            return response

        return hidden

    return secret


@require_safe
@secretive(referrer="no-referrer")
def share_public(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of a public link: for whoever has it, signed in or not."""
    links = GoalShare.objects.filter(kind=ShareKind.LINK).select_related("goal", "owner")
    share = links.filter(digest=digest_of(secret)).first()
    if share is None:
        raise NotFound
    require_open(share)
    with timezone.override(share.owner.zone):
        return render(request, "goals/share_public.html", {"share": share})


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share_list(request: PageRequest) -> HttpResponse:
    """Links, partners, cheers, and what others share; the answer to sharing is the only page that shows the link."""
    kind = request.POST.get("kind", "")
    goal = {"goal": request.GET.get("goal", "")}
    link = LinkForm(request.POST if kind == ShareKind.LINK else None, owner=request.user, prefix="link", initial=goal)
    invitation = InvitationForm(
        request.POST if kind == ShareKind.PARTNER else None, owner=request.user, prefix="invite", initial=goal
    )
    form = invitation if invitation.is_bound else link
    made = _share(request, form) if form.is_bound and form.is_valid() else None
    if made is not None:
        link = LinkForm(owner=request.user, prefix="link", initial=goal)
        invitation = InvitationForm(owner=request.user, prefix="invite", initial=goal)
        form = link
    context = {"form": form, "link_form": link, "invite_form": invitation, "made": made, **_listed(request)}
    return page(request, "goals/share_list.html", context)


def _share(request: PageRequest, form: Any) -> tuple[GoalShare, str] | None:
    """The new share with its address; None when it was refused, which the form then says."""
    invites = isinstance(form, InvitationForm)
    action = actions.invite_partner if invites else actions.create_share
    try:
        share, secret = action(by=actor(request), **form.values())
    except Refusal as refusal:
        form.add_error(None, in_words(refusal))
        return None
    return share, invitation_link(secret) if invites else share_link(secret)


def _listed(request: PageRequest) -> dict[str, Any]:
    now = timezone.now()
    own = GoalShare.objects.for_owner(request.user).select_related("goal", "partner")
    closed = own.filter(Q(revoked_at__isnull=False) | Q(expires_at__lte=now))
    return {
        "open_shares": list(own.open(now)),
        "closed_shares": list(closed[:_CLOSED_SHOWN]),
        "with_me": list(_with_me(request).open(now).exclude(goal__status=Status.ARCHIVED)[:MOST_OPEN]),
        "cheers": list(Cheer.objects.for_owner(request.user).select_related("author", "share__goal")[:_CHEERS_SHOWN]),
    }


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def share_edit(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """What a link or a partner sees, and for how long; what is over is not changed any more."""
    share = get_object_or_404(GoalShare.objects.for_owner(request.user).select_related("goal"), pk=pk)
    form = ShareEditForm(request.POST or None, share=share)
    if not share.is_open():
        complain(request, ShareGone.sentence)
        return see_other(reverse("sharing"))
    if form.is_bound and form.is_valid():
        try:
            actions.update_share(by=actor(request), share=share, **form.values())
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            say(request, _("Saved. The address stays the same."))
            return see_other(reverse("sharing"))
    return page(request, "goals/share_edit.html", {"form": form, "share": share})


@signed_in
@require_POST
def share_revoke(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    share = get_object_or_404(GoalShare.objects.for_owner(request.user), pk=pk)
    actions.revoke_share(by=actor(request), share=share)
    say(request, _("Revoked. Nobody sees the goal by it any more."))
    return see_other(reverse("sharing"))


def _with_me(request: PageRequest) -> Any:
    return GoalShare.objects.filter(partner=request.user).select_related("goal", "owner")


@secretive(referrer="same-origin")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def share_accept(request: PageRequest, secret: str) -> HttpResponse:
    """Shows who invites to what; the button accepts."""
    try:
        share = invitation_of(secret, actor(request))
        if request.method == "POST":
            actions.accept_invitation(by=actor(request), secret=secret)
    except Forbidden as refusal:
        complain(request, refusal.sentence)
        return see_other(reverse("sharing"))
    if request.method == "POST" or share.partner_id is not None:
        return see_other(reverse("sharing-with-me", args=[share.pk]))
    return render(request, "goals/share_accept.html", {"share": share})


@secretive(referrer="same-origin")
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def share_with_me(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Somebody else's goal, to read and to cheer."""
    share = get_object_or_404(_with_me(request), pk=pk)
    require_open(share)
    form = CheerForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.cheer(by=actor(request), share=share, **form.cleaned_data)
        except ShareGone:
            raise
        except Refusal as refusal:
            form.add_error(None, in_words(refusal))
        else:
            say(request, _("Sent."))
            return see_other(reverse("sharing-with-me", args=[pk]))
    cheers = share.cheers.all()[:_CHEERS_SHOWN]
    with timezone.override(share.owner.zone):
        return page(request, "goals/share_with_me.html", {"share": share, "form": form, "cheers": cheers})


@signed_in
@require_POST
def share_leave(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    share = get_object_or_404(_with_me(request), pk=pk)
    actions.leave_share(by=actor(request), share=share)
    say(request, _("You do not follow this goal any more."))
    return see_other(reverse("sharing"))
