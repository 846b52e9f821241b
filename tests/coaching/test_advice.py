"""Advice: which moves fit which figures, how it reads, and that every claim about a person is a figure of theirs."""

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from checkins.units import Judged, State
from coaching.advice import Advice, Data, Facts, Weekday, choose, facts_of, moves, sources
from coaching.advice.facts import weakest_weekday
from coaching.advice.findings import FINDINGS
from coaching.advice.reasons import REASONS
from goals.actions import create_pause
from goals.models import Goal, Intention, User
from goals.terms import Terms
from tests.factories import (
    CheckInFactory,
    GoalFactory,
    IntentionFactory,
    MilestoneFactory,
    UserFactory,
    acting,
)
from tests.test_pages_access import FORBIDDEN

TODAY = dt.date(2026, 11, 20)
KNOWN = {"has_plan": True, "has_reserve": True, "age_days": 200, "samples": 100}


def facts(pattern: str = "recurring", **fields: Any) -> Facts:
    """An old goal with a plan and a reserve, of which nothing more is known."""
    values = {"goal": uuid.uuid4(), "title": "Run", "pattern": pattern, "terms": Terms(), "today": TODAY}
    return Facts(**{**values, **KNOWN, **fields})


def said(one: Facts) -> list[tuple[str, str, str]]:
    return [(advice.move.code, advice.reason, advice.because) for advice in choose(one)]


CASES: list[tuple[str, Facts, list[tuple[str, str, str]]]] = [
    ("nothing to say", facts(), []),
    (
        "missed yesterday",
        facts(last_missed=dt.date(2026, 11, 19), kept=24, judged=28),
        [("pick_up", "missed_last", "Yesterday didn’t happen. 24 of your last 28 due days still stand.")],
    ),
    (
        "missed on a weekday",
        facts(last_missed=dt.date(2026, 11, 16), judged=1),
        [("pick_up", "missed_last", "Monday didn’t happen.")],
    ),
    (
        "over a limit",
        facts("limit", last_missed=dt.date(2026, 11, 12), kept=5, judged=7, recent_missed=3, recent_judged=7),
        [("pick_up", "missed_last", "12 November was above the limit. 5 of the last 7 were kept.")],
    ),
    (
        "missed often",
        facts(recent_missed=4, recent_judged=7),
        [("small_step", "missed_often", "4 of the last 7 days missed.")],
    ),
    (
        "a date that asks for more than before",
        facts("target", left=Decimal(300), required=Decimal("41.2"), so_far=Decimal(20), days_left=51, currency="GBP"),
        [("own_pace", "date_asks_more", "The date asks for about £42 a week; so far it is about £20 a week.")],
    ),
    (
        "a date gone by",
        facts("target", left=Decimal(3), days_left=-1, unit="kg"),
        [("own_pace", "date_passed", "1 day past the date, 3 kg to go.")],
    ),
    (
        "a weekday on which less is done",
        facts(weekday=Weekday(3, 1, 6, 20, 26)),
        [("if_then", "weak_weekday", "Done on 1 of the last 6 Thursdays, on 20 of 26 other due days.")],
    ),
    ("no plan", facts(has_plan=False), [("if_then", "no_plan", "There is no if-then plan for it yet.")]),
    (
        "a run that ended",
        facts(best_run=31, run=1, has_reserve=False),
        [("reserve", "run_ended", "Best 31. Now 1. No miss is covered by a reserve.")],
    ),
    (
        "a few missed without a reserve",
        facts(kept=16, judged=20, has_reserve=False),
        [("reserve", "few_missed", "4 of the last 20 days missed, and no reserve to cover it.")],
    ),
    (
        "milestones past their dates",
        facts("milestone", milestones_past=2, milestones_done=1, milestones_total=5),
        [("near_goals", "milestone_past", "2 milestones are past their dates; 1 of 5 are done.")],
    ),
    (
        "behind the line",
        facts("target", left=Decimal(30), required=Decimal(5), so_far=Decimal(4), days_ahead=-6, days_left=42),
        [
            ("near_goals", "behind_line", "6 days behind the line; about 5 a week gets you there."),
            ("contrast", "behind_line", "6 days behind the line; about 5 a week gets you there."),
        ],
    ),
    (
        "a far end",
        facts("target", days_left=200),
        [("near_goals", "far_end", "200 days to the date, and no milestone before it.")],
    ),
    (
        "less than seven tenths done",
        facts(kept=10, judged=28),
        [
            ("bundle", "under_seven_tenths", "10 of your last 28 days done."),
            ("contrast", "under_seven_tenths", "10 of your last 28 days done."),
        ],
    ),
    (
        "silence",
        facts("milestone", milestones_total=2, quiet_days=9),
        [
            ("pick_up", "silent", "The last check-in was 9 days ago."),
            ("fresh_start", "silent", "The last check-in was 9 days ago."),
            ("monitor", "silent", "The last check-in was 9 days ago."),
        ],
    ),
    (
        "few check-ins",
        facts("target", samples=1, age_days=30),
        [("monitor", "few_check_ins", "1 check-in in 30 days.")],
    ),
    ("near the end", facts("streak", percent=90), [("near_end", "nearly_there", "90% of the way is done.")]),
    (
        "going well",
        facts(kept=12, judged=14, age_days=20, samples=14),
        [("same_cue", "going_well", "12 of the last 14 days done.")],
    ),
]


