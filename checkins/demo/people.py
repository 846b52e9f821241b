"""Who is in the demo. The passwords are public: whoever loads the demo lets everybody in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Person:
    """`joined` is how many days ago; the domain is one that nobody can own (RFC 2606)."""

    email: str
    password: str
    name: str
    role: str
    timezone: str = "UTC"
    day_starts_at: int = 0
    joined: int = 0
    is_staff: bool = False


MAYA = Person(
    "demo@steady.example", "slow-harbour-walks-12", "Maya Hartley", "two years of goals", "Europe/London", 3, joined=731
)
JONAS = Person("jonas@steady.example", "seven-paper-boats-30", "Jonas Weber", "a beginner", "Europe/Berlin", joined=121)
STAFF = Person("admin@steady.example", "copper-lantern-desk-7", "Robin Keeper", "staff, for the admin", is_staff=True)

PEOPLE = (MAYA, JONAS, STAFF)
