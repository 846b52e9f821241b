"""One message, clause by clause: each is asked in turn what it is; what no rule knows is left to the learned model.

What fits none and is no fact of the person's own is talk. Ambiguity asks, and what may be misread is asked about.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from coaching.commands import (
    CheckInCommand,
    Command,
    CompleteMilestoneCommand,
    Intent,
    Mode,
    Reading,
    ReviewCommand,
    Utterance,
)
from coaching.language import acts, correcting, gist, questions, undoing
from coaching.language.asked_after import asked_after
from coaching.language.checkins import check_ins
from coaching.language.clauses import Clause, clauses
from coaching.language.creation import creation, due_by, is_asked_for
from coaching.language.dating import dated, day_of_list, day_of_remark
from coaching.language.doubt import weighed
from coaching.language.gist import Gist
from coaching.language.hearing import Ear
from coaching.language.manners import MANNERS, manners_in
from coaching.language.marks import Marked
from coaching.language.rules import says
from coaching.language.settled import settled
from coaching.language.subjects import Subject
from coaching.language.thread import Thread

SURE, LIKELY = 0.95, 0.75
"""How sure an intent is that a rule knew, and one that was guessed at."""


@dataclass
class Reader:
    """One message on its way through its clauses."""

    utterance: Utterance
    message: Marked
    intents: list[Intent] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    awaits_correction: bool = False
    is_denied: bool = False
    """What was told before is about to be replaced: "no, I mean …"."""
    taken_back: CheckInCommand | None = None
    goal_to_come: bool = False
    is_rhetorical: bool = False
    """Something was asked that the coach cannot answer (the weather, the match), or nothing is left to record."""
    sighs: list[Intent] = field(default_factory=list)
    """Being stuck without asking: a call for advice only where nothing else is told or asked."""
    unread: list[Clause] = field(default_factory=list)
    """Clauses that no rule knew."""

    def __post_init__(self) -> None:
        goals = self.utterance.goals
        self.thread = Thread(goals, self.message.moment.today, self.utterance.last_goal)
        self.clauses = clauses(self.message)
        self.counted = frozenset(goal.unit for goal in goals if goal.unit)
        self.ear = Ear(self.utterance, self.message)

    def read(self) -> Reading:
        at = 0
        while at < len(self.clauses):
            self.thread.enter(self.clauses[at])
            at = self._clause(at)
        if not self.commands and Mode.META not in {intent.mode for intent in self.intents}:
            self.intents += self.sighs
        if not self.intents:
            return self._talk() if self.is_rhetorical else self._unmatched()
        self._hear_questions()
        if self.unread and not self.is_rhetorical and all(each.mode is Mode.SMALLTALK for each in self.intents):
            _ = self._as_told(self.unread) or self._asks(replace(self.unread[0], end=self.unread[-1].end))
        return self._made()

    def _made(self) -> Reading:
        if any(each.mode is Mode.CONSULT for each in self.intents) and all(map(acts.is_stray, self.commands)):
            self.commands = []
            self.intents = [each for each in self.intents if each.mode is not Mode.TRACK_PROGRESS]
        commands = weighed(self.commands, self.message, self.clauses, self.utterance)
        return Reading(tuple(self.intents), tuple(commands), clarify=any(map(acts.asks_back, commands)))

    def _clause(self, at: int) -> int:
        """The place of the next clause to read."""
        if self._is_only_a_correction(self.clauses[at]):
            return at + 1
        clause = self._without_manners(self.clauses[at])
        if clause is None:
            return at + 1
        if self._corrects(clause) or self._cancels(clause) or self._adds_period(clause):
            return at + 1
        if self.goal_to_come and says("only_please", clause.text):
            return at + 1
        is_announced = says("goal_to_come", clause.text.strip()) and not says("of_that", clause.text)
        is_asked = at + 1 < len(self.clauses) and says("asks_for_goal", clause.text) is not None
        if (is_asked or not self._is_question(clause)) and is_announced and set(clause.pasts) <= {"set"}:
            self.goal_to_come = True
            self._intend(Mode.TRACK_PROGRESS, clause, SURE)
            return at + 1
        made = None if self._is_question(clause) and not self.goal_to_come else self._creates(at, clause)
        if made is not None:
            return made
        if not (self._asks_about(clause) or self._reports(clause) or self._wonders(clause)):
            self.unread.append(clause)
            self.commands = dated(self.commands, self.thread.made, day_of_remark(clause, self.clauses))
            self.thread.is_listing = self.thread.is_listing and clause.sentence == self.thread.sentence
        return at + 1

    def _is_only_a_correction(self, clause: Clause) -> bool:
        """ "sorry", "no wait", "counted again" after a check-in: the amount that replaces it comes next."""
        if self.awaits_correction and says("recounted", clause.text.strip(" ,;:-.!")) and not clause.quantities:
            return True
        is_word = says("correction_only", clause.mask.strip(" ,;:-.!")) is not None
        is_first = not self.commands and not self.intents and clause.text.strip() not in ("no", "sorry", "nope")
        if is_word and (self.commands or is_first) and not says("cancel_last", clause.text):
            self.awaits_correction = True
            self.is_denied = says("denied_before", clause.text) is not None
            return True
        return False

    def _without_manners(self, clause: Clause) -> Clause | None:
        """What is left after a greeting, thanks or farewell; None when nothing is."""
        found = manners_in(clause, [name for name in MANNERS if self._may_be(name, clause)])
        if found is None:
            return clause
        if found[0] != "chat":
            self._intend(Mode.SMALLTALK, clause, SURE)
        return found[1]

    def _may_be(self, name: str, clause: Clause) -> bool:
        """Greetings open a message; "morning and night" says no good night."""
        if name in ("greeting", "chat"):
            return not self.commands and (clause.link == "sentence" or not self.intents)
        return name != "farewell" or clause.link != "and"

    def _corrects(self, clause: Clause) -> bool:
        """ "no wait, it was 6" replaces what this message said before; at its beginning, what an earlier one did."""
        mask = clause.mask.strip()
        awaited, self.awaits_correction = self.awaits_correction, False
        if not (says("correction", mask) or awaited) or (
            not says("correction", mask) and not self.commands and clause.deeds - {"be"}
        ):
            return False
        if clause.link not in ("sentence", "comma", "dash", "but", "") and not self.commands:
            return False
        told = any(isinstance(each, CheckInCommand) for each in self.commands)
        if not told and self.unread and says("never_logged", self.unread[-1].text):
            return False
        if not told and self.taken_back is not None:
            self.commands.append(self.taken_back)  # "scratch that, it was 6"
        right = correcting.put_right(clause, self.commands, self.utterance.goals)
        if right is not None:
            if not right:  # the deed was somebody else's: nothing is left but talk
                self.intents, self.is_rhetorical = [], True
            self.commands = right
            return True
        self.is_denied = self.is_denied or says("denied_before", mask) is not None
        is_entry = says("had_entered", self.message.mask[: clause.start]) is not None  # "I typed 30, it was 13"
        is_of_now = bool(self.unread) and (clause.link == "but" or (bool(self.unread[-1].quantities) and not is_entry))
        if told or self.taken_back is not None or is_of_now:
            return False
        again = correcting.of_earlier(clause, self.commands, self.thread)
        if again:
            self.commands = again
            self._intend(Mode.TRACK_PROGRESS, clause, SURE)
        return bool(again)

    def _cancels(self, clause: Clause) -> bool:
        if acts.takes_back(clause, self.commands):
            self.commands.pop()
            if not self.commands:
                self.intents, self.is_rhetorical = [], True
            return True
        several = undoing.several(clause, self.clauses, self.utterance.goals)
        found = several[0] if several else undoing.undone(clause, self.clauses, self.commands, self.thread)
        if found is None or (says("asking_about", clause.text.strip()) and says("meta", clause.text.strip())):
            return False
        if undoing.is_told_again(found, self.commands):
            return True
        self.commands = undoing.without_farewell(self.commands, found, self.clauses)
        made = [each for each in self.commands if isinstance(each, CheckInCommand)]
        if made and found.what == "last" and found.goal is None:
            self.commands.remove(made[-1])
            self.taken_back = made[-1]
        else:
            self.commands += several or [found]
        self._intend(Mode.TRACK_PROGRESS, clause, SURE)
        return True

    def _is_question(self, clause: Clause) -> bool:
        return clause.asks and not (says("create", clause.core) or is_asked_for(clause))

    def _creates(self, at: int, clause: Clause) -> int | None:
        rows, starts = [*self.clauses[:at], clause, *self.clauses[at + 1 :]], self.utterance.week_starts_on
        due = due_by(clause, self.commands, starts)
        if due is not None:
            self.commands[-1] = due
            return at + 1
        found = asked_after(rows, at, self.counted, starts)
        found = found or creation(rows, at, self.counted, starts, is_announced=self.goal_to_come)
        self.goal_to_come = False
        if found is None:
            return None
        self.commands.append(found[0])
        self._intend(Mode.TRACK_PROGRESS, clause, SURE)
        return found[1]

    def _asks_about(self, clause: Clause) -> bool:
        """A look back, a standing, a question for advice or about the coach."""
        text = clause.text.strip()
        if clause.asks and says("hypothetical", text):
            self._intend(Mode.CONSULT, clause, SURE)
            return True
        if self.commands and questions.is_remark(text, is_marked=clause.is_question):
            return True
        aim = self._aim(clause)
        is_menu = len(self.clauses) == 1 and says("menu", text) is not None
        is_asked_of_coach = aim is Mode.META and not says("of_own_life", text)
        is_reported = says("reported", clause.mask) is not None and not clause.asks
        is_reported = is_reported or says("none_of_coach", questions.heart(text)) is not None
        is_of_coach = says("meta", questions.heart(text)) and clause.subject is not Subject.ME and not is_reported
        if is_menu or is_asked_of_coach or is_of_coach:
            self._intend(Mode.META, clause, SURE)
            return True
        if clause.subject is Subject.OTHER and not clause.is_question and not questions.is_for_advice(text):
            return False
        if self._looks_back(clause, text):
            return self._reviews(clause)
        near = self.thread.topic if clause.link != "sentence" else None
        found = acts.sentiment(clause, self.utterance.goals, near, self.thread.goal or self.utterance.last_goal)
        if found is not None:
            self.thread.topic = found.goal or self.thread.topic
            self.commands += [] if acts.is_felt(found, self.commands) else [found]
            self._intend(Mode.TRACK_PROGRESS, clause, SURE)
            return True
        if aim is Mode.TRACK_PROGRESS:
            return self._reviews(clause)
        if questions.is_for_advice(text):
            self._asks_for_advice(clause)
            return True
        return False

    def _overruled(self, clause: Clause) -> bool:
        heard = self.ear.overrules_advice(clause) if len(self.clauses) == 1 else None
        if heard is Gist.REVIEW:
            return self._reviews(clause)
        if heard is not None:
            self._intend(Mode.META, clause, LIKELY)
        return heard is not None

    def _asks_for_advice(self, clause: Clause) -> None:
        """ "I've lost all drive" is a call for advice by itself, and a remark beside a fact or a wish."""
        if clause.asks or says("seeks_advice", clause.text):
            if says("pleads", clause.text) or not self._overruled(clause):
                self._intend(Mode.CONSULT, clause, SURE)
        else:
            self.sighs.append(self._intent(Mode.CONSULT, clause, LIKELY))

    def _reviews(self, clause: Clause) -> bool:
        found = acts.review(clause, self.utterance.goals, self.thread.goal)
        before = self.unread[-1] if self.unread else None
        if before is not None and before.sentence == clause.sentence and not before.pasts:
            led = acts.review(before, self.utterance.goals)
            is_sum = found.period == "all" and led.period is not None  # "this quarter, how many in total?"
            found = replace(
                found, period=led.period if is_sum else found.period or led.period, goal=found.goal or led.goal
            )
        self.commands.append(found)
        self._intend(Mode.TRACK_PROGRESS, clause, SURE)
        return True

    def _adds_period(self, clause: Clause) -> bool:
        """ "stats of the pull-ups, all time": a look back may have its time after a comma."""
        before = self.commands[-1] if self.commands and clause.link == "comma" else None
        if not isinstance(before, ReviewCommand) or before.period or not says("period_words", clause.text.strip()):
            return False
        self.commands[-1] = replace(before, period=acts.review(clause, self.utterance.goals).period)
        return True

    def _aim(self, clause: Clause) -> Mode | None:
        """What a question asks by its shape; nothing where it asks for something to be done."""
        goals = self.utterance.goals
        is_shown = questions.shows_record(clause.text, goals)
        if not (is_shown or clause.asks) or says("create", clause.core):
            return None
        if is_shown:
            return Mode.TRACK_PROGRESS
        is_asked = not says("request", clause.core)
        return questions.aim(clause.text, goals, is_marked=clause.is_question) if is_asked else None

    def _wonders(self, clause: Clause) -> bool:
        """A question that no list of its own knew, nor is it about the coach or the record."""
        if self._aim(clause) is not Mode.CONSULT:
            self.is_rhetorical = self.is_rhetorical or questions.is_rhetorical(clause.text)
            return False
        is_after_meta = bool(self.intents) and self.intents[-1].mode is Mode.META
        is_of_coach = is_after_meta and (
            says("of_you", clause.text) or clause.text.strip().startswith("or ") or clause.link == "comma"
        )
        if is_of_coach or not self._overruled(clause):
            self._intend(Mode.META if is_of_coach else Mode.CONSULT, clause, LIKELY)
        return True

    def _looks_back(self, clause: Clause, text: str) -> bool:
        """Whether it asks how things stand; what tells of a deed or an amount does not."""
        if clause.is_question and says("period_only", text):
            return True
        is_broken = says("streak_broken", text) is not None and not clause.asks
        if is_broken or any(says(name, text) for name in ("asks_how_to", "of_own_life", "here_it_is")):
            return False
        if says("whole_record", text):
            return True
        if says("asks_how_it_stands", text) and acts.review(clause, self.utterance.goals).goal is not None:
            return True
        is_own = bool(clause.pasts) and clause.subject in (Subject.ME, Subject.NONE)
        is_told = bool(clause.quantities) or is_own or says("done", clause.mask) is not None
        is_asking = says("asking", text) and not (clause.quantities and says("was_amount", clause.mask))
        is_note = is_told and not clause.is_question and not is_asking
        return says("review", text) is not None and not is_note

    def _reports(self, clause: Clause) -> bool:
        if (clause.asks and not says("request", clause.core)) or undoing.is_reason(clause, self.commands):
            return False
        lead = says("lead_in", clause.core)
        if lead is not None and not says("never_told", lead.group()):
            self.thread.is_listing = True
            at = clause.start + len(clause.mask) - len(clause.core) + lead.end()
            clause = replace(clause, start=min(at, clause.end))
        stages = acts.stages(clause, self.commands, self.unread[-1] if self.unread else None, self.utterance.goals)
        if not stages and acts.denies_stage(clause, self.utterance.goals):
            self.is_rhetorical = True
            return False
        if not stages and acts.is_said_of_a_stage(clause, self.commands):
            return True
        found: Sequence[Command] = stages or check_ins(clause, self.thread)
        if not found:
            return False
        if self.is_denied and correcting.is_instead(clause, found, self.commands[-1] if self.commands else None):
            self.commands.pop()
        self.is_denied = False
        self.commands = [each for each in self.commands if not acts.is_told_again(each, found, clause)]
        self.commands, found = settled(self.commands, found)
        self.commands = dated(self.commands, self.thread.made, day_of_list(clause, found, self.clauses))
        told = [each.as_json() for each in self.commands if isinstance(each, CompleteMilestoneCommand)]
        self.commands += [each for each in found if each.as_json() not in told]
        self.thread.made += [each for each in found if isinstance(each, CheckInCommand)]
        self._intend(Mode.TRACK_PROGRESS, clause, SURE)
        return True

    def _intend(self, mode: Mode, clause: Clause, confidence: float) -> None:
        self.intents.append(self._intent(mode, clause, confidence))

    def _intent(self, mode: Mode, clause: Clause, confidence: float) -> Intent:
        return Intent(mode, confidence, self.message.plain.span(clause.start, clause.end))

    def _talk(self) -> Reading:
        return Reading(intents=(Intent(Mode.SMALLTALK, LIKELY, (0, len(self.message.plain.source))),))

    def _unmatched(self) -> Reading:
        """No rule knew it: the model may hear more in it, else it stays talk and abstains."""
        if self._as_told(self.clauses) or self._orders() or self._asks(self.ear.whole(self.clauses)):
            return self._made()
        whole = (0, len(self.message.plain.source))
        return Reading((Intent(Mode.SMALLTALK, self.ear.chance_of_talk, whole),), abstains=True)

    def _as_told(self, clauses: Sequence[Clause]) -> bool:
        made = self.ear.report(clauses)
        self.commands += made
        if made:
            self._intend(Mode.TRACK_PROGRESS, clauses[0], LIKELY)
        return bool(made)

    def _orders(self) -> bool:
        found = self.ear.new_goal(self.clauses)
        if found is None:
            return False
        self.commands.append(found)
        self._intend(Mode.TRACK_PROGRESS, self.clauses[0], LIKELY)
        return True

    def _asks(self, clause: Clause) -> bool:
        heard = self.ear.question(clause)
        if heard is None:
            return False
        if heard[0] is Gist.REVIEW:
            self.commands.append(acts.review(clause, self.utterance.goals, self.utterance.last_goal))
        self._intend(gist.MODES[heard[0]], clause, heard[1])
        return True

    def _hear_questions(self) -> None:
        known = {intent.mode for intent in self.intents}
        for clause, mode, chance in self.ear.questions_beside(self.unread if self.commands else ()):
            if mode not in known:
                self._intend(mode, clause, chance)
