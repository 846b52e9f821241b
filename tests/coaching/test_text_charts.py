"""Charts in characters, and what of them can be heard."""

from coaching.text_charts import bar, rows, spoken, strip


def test_bar_is_full_only_at_a_hundred() -> None:
    assert bar(99, 10) == "█████████░ 99%"
    assert bar(100, 10) == "██████████ 100%"
    assert bar(140, 4) == "████ 140%"


def test_rows_line_up_and_tell_where_nothing_was_due() -> None:
    assert rows([("9 Nov", 4, 5), ("16 Nov", 0, 0)], 5) == "9 Nov  ████░ 4/5\n16 Nov ····· –"


def test_day_has_a_sign() -> None:
    assert strip(["done", "part", "skip", "missed", "none"]) == "●◐–○·"


def test_figures_of_a_chart_can_be_heard() -> None:
    chart = "\n".join(
        (rows([("9 Nov", 4, 5), ("16 Nov", 0, 0)], 5), f"{strip(['done', 'missed'])} last 2 days", bar(45))
    )
    assert spoken(chart) == "9 Nov 4/5\n45%"
    assert spoken("") == ""
