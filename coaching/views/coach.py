"""The chat: say something, see the reply, decide what was proposed, take back what was recorded."""

import uuid
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from uuid_utils.compat import uuid7

from coaching import actions
from coaching.api.streaming import EVENT_STREAM, event, streamed
from coaching.forms.conversations import DecisionForm, MessageForm
from coaching.models import Capture, Conversation, Message, Proposal
from coaching.rate import MessageRate
from coaching.showing import Shown, shown
from config.refusals import Refusal
from goals.journal import Actor
from goals.models.choices import Source
from goals.views.frame import PageRequest, complain, in_words, page, refuse, say, see_other, signed_in

PAGE = "coaching/coach.html"
PAGE_SIZE = 20
_MESSAGES = 30


def _coach(request: PageRequest) -> Actor:
    return Actor(request.user, Source.COACH)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def latest(request: PageRequest) -> HttpResponse:
    """The newest conversation; the first message begins one."""
    found = Conversation.objects.for_owner(request.user).first()
    return _talk(request, found)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def conversation(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    return _talk(request, get_object_or_404(Conversation.objects.for_owner(request.user), pk=pk))


@signed_in
@require_POST
def begin(request: PageRequest) -> HttpResponse:
    """A new one, unless the newest is still empty."""
    newest = Conversation.objects.for_owner(request.user).first()
    if newest is None or newest.messages.exists():
        newest = actions.start_conversation(by=_coach(request), owner=request.user)
    return see_other(reverse("coach-conversation", args=[newest.pk]))


@signed_in
@require_safe
def conversation_list(request: PageRequest) -> HttpResponse:
    rows = Conversation.objects.for_owner(request.user)
    context = {"page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("page"))}
    return render(request, "coaching/conversation_list.html", context)


@signed_in
@require_POST
def delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    found = get_object_or_404(Conversation.objects.for_owner(request.user), pk=pk)
    actions.delete_conversation(by=_coach(request), conversation=found)
    say(request, _("The conversation is deleted. What you recorded stays."))
    return see_other(reverse("coach"))


def _talk(request: PageRequest, found: Conversation | None) -> HttpResponse:
    if request.method != "POST":
        return _page(request, found, MessageForm(initial={"key": uuid7()}))
    form = MessageForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    throttle = MessageRate()
    if not throttle.allow_request(request, None):  # type: ignore[arg-type]
        form.add_error("text", _("These were many messages. Wait a moment and send this one again."))
        response = _page(request, found, form)
        response.status_code = 429
        response["Retry-After"] = str(int(throttle.wait() or 1))
        return response
    found = found or actions.start_conversation(by=_coach(request), owner=request.user)
    try:
        reply = actions.send_message(by=_coach(request), conversation=found, **form.cleaned_data)
    except Refusal as refusal:
        refuse(form, refusal)
        return _page(request, found, form)
    return _answer(request, found, reply)


def _answer(request: PageRequest, found: Conversation, reply: Message) -> HttpResponse:
    """Both messages as pieces of the page for a script; otherwise on to the page."""
    if EVENT_STREAM not in request.headers.get("Accept", ""):
        return see_other(f"{reverse('coach-conversation', args=[found.pk])}#m-{reply.number}")
    rows = Message.objects.filter(conversation=found, number__in=(reply.number - 1, reply.number))
    pieces = [_piece(request, found, each) for each in shown(rows)]
    response: HttpResponseBase = streamed(_events(pieces))
    return response  # type: ignore[return-value]


def _events(pieces: list[str]) -> Iterator[bytes]:
    for piece in pieces:
        yield event("message", piece.strip())
    yield event("key", str(uuid7()))


def _piece(request: PageRequest, found: Conversation, each: Shown) -> str:
    context = {"each": each, "conversation": found, "is_last": each.is_reply, "choice_key": uuid7()}
    return render_to_string("coaching/message.html", context, request)


def _page(request: PageRequest, found: Conversation | None, form: MessageForm) -> HttpResponse:
    messages, earlier = _messages(request, found)
    context: dict[str, Any] = {
        "conversation": found,
        "messages_shown": shown(messages),
        "earlier": earlier,
        "form": form,
        "choice_key": uuid7(),
        "is_by_rules": settings.COACH_INTERPRETER == "offline",
        "action": reverse("coach-conversation", args=[found.pk]) if found else reverse("coach"),
    }
    return page(request, PAGE, context)


def _messages(request: PageRequest, found: Conversation | None) -> tuple[list[Message], int | None]:
    """The last ones before `?before=`, in order, and from where on there are earlier ones."""
    if found is None:
        return [], None
    rows = Message.objects.filter(conversation=found).order_by("-number")
    before = request.GET.get("before", "")
    if before.isascii() and before.isdigit() and len(before) < 10:
        rows = rows.filter(number__lt=int(before))
    newest = list(rows[: _MESSAGES + 1])
    is_more = len(newest) > _MESSAGES
    last = newest[:_MESSAGES][::-1]
    return last, last[0].number if is_more else None


@signed_in
@require_POST
def decide(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Confirm or discard, and back to where it was proposed."""
    proposal = Proposal.objects.for_owner(request.user).select_related("message").filter(pk=pk).first()
    if proposal is None:
        raise Http404
    form = DecisionForm(request.POST)
    if not form.is_valid():
        complain(request, _("Choose Confirm or Discard."))
        return _back(proposal.message)
    action = actions.confirm_proposal if form.cleaned_data["decision"] == "confirm" else actions.discard_proposal
    try:
        action(by=_coach(request), proposal=proposal)
    except Refusal as refusal:
        complain(request, in_words(refusal))
    return _back(proposal.message)


@signed_in
@require_POST
def undo(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    capture = Capture.objects.for_owner(request.user).select_related("message").filter(pk=pk).first()
    if capture is None:
        raise Http404
    try:
        actions.undo_capture(by=_coach(request), capture=capture)
    except Refusal as refusal:
        complain(request, in_words(refusal))
    else:
        say(request, _("Undone: %(what)s.") % {"what": capture.told})
    return _back(capture.message)


def _back(message: Message) -> HttpResponse:
    """To the message on its page, or to the reply to it."""
    number = message.number + message.number % 2
    return see_other(f"{reverse('coach-conversation', args=[message.conversation_id])}#m-{number}")
