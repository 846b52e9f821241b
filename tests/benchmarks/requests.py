"""Requests that are answered in this process, without a server, so that figures are the application's own."""

from collections.abc import Callable

from django.test import Client

from goals.models import User
from tests.benchmarks.paired import Work


def getting(owner: User) -> Callable[[str], Work]:
    """Make requests of a signed-in person; each raises where the answer is no success."""
    client = Client()
    client.force_login(owner)

    def get(address: str) -> Work:
        def ask() -> None:
            answer = client.get(address)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"

        return ask

    return get
