"""What each source found, in a sentence. Numbers in it are those of its effect in sources.toml."""

from collections.abc import Callable

from django.utils.translation import gettext as _

FINDINGS: dict[str, Callable[[], str]] = {
    "gollwitzer_2006": lambda: _(
        "across %(studies)d tests, deciding beforehand when, where and how to act had a medium-to-large effect on "
        "reaching goals (d = %(value)s)."
    ),
    "oettingen_2001": lambda: _(
        "people who set their wish against present reality committed themselves firmly where they expected to "
        "succeed, and weakly where they did not."
    ),
    "wang_2021": lambda: _(
        "across %(studies)d effects, setting the wish against the obstacle and adding an if-then plan had a "
        "small-to-medium effect on reaching goals (g = %(value)s); it may be smaller, as not every study is published."
    ),
    "harkin_2016": lambda: _(
        "across %(studies)d studies, monitoring progress helped people to reach their goals (d = %(value)s), more so "
        "when it was written down or made public."
    ),
    "fogg_2020": lambda: _(
        "advises to begin with a version so small that it fits the worst day; it is advice from practice, not a trial."
    ),
    "sharif_2017": lambda: _(
        "people preferred goals with a small emergency reserve, and persisted longer with them, than goals without."
    ),
    "milkman_2021": lambda: _(
        "of 54 programmes tried with members of a gym, the one that rewarded coming back after a missed workout did "
        "most: an estimated %(value)s%% more visits in four weeks."
    ),
    "milkman_2014": lambda: _(
        "people who could hear gripping audiobooks only at the gym went there %(value)s%% more often at first; it "
        "wore off over the weeks."
    ),
    "dai_2014": lambda: _(
        "people went to the gym and committed themselves to goals more often right after the start of a week, a month "
        "or a year."
    ),
    "bandura_1981": lambda: _(
        "children who worked towards near sub-goals learned more, and trusted their ability more, than those with one "
        "distant goal."
    ),
    "buehler_1994": lambda: _(
        "students expected to finish their work much sooner than they did; how long it took before tells more."
    ),
    "lally_2010": lambda: _(
        "doing something daily after the same cue took a median of 66 days, from 18 to 254, to become about as "
        "automatic as it would get; missing it once mattered little."
    ),
    "kivetz_2006": lambda: _("people bought coffee more often the nearer they came to a free one."),
}
