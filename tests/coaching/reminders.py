"""People who are reminded, and webhooks that answer on this machine."""

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from allauth.account.models import EmailAddress

from coaching.actions import choose_reminders, create_integration
from coaching.models import Integration, Reminder
from goals.actions import create_intention
from goals.models import Goal, Intention, User
from tests.factories import GoalFactory, UserFactory, acting


def confirmed(owner: User) -> User:
    """The person with a confirmed address, who wants mail."""
    EmailAddress.objects.create(user=owner, email=owner.email, verified=True, primary=True)
    choose_reminders(by=acting(owner), owner=owner, by_mail=True)
    return owner


def plan(goal: Goal | None = None, at: str = "07:30", **fields: Any) -> Intention:
    """A plan that reminds at a time."""
    goal = goal or GoalFactory(owner=UserFactory())
    return create_intention(
        by=acting(goal.owner),
        goal=goal,
        trigger_condition="If I have had coffee",
        action="then I put on my shoes",
        reminder_time=dt.time.fromisoformat(at),
        **fields,
    )


def reminders_of(owner: User) -> list[tuple[str, str, str]]:
    """Day, instant and answer of each, the oldest first."""
    rows = Reminder.objects.for_owner(owner).order_by("due_at", "id")
    return [(str(row.day), f"{row.due_at.astimezone(dt.UTC):%d %H:%M}", row.answer) for row in rows]


def webhook(owner: User, address: str = "https://hooks.example.org/steady", **fields: Any) -> tuple[Integration, str]:
    values = {"name": "Home", "sends_reminders": True, **fields}
    return create_integration(by=acting(owner), owner=owner, kind="webhook", address=address, **values)


@dataclass
class Receiver:
    """What a webhook received; `status` is what it answers, as soon as `may_answer`."""

    address: str = ""
    status: int = 204
    headers: dict[str, str] = field(default_factory=dict)
    received: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    may_answer: threading.Event = field(default_factory=threading.Event)


@contextmanager
def receiver() -> Iterator[Receiver]:
    """A webhook on 127.0.0.1."""
    found = Receiver()
    found.may_answer.set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            found.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
            found.may_answer.wait(10)
            self.send_response(found.status)
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            """Keep the test's output quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    found.address = f"http://127.0.0.1:{server.server_port}/hook?from=steady"
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield found
    finally:
        found.may_answer.set()
        server.shutdown()
        server.server_close()
        thread.join()
