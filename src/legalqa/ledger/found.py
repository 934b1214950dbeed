"""What a reading finds: duties, each agency × role × task once, and the groups that a text names for short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from legalqa.ledger.assignment import Assignee, read_definition
from legalqa.models import Duty, Provision
from legalqa.vietnamese.agencies.mentions import Mention
from legalqa.vietnamese.deadlines import Deadline


class Found:
    """The duties of one document as they are found."""

    def __init__(self, document: str) -> None:
        self._document = document
        self._found: dict[tuple[str, str, int], Duty] = {}
        self._members: dict[str, tuple[Mention, ...]] = {}

    def duties(self) -> list[Duty]:
        """All of them, in the order of the text."""
        return sorted(self._found.values(), key=lambda duty: (duty.start, duty.role, duty.agency))

    def define(self, text: str) -> None:
        """Groups that the text has given a short name stand for their members from there on."""
        if definition := read_definition(text):
            self._members[definition.group.agency.id] = definition.members

    def called(self, text: str, named: Sequence[Assignee]) -> tuple[Assignee, ...]:
        """The assignees, and the group by whose short name the text calls them together from there on."""
        definition = read_definition(text)
        leads = {assignee.mention.agency.id for assignee in named if assignee.role == "lead"}
        if not definition or not leads & {member.agency.id for member in definition.members}:
            return tuple(named)
        group = definition.group
        return (*named, Assignee(group, "lead", group.start, group.end))

    def date(self, eid: str, deadline: Deadline | None) -> None:
        """Give the tasks of a provision the deadline that a line of its own behind it says."""
        for place, duty in self._found.items():
            if deadline and duty.eid == eid and duty.deadline is None:
                told = {"deadline": deadline.words, "due": deadline.value, "due_kind": deadline.kind}
                self._found[place] = replace(duty, **told)  # type: ignore[arg-type]

    def add(
        self,
        node: Provision,
        assignee: Assignee,
        task: tuple[int, int],
        assigned: tuple[int, int],
        deadline: Deadline | None,
    ) -> None:
        """Add a duty of the assignee, and of its members where it is a group that the text has named for short.

        Args:
            node: The provision that holds the task.
            assignee: Who has it, in which role.
            task, assigned: Spans in the source of the task and of the words that assign it.
            deadline: By when, where the text says so.
        """
        group = assignee.mention
        members = (m for m in self._members.get(group.agency.id, ()) if m.agency.id != group.agency.id)
        for mention in (*members, group):
            agency = mention.agency
            if {(agency.id, assignee.role, task[0]), (agency.id, "lead", task[0])} & self._found.keys():
                continue
            self._found[agency.id, assignee.role, task[0]] = Duty(
                document=self._document,
                eid=node.eid,
                agency=agency.id,
                agency_name=agency.name,
                agency_kind=agency.kind,
                name=mention.words,
                role=assignee.role,
                start=task[0],
                end=task[1],
                assigned_start=assigned[0],
                assigned_end=assigned[1],
                deadline=deadline.words if deadline else None,
                due=deadline.value if deadline else "",
                due_kind=deadline.kind if deadline else "",
            )