@pytest.mark.parametrize(("one", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_each_figure_leads_to_its_move_and_is_said(one: Facts, expected: list[tuple[str, str, str]]) -> None:
    assert said(one) == expected


def test_every_reason_and_every_move_is_met_by_a_case() -> None:
    met = {found for _, one, _ in CASES for found in said(one)} | set(said(facts(samples=0)))
    assert {reason for _, reason, _ in met} == set(REASONS)
    assert {code for code, *_ in met} == {move.code for move in moves()}


@pytest.mark.parametrize(
    ("samples", "data", "caution"),
    [
        (0, Data.NONE, "Nothing is recorded yet, so this is what helps people in general."),
        (1, Data.LITTLE, "There is little to go by yet."),
        (6, Data.LITTLE, "There is little to go by yet."),
        (7, Data.ENOUGH, ""),
        (27, Data.ENOUGH, ""),
        (28, Data.MUCH, ""),
    ],
)
def test_how_much_there_is_to_go_by_is_said(samples: int, data: Data, caution: str) -> None:
    one = facts(samples=samples, has_plan=False)
    assert (one.data, {advice.caution for advice in choose(one)}) == (data, {caution})


def test_without_any_data_advice_claims_nothing_of_the_person() -> None:
    one = facts(samples=0, has_plan=False, has_reserve=False, age_days=0)
    assert [(advice.move.code, advice.numbers) for advice in choose(one)] == [("if_then", {}), ("contrast", {})]


def test_a_goal_that_rests_or_is_closed_gets_no_advice() -> None:
    assert choose(facts(is_open=False, has_plan=False, recent_missed=5, recent_judged=7)) == []


def test_a_limit_is_advised_as_a_limit() -> None:
    one = facts("limit", has_plan=False, last_missed=TODAY - dt.timedelta(days=1), kept=3, judged=7)
    assert [advice.suggestion for advice in choose(one)] == [
        "Today counts by itself: stay within the limit today, and leave that day as it is.",
        "Decide now what you do instead: “If I feel like more, then I …”.",
    ]


def test_the_small_version_is_what_a_smaller_step_names() -> None:
    missed: dict[str, Any] = {"last_missed": TODAY - dt.timedelta(days=1), "recent_missed": 3, "recent_judged": 7}
    assert [advice.suggestion for advice in choose(facts(small_version="One page", **missed))] == [
        "Take it up again today, if only with the small version: One page.",
        "For a week, let the small version count: One page.",
    ]


def test_each_move_rests_on_sources_and_each_source_is_used_and_said() -> None:
    used = {source.code for move in moves() for source in move.sources}
    assert used == set(sources()) == set(FINDINGS)
    assert all(move.sources and move.reasons for move in moves())


def test_evidence_names_its_authors_its_year_and_the_published_effect() -> None:
    (plan,) = choose(facts(has_plan=False))
    assert [(text, source.link) for text, source in plan.evidence] == [
        (
            "Gollwitzer & Sheeran (2006): across 94 tests, deciding beforehand when, where and how to act had a "
            "medium-to-large effect on reaching goals (d = 0.65).",
            "https://doi.org/10.1016/S0065-2601(06)38002-1",
        )
    ]


def test_sources_are_complete_and_their_addresses_well_formed() -> None:
    for source in sources().values():
        assert all([source.authors, source.title, source.published_in])
        assert 1950 < source.year < 2027
        assert source.doi is None or re.fullmatch(r"10\.\d{4,5}/[\w.()/-]+", source.doi)
        assert source.effect is None or (source.effect.measure in ("d", "g", "more") and source.effect.value > 0)


def test_advice_as_json_is_plain() -> None:
    one = facts("target", left=Decimal(300), required=Decimal("41.2"), so_far=Decimal(20), days_left=51)
    (pace,) = choose(one)
    assert pace.as_json() == {
        "goal": str(one.goal),
        "move": "own_pace",
        "reason": "date_asks_more",
        "numbers": {"required": "41.2", "so_far": "20", "days_left": 51},
        "because": "The date asks for about 42 a week; so far it is about 20 a week.",
        "caution": "",
        "suggestion": "Move the date to where your own pace leads. What was done stays done.",
        "tool": "update_goal",
        "evidence": [
            {
                "text": "Buehler, Griffin & Ross (1994): students expected to finish their work much sooner than they "
                "did; how long it took before tells more.",
                "doi": "10.1037/0022-3514.67.3.366",
            }
        ],
    }


PEOPLE = st.builds(
    facts,
    st.sampled_from(["recurring", "streak", "limit", "target", "milestone"]),
    samples=st.integers(0, 60),
    age_days=st.integers(0, 400),
    kept=st.integers(0, 28),
    judged=st.just(28),
    recent_missed=st.integers(0, 7),
    recent_judged=st.just(7),
    last_missed=st.none() | st.dates(TODAY - dt.timedelta(days=14), TODAY - dt.timedelta(days=1)),
    weekday=st.none() | st.just(Weekday(0, 1, 9, 20, 30)),
    run=st.integers(0, 40),
    best_run=st.integers(0, 400),
    has_reserve=st.booleans(),
    has_plan=st.booleans(),
    small_version=st.sampled_from(["", "One page"]),
    quiet_days=st.none() | st.integers(0, 300),
    percent=st.none() | st.integers(0, 100),
    left=st.none() | st.decimals(0, 999, places=4),
    required=st.none() | st.decimals(0, 999, places=4),
    so_far=st.none() | st.decimals(-99, 999, places=4),
    days_ahead=st.none() | st.integers(-99, 99),
    days_left=st.none() | st.integers(-99, 999),
    milestones_total=st.integers(0, 9),
    milestones_past=st.integers(0, 9),
)


@given(PEOPLE, st.integers(0, 5))
def test_whatever_the_figures_advice_is_short_kind_and_each_move_once(one: Facts, limit: int) -> None:
    chosen = choose(one, limit)
    assert chosen == choose(one, 99)[:limit]
    assert len({advice.move.code for advice in chosen}) == len(chosen)
    for text in _texts(chosen):
        assert text
        assert not re.search(r"!|%(?! (of|more) )", text)
        assert not FORBIDDEN.search(text)


def _texts(chosen: list[Advice]) -> Iterator[str]:
    for advice in chosen:
        yield from (advice.name, advice.because, advice.suggestion)
        yield from (text for text, _ in advice.evidence)


@given(PEOPLE)
def test_every_number_that_is_said_of_the_person_is_one_of_the_figures(one: Facts) -> None:
    for advice in choose(replace(one, left=None, required=None, last_missed=None), 99):
        figures = {str(value) for value in advice.numbers.values()}
        assert set(re.findall(r"\d+", advice.because)) <= figures


def units(*days: tuple[str, bool]) -> list[Judged]:
    return [Judged(day := dt.date.fromisoformat(at), day, State.SUCCESS if kept else State.MISS) for at, kept in days]


def test_the_weakest_weekday_needs_four_due_days_and_a_clear_difference() -> None:
    mondays = [(f"2026-{day}", False) for day in ("10-19", "10-26", "11-02", "11-09")]
    tuesdays = [(f"2026-{day}", True) for day in ("10-20", "10-27", "11-03", "11-10")]
    assert weakest_weekday(units(*mondays, *tuesdays), TODAY) == Weekday(0, 0, 4, 4, 4)
    assert weakest_weekday(units(*mondays[:3], *tuesdays), TODAY) is None
    assert weakest_weekday(units(*mondays, *tuesdays[:3]), TODAY) is None
    assert weakest_weekday(units(*mondays, *((day, False) for day, _ in tuesdays)), TODAY) is None


@pytest.fixture
def person() -> Iterator[User]:
    """Someone who began on 6 November 2026; now it is the 20th."""
    with time_machine.travel("2026-11-20T12:00Z", tick=False):
        yield UserFactory(timezone="UTC")


def begin(owner: User, **fields: Any) -> Goal:
    return GoalFactory(owner=owner, start_date=dt.date(2026, 11, 6), **fields)


@pytest.mark.django_db
def test_facts_of_a_habit_are_those_of_the_engine(person: User) -> None:
    goal = begin(person, small_version="One page", reserve_per_month=0)
    for day in range(6, 16):
        CheckInFactory(goal=goal, check_in_date=dt.date(2026, 11, day))
    goal.refresh_from_db()
    assert facts_of([goal], TODAY)[goal.pk] == Facts(
        goal=goal.pk,
        title=goal.title,
        pattern="recurring",
        terms=goal.terms,
        today=TODAY,
        age_days=14,
        samples=14,
        kept=10,
        judged=14,
        recent_missed=4,
        recent_judged=7,
        last_missed=dt.date(2026, 11, 19),
        run=0,
        best_run=10,
        small_version="One page",
        quiet_days=0,
        percent=71,
    )


@pytest.mark.django_db
def test_facts_of_a_target_say_its_rates_towards_it(person: User) -> None:
    goal = begin(
        person,
        pattern="target",
        baseline_value=Decimal(90),
        target_value=Decimal(80),
        target_date=dt.date(2026, 12, 4),
        unit="kg",
    )
    CheckInFactory(goal=goal, value_recorded=Decimal(88))
    goal.refresh_from_db()
    found = facts_of([goal], TODAY)[goal.pk]
    assert [found.left, found.so_far, found.required, found.days_left] == [8, 1, Decimal("3.9998"), 14]
    assert (found.samples, found.days_ahead, found.pattern) == (1, -8, "target")


@pytest.mark.django_db
def test_facts_tell_plans_milestones_pauses_and_closed_goals(person: User) -> None:
    planned, project = begin(person), begin(person, pattern="milestone")
    IntentionFactory(goal=planned)
    MilestoneFactory(goal=project, target_date=dt.date(2026, 11, 19))
    MilestoneFactory(goal=project, target_date=dt.date(2026, 11, 20))
    paused, closed = begin(person), GoalFactory(owner=person, status="completed")
    create_pause(by=acting(person), owner=person, goal=paused, starts_on=TODAY)
    goals = list(Goal.objects.for_owner(person).select_related("owner"))
    found = facts_of(goals, TODAY)
    assert (found[planned.pk].has_plan, found[project.pk].has_plan) == (True, False)
    assert (found[project.pk].milestones_past, found[project.pk].milestones_total) == (1, 2)
    assert {goal.pk for goal in goals if not found[goal.pk].is_open} == {paused.pk, closed.pk}


@pytest.mark.django_db
def test_facts_cost_the_same_queries_for_one_goal_and_for_five(person: User) -> None:
    for pattern in ("recurring", "target", "milestone", "limit", "streak"):
        terms = {"target_value": Decimal(10)} if pattern in ("target", "limit", "streak") else {}
        CheckInFactory(goal=begin(person, pattern=pattern, **terms), content="Begun")
    goals = list(Goal.objects.for_owner(person).select_related("owner"))
    counts = []
    for some in (goals[:1], goals):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            facts_of(some, TODAY)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 5
    assert Intention.objects.count() == 0
