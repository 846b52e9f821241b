"""Goals and records in a few letters for the tests of the figures, and strategies that draw them."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from checkins.units import DayRecord, Schedule, State, units_of
from goals.terms import Period, Terms, TermsHistory

MONDAY = date(2026, 4, 13)
DAILY, WEEKLY, MONTHLY = Terms(), Terms(Period.WEEK, 3), Terms(Period.MONTH, 4)
EVERY_3 = Terms(every_n_days=3)
SIGNS = {State.SUCCESS: "+", State.MISS: "-", State.PENDING: "?"}
LETTERS = {"c": DayRecord("completed"), "s": DayRecord("skipped"), "m": DayRecord("missed")}
Records = dict[date, DayRecord]


def after(days: int, anchor: date = MONDAY) -> date:
    return anchor + timedelta(days=days)


def recorded(days: str, start: date = MONDAY) -> Records:
    """One letter a day from `start`: c(ompleted), s(kipped), m(issed), a digit for a value, anything else for none."""
    return {
        after(index, start): DayRecord(None, Decimal(letter)) if letter.isdigit() else LETTERS[letter]
        for index, letter in enumerate(days)
        if letter.isdigit() or letter in LETTERS
    }


def always(terms: Terms) -> TermsHistory:
    return TermsHistory((), terms)


def judged(schedule: Schedule, days: str, today: int) -> str:
    """The units as signs: + success, - miss, ? pending, and for neutral ones the first letter of the reason."""
    units = units_of(schedule, recorded(days), after(today))
    return "".join(
        unit.reason[0] if unit.reason and unit.state is State.NEUTRAL else SIGNS[unit.state] for unit in units
    )


def goal(terms_now: Terms, pattern: str = "recurring", **rest: object) -> Schedule:
    return Schedule(pattern, always(terms_now), MONDAY, **rest)  # type: ignore[arg-type]


def weekly_amount(amount: int) -> Terms:
    return Terms(Period.WEEK, target_value=Decimal(amount))


day_kinds = st.one_of(
    st.builds(Terms),
    st.builds(Terms, weekdays=st.sets(st.integers(0, 6), min_size=1).map(tuple)),
    st.builds(Terms, every_n_days=st.integers(2, 6)),
)
period_kinds = st.one_of(
    st.builds(Terms, times_per_period=st.integers(2, 3), every_n_days=st.integers(3, 9)),
    st.builds(Terms, period=st.just(Period.WEEK), times_per_period=st.integers(1, 7)),
    st.builds(Terms, period=st.just(Period.MONTH), times_per_period=st.integers(1, 12)),
)
kinds = day_kinds | period_kinds
amounts = st.decimals(0, 9, places=1)
terms = st.builds(
    lambda kind, amount: Terms(kind.period, kind.times_per_period, kind.weekdays, kind.every_n_days, amount),
    kinds,
    st.none() | amounts,
)
day_offsets = st.integers(-20, 75)
records = st.dictionaries(
    day_offsets.map(after),
    st.builds(DayRecord, st.sampled_from([None, "completed", "completed", "skipped", "missed"]), st.none() | amounts),
    max_size=60,
)
pauses = st.lists(
    st.tuples(day_offsets, st.none() | st.integers(0, 20)).map(
        lambda drawn: (after(drawn[0]), None if drawn[1] is None else after(drawn[0] + drawn[1]))
    ),
    max_size=2,
).map(tuple)
todays = st.integers(0, 70).map(after)
histories = st.builds(
    TermsHistory,
    st.dictionaries(st.integers(-5, 70).map(after), terms, max_size=2).map(lambda past: tuple(past.items())),
    terms,
)


def schedules(
    *patterns: str, reserve: int = 2, history: st.SearchStrategy[TermsHistory] = histories
) -> st.SearchStrategy[Schedule]:
    return st.builds(
        Schedule,
        pattern=st.sampled_from(patterns or ("recurring", "streak", "limit")),
        history=history,
        start=st.integers(-3, 20).map(after),
        pauses=pauses,
        week_starts_on=st.integers(0, 6),
        reserve_per_month=st.integers(0, reserve),
        silence=st.sampled_from(["kept", "unknown"]),
        ended_on=st.none() | day_offsets.map(after),
    )
