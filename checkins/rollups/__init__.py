"""Roll-ups: what the check-ins of a goal amount to, kept beside them so that reading never scans them.

Three layers, each made from the one below by a pure function, each rebuilt from it when in doubt
(`manage.py verify_progress`):

- `years`: a strip a goal and year. A character a day says what was recorded, another how the unit ending that day was
  judged; values stand beside them. At the beginning of each month it keeps the state of everything judged before.
- `settled`: that state. Units are judged one after another; what the closed ones leave behind is a handful of numbers.
- `rollup`: the row of a goal: the state after its last closed unit, what is recorded since, the last weeks, and what
  milestones, tasks, money and linked habits contribute.

A write derives the days that it touched from their check-ins, judges again from the last state before them, and stores
what changed. A read judges what is open today.
"""
