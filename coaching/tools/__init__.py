"""What the coach can do, as one registry: the same tools for its own rules, for a model, and for other programs.

    tool = TOOLS["record_check_in"]
    outcome = tool.execute(by=by, owner=owner, arguments={"goal_id": "…", "status": "completed"})

`base` says what a tool is, the other modules hold them by what they are about. They call the actions that pages and API
call, and find rows only among the owner's.
"""

from coaching.tools import check_ins, goals, parts, reads
from coaching.tools.base import Call, Outcome, Preview, Risk, Tool

TOOLS: dict[str, Tool] = {tool.name: tool for tool in (*reads.TOOLS, *goals.TOOLS, *check_ins.TOOLS, *parts.TOOLS)}

__all__ = ["TOOLS", "Call", "Outcome", "Preview", "Risk", "Tool"]
