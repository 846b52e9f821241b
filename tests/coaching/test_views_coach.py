"""The chat as a page: with forms alone, and in pieces for a script."""

import re
import uuid
from typing import Any

import pytest
from django.test import Client

from checkins.models import CheckIn
from coaching.models import Capture, Conversation, Message, Proposal
from coaching.rate import MessageRate
from goals.models import Goal, User
from tests.factories import ConversationFactory, GoalFactory, MessageFactory, ProposalFactory, UserFactory
from tests.pages import messages, read, title

pytestmark = pytest.mark.django_db


@pytest.fixture
def user(client: Client) -> User:
    user: User = UserFactory.create(name="Robin")
    client.force_login(user)
    return user


def send(client: Client, text: str, path: str = "/coach/", **more: Any) -> Any:
    return client.post(path, {"text": text, "key": str(uuid.uuid4()), **more})


def test_page_says_how_it_works_and_offers_a_beginning(client: Client, user: User) -> None:
    page = read(client.get("/coach/"))
    main = page.one("main")
    assert "works by rules, without a language model" in main.text
    assert "Whoever runs this installation can connect a language model: setting COACH_INTERPRETER" in main.text
    assert main.one("div", role="log").text == ""
    assert {"How am I doing?", "I want to set a new goal", "Send"} <= set(main.buttons())
    assert Conversation.objects.count() == 0


def test_staff_are_told_which_setting_it_is(client: Client) -> None:
    client.force_login(UserFactory.create(is_staff=True))
    assert "The setting COACH_INTERPRETER connects a language model." in read(client.get("/coach/")).text


def test_message_is_answered_without_a_script(client: Client, user: User) -> None:
    goal = GoalFactory.create(owner=user, title="Yoga")
    response = send(client, "Did yoga today")
    conversation = Conversation.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/coach/{conversation.pk}/#m-2")
    page = read(client.get(response["Location"].split("#")[0]))
    asked, reply = page.one("div", role="log").all("article")
    assert (asked.attrs["aria-label"], asked.text) == ("You", "Did yoga today")
    assert (reply.attrs["aria-label"], reply.attrs["id"]) == ("Coach", "m-2")
    assert "Recorded: Yoga: Done, today." in reply.text
    assert "Looked at: 1 active goal" in reply.text
    assert reply.buttons() == ["Undo: Yoga: Done, today"]
    assert CheckIn.objects.get(goal=goal).source == "extracted"


def test_answer_about_a_goal_leads_to_its_page(client: Client, user: User) -> None:
    goal = GoalFactory.create(owner=user, title="Yoga")
    for text in ("How is yoga going?", "How do I get better at yoga?", "Pause yoga until Monday"):
        send(client, text)
    path = f"/goals/{goal.pk}/"
    replies = read(client.get("/coach/")).one("div", role="log").all("article")[1::2]
    assert [[link.text for link in reply.all("a") if link.attrs["href"] == path] for reply in replies] == 3 * [
        ["Open goal"]
    ]


def test_chart_is_seen_and_its_figures_are_heard(client: Client, user: User) -> None:
    GoalFactory.create(owner=user, title="Yoga")
    send(client, "Did yoga today")
    send(client, "How is yoga going?")
    reply = read(client.get("/coach/")).one("article", id="m-4")
    assert reply.one("pre", class_="text-chart").attrs["aria-hidden"] == "true"
    assert re.search(r"\b1/\d", reply.one("pre", class_="vh").text)


def test_recorded_fact_is_undone_by_its_button(client: Client, user: User) -> None:
    GoalFactory.create(owner=user, title="Yoga")
    send(client, "Did yoga today")
    capture = Capture.objects.get()
    response = client.post(f"/coach/captures/{capture.pk}/undo/")
    assert response["Location"].endswith("#m-2")
    page = read(client.get("/coach/"))
    assert CheckIn.objects.count() == 0
    assert "Undone: Yoga: Done, today" in page.one("article", id="m-2").text
    assert page.one("article", id="m-2").buttons() == []


def test_same_form_sent_twice_is_one_message(client: Client, user: User) -> None:
    GoalFactory.create(owner=user, title="Run", pattern="target", target_value=100, unit="km", aggregation="sum")
    key = str(uuid.uuid4())
    first, again = (send(client, "Ran 5 km", key=key) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert (Message.objects.count(), CheckIn.objects.count()) == (2, 1)


def test_proposal_changes_nothing_before_confirm(client: Client, user: User) -> None:
    goal = GoalFactory.create(owner=user, title="Run", period="week", times_per_period=5)
    calls = [("update_goal", {"goal_id": str(goal.pk), "times_per_period": 3})]
    proposal = ProposalFactory.create(goal=goal, calls=calls)
    page = read(client.get("/coach/"))
    form = page.one("form", action=f"/coach/proposals/{proposal.pk}/")
    assert form.text.startswith("Change the terms of Run 5 times a week → to 3 times a week")
    assert form.buttons() == ["Confirm", "Discard"]
    goal.refresh_from_db()
    assert goal.times_per_period == 5
    client.post(form.attrs["action"], {"decision": "confirm"})
    goal.refresh_from_db()
    assert goal.times_per_period == 3
    reply = read(client.get("/coach/")).one("article", id="m-2")
    assert "Confirmed" in reply.one("form", class_="proposal").text
    assert reply.buttons() == ["Undo: Run: 5 times a week → 3 times a week"]


def test_discarded_proposal_says_so_and_cannot_be_confirmed_after_all(client: Client, user: User) -> None:
    goal = GoalFactory.create(owner=user, period="week", times_per_period=4)
    proposal = ProposalFactory.create(goal=goal)
    client.post(f"/coach/proposals/{proposal.pk}/", {"decision": "discard"})
    assert "Discarded" in read(client.get("/coach/")).one("form", class_="proposal").text
    client.post(f"/coach/proposals/{proposal.pk}/", {"decision": "confirm"})
    assert messages(read(client.get("/coach/"))) == ["This proposal is discarded already, and nothing was changed."]
    assert Goal.objects.get(pk=goal.pk).times_per_period == 4


def test_decision_that_is_none_is_refused(client: Client, user: User) -> None:
    proposal = ProposalFactory.create(goal=GoalFactory.create(owner=user, period="week", times_per_period=4))
    client.post(f"/coach/proposals/{proposal.pk}/", {"decision": "maybe"})
    assert Proposal.objects.get().status == "waiting"


def test_question_offers_its_answers_until_it_is_answered(client: Client, user: User) -> None:
    send(client, "I want to set a new goal")
    send(client, "Read more")
    page = read(client.get("/coach/"))
    assert "Reach a number" in page.one("article", id="m-4").buttons()
    send(client, "Do something regularly")
    page = read(client.get("/coach/"))
    assert page.one("article", id="m-4").buttons() == []
    assert page.one("article", id="m-6").buttons() == ["Skip"]


@pytest.mark.parametrize(("text", "says"), [("", "This field is required."), ("a\x00b", "Null characters")])
def test_bad_message_comes_back_with_what_is_wrong(client: Client, user: User, text: str, says: str) -> None:
    response = send(client, text)
    page = read(response)
    assert (response.status_code, title(page)) == (422, "Error: Coach · Steady")
    assert says in page.one("div", class_="error-summary").text
    assert Message.objects.count() == 0


def test_long_message_is_refused_and_kept(client: Client, user: User) -> None:
    response = send(client, "x" * 4001)
    assert response.status_code == 422
    assert read(response).one("textarea").text == "x" * 4001


def test_too_many_messages_wait(client: Client, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MessageRate, "THROTTLE_RATES", {"coach": "1/hour"})
    send(client, "Hello")
    response = send(client, "Hello again")
    assert (response.status_code, read(response).one("textarea").text) == (429, "Hello again")
    assert int(response["Retry-After"]) > 0
    assert Message.objects.count() == 2


def test_script_gets_the_pieces_of_the_page(client: Client, user: User) -> None:
    GoalFactory.create(owner=user, title="Yoga")
    response = client.post("/coach/", {"text": "Did yoga today"}, headers={"Accept": "text/event-stream"})
    assert response["Content-Type"] == "text/event-stream"
    blocks = b"".join(response.streaming_content).decode().strip().split("\n\n")  # type: ignore[attr-defined]
    assert [block.split("\n")[0] for block in blocks] == ["event: message", "event: message", "event: key"]
    shown = "\n".join(line.removeprefix("data: ") for line in blocks[1].split("\n")[1:])
    page = client.get("/coach/").content.decode()
    assert re.sub(r"\s|value=\"[^\"]+\"", "", shown) in re.sub(r"\s|value=\"[^\"]+\"", "", page)


def test_text_of_people_is_never_markup(client: Client, user: User) -> None:
    nasty = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    GoalFactory.create(owner=user, title=f"Yoga {nasty}")
    send(client, f"Did yoga {nasty}")
    send(client, "How am I doing?")
    body = client.get("/coach/").content.decode()
    assert "<script>alert" not in body
    assert "<img" not in body
    assert "&lt;script&gt;alert(1)" in body


def test_long_talk_is_shown_from_its_end_with_a_way_back(client: Client, user: User) -> None:
    conversation = ConversationFactory.create(owner=user)
    for _ in range(16):
        MessageFactory.create(conversation=conversation)
    page = read(client.get("/coach/"))
    assert [node.attrs["id"] for node in page.one("div", role="log").all("article")] == [f"m-{n}" for n in range(3, 33)]
    earlier = next(link for link in page.all("a") if link.text == "Earlier messages")
    assert earlier.attrs["href"] == f"/coach/{conversation.pk}/?before=3"
    before = read(client.get(earlier.attrs["href"]))
    assert [node.attrs["id"] for node in before.one("div", role="log").all("article")] == ["m-1", "m-2"]
    assert client.get(f"/coach/{conversation.pk}/?before=nonsense").status_code == 200


def test_page_runs_as_many_queries_for_many_messages_as_for_few(
    client: Client, user: User, django_assert_max_num_queries: Any
) -> None:
    conversation = ConversationFactory.create(owner=user)
    GoalFactory.create(owner=user, title="Yoga")
    for text in ("Did yoga today", "Did yoga yesterday", "I want to set a new goal", "Skip", "never mind"):
        MessageFactory.create(conversation=conversation, text=text)
    with django_assert_max_num_queries(6):
        assert client.get("/coach/").status_code == 200


def test_new_conversation_is_begun_once(client: Client, user: User) -> None:
    first = client.post("/coach/new/")
    assert client.post("/coach/new/")["Location"] == first["Location"]
    send(client, "Hello", first["Location"])
    assert client.post("/coach/new/")["Location"] != first["Location"]
    listed = read(client.get("/coach/conversations/")).one("main").all("li")
    assert len(listed) == Conversation.objects.count() == 2


def test_deleted_conversation_is_gone_and_what_was_recorded_stays(client: Client, user: User) -> None:
    GoalFactory.create(owner=user, title="Yoga")
    send(client, "Did yoga today")
    conversation = Conversation.objects.get()
    client.post(f"/coach/{conversation.pk}/delete/")
    assert client.get(f"/coach/{conversation.pk}/").status_code == 404
    assert (Message.objects.count(), CheckIn.objects.count()) == (0, 1)


def test_navigation_leads_to_the_coach(client: Client, user: User) -> None:
    nav = read(client.get("/coach/")).one("nav", aria_label="Main")
    assert [link.text for link in nav.all("a")][-5:] == ["Today", "Goals", "Insights", "Coach", "More"]
    (here,) = [link for link in nav.all("a") if link.attrs.get("aria-current") == "page"]
    assert (here.attrs["href"], here.attrs["data-go"]) == ("/coach/", "c")


def test_goal_is_set_up_by_the_buttons_of_any_language(client: Client) -> None:
    user = UserFactory.create(language="de")
    client.force_login(user)
    send(client, "I want to set a new goal")
    path = f"/coach/{Conversation.objects.get().pk}/"
    for answer in ("Mehr lesen", "Etwas regelmäßig tun", "3 times a week", "Überspringen", "Das ist alles"):
        is_typed = answer in ("Mehr lesen", "3 times a week")
        assert is_typed or answer in read(client.get(path)).buttons()
        send(client, answer, path)
    client.post(f"/coach/proposals/{Proposal.objects.get().pk}/", {"decision": "confirm"})
    goal = Goal.objects.get(owner=user)
    assert (goal.title, goal.pattern, goal.times_per_period, goal.why_it_matters) == (
        "Mehr lesen",
        "recurring",
        3,
        None,
    )


def test_what_was_just_recorded_is_taken_back_by_the_button_of_any_language(client: Client) -> None:
    user = UserFactory.create(language="de")
    GoalFactory.create(owner=user, title="Yoga")
    client.force_login(user)
    send(client, "Did yoga today")
    path = f"/coach/{Conversation.objects.get().pk}/"
    send(client, "No", path)
    assert "Nimm es zurück" in read(client.get(path)).buttons()
    send(client, "Nimm es zurück", path)
    assert not CheckIn.objects.exists()
