"""Judging a document: one walk through the tree, a state for each open element, every fault reported.

After a fault the walk goes on so that one mistake is one error: an element that is not allowed leaves the parent's
state as it was and is judged by its own definition, one that comes too early skips what is missing, an unknown one is
passed over until an element comes that the grammar knows; a wrong attribute counts as absent, a wrong value as right.
"""

from collections.abc import Iterator

from lxml import etree

from tei_miasnikov.relaxng.datatypes import BLANK
from tei_miasnikov.relaxng.error import Error, Kind
from tei_miasnikov.relaxng.lines import end_line, start_line, text_line
from tei_miasnikov.relaxng.pattern import Pattern
from tei_miasnikov.relaxng.state import Automaton, State, Step

MOST = 10_000
"""So many texts that are nothing but white space are remembered."""
_Open = tuple[Iterator[etree._Element], etree._Element | None, Step | None, State]
"""An open element's remaining children, itself, the step into it, and its state up to the open child."""
Items = list[tuple[str, str]]
"""The attributes of an element."""
Branches = tuple[tuple[Pattern, State], ...]
"""What an attribute's value may match, and the state after it."""


class Judgement:
    """The walk through one document; `faults` are those found and not yet handed on."""

    def __init__(self, automaton: Automaton) -> None:
        self.automaton = automaton
        self.faults: list[Error] = []
        self._blank: set[str | None] = {None}
        self._text_fault: tuple[etree._Element, etree._Element | None] | None = None

    def iter_errors(self, root: etree._Element) -> Iterator[Error]:
        """All faults in the order in which they are met.

        Every element comes through this loop, so what nearly all of them need stands in it, without calls.
        """
        blank, opened = self._blank, list[_Open]()
        children, element, step, state = iter((root,)), None, None, self.automaton.start
        while True:
            for child in children:
                tag = child.tag
                if tag.__class__ is str:
                    into = state.steps[tag] or self._recover(child, state)
                    inner = into.child
                    items: Items = child.items()  # type: ignore[assignment]  # the stubs say bytes too
                    inner = (_after_attributes(into, items) if items else into.bare) or self._inside(child, inner)
                    if len(child) and not (inner.is_data and _is_leaf(child)):
                        opened.append((children, element, step, state))
                        children, element, step, state = iter(child), child, into, inner
                        if state.text is not state and child.text not in blank:
                            state = self._after_text(child, None, child.text, state)
                        break
                    is_done = inner.may_end and (inner.text is inner or child.text in blank)
                    state = into.branches[0] if is_done else self._after_leaf(child, into, inner)
                if state.text is not state and child.tail not in blank:
                    state = self._after_text(element, child, child.tail, state)
            else:
                if self.faults:
                    yield from self._handed_on()
                if element is None or step is None:
                    return
                child, after = element, step.branches[0] if state.may_end else self._leave(element, step, state)
                children, element, step, _ = opened.pop()
                is_done = after.text is after or child.tail in blank
                state = after if is_done else self._after_text(element, child, child.tail, after)

    def _handed_on(self) -> list[Error]:
        faults, self.faults = self.faults, []
        return faults

    def _recover(self, element: etree._Element, state: State) -> Step:
        """The step into an element that is not allowed here."""
        step, kind = self.automaton.step_skipping(state, element.tag), Kind.EARLY_ELEMENT
        if step is None:
            step = self.automaton.step_aside(state, element.tag)
            kind = Kind.UNKNOWN_ELEMENT if step.child is self.automaton.nowhere else Kind.MISPLACED_ELEMENT
        self._fault(state, kind, element, start_line(element), element.tag)
        return step

    def _fault(
        self, state: State, kind: Kind, element: etree._Element, line: int, name: str, value: str | None = None
    ) -> None:
        """Notes a fault, unless an unknown element around has said it all."""
        if state is not self.automaton.nowhere:
            self.faults.append(Error(kind, element, line, name, value, left=state.content))

    def _inside(self, element: etree._Element, state: State) -> State:
        """The state after a start tag whose attributes need more than one look each, or have a fault."""
        items: Items = element.items()  # type: ignore[assignment]  # the stubs say bytes too
        table = state.table
        rest: State | None = table.rest
        for name, value in items:
            verdicts = table.values[name]
            if verdicts is None:
                rest = rest and self._after_attribute(element, rest, name, value)
            elif not verdicts[value]:
                return self._judge_attributes(element, state)
        if rest is None or rest.closed is None or not _has_all(items, table.required):
            return self._judge_attributes(element, state)
        return rest.closed

    def _after_attribute(self, element: etree._Element, state: State, name: str, value: str) -> State | None:
        return self._joined(self._matching(element, value, state.attributes[name]))

    def _matching(self, element: etree._Element, value: str, branches: Branches) -> Branches:
        return tuple([branch for branch in branches if self.automaton.values.accepts(branch[0], value, element)])

    def _joined(self, branches: Branches) -> State | None:
        if len(branches) > 1:
            return self.automaton.union(tuple([state for _, state in branches]))
        return branches[0][1] if branches else None

    def _judge_attributes(self, element: etree._Element, state: State) -> State:
        """The state after the start tag, each fault in it noted."""
        if state is self.automaton.nowhere:
            return state
        line = start_line(element)
        items: Items = element.items()  # type: ignore[assignment]  # the stubs say bytes too
        for name, value in items:
            branches = state.attributes[name]
            matching = self._matching(element, value, branches)
            if not branches:
                self._fault(state, Kind.UNKNOWN_ATTRIBUTE, element, line, name, value)
            elif not matching:
                left = tuple(pattern for pattern, _ in branches)
                self.faults.append(Error(Kind.BAD_ATTRIBUTE_VALUE, element, line, name, value, left=left))
            state = self._joined(matching or branches) or state
        if state.closed is None:
            self._fault(state, Kind.MISSING_ATTRIBUTE, element, line, element.tag)
        return state.closed or self.automaton.ignoring_attributes(state)

    def _after_text(
        self, element: etree._Element | None, child: etree._Element | None, text: str | None, state: State
    ) -> State:
        """The state after a text in `element` that follows `child`, or begins it; around the root nothing counts."""
        if element is None or text is None:
            return state
        if not text.strip(BLANK):
            if len(self._blank) < MOST:
                self._blank.add(text)
            return state
        after = state.text
        if after is None:
            self._note_text(element, child, text, state)
        return after or state

    def _note_text(self, element: etree._Element, child: etree._Element | None, text: str, state: State) -> None:
        """Notes a text that must not be there, once though comments part it."""
        before = next(element.iterchildren("*") if child is None else child.itersiblings("*"), None)
        if self._text_fault == (element, before) or state is self.automaton.nowhere:
            return
        self._text_fault = (element, before)
        line = text_line(element, child, text)
        self.faults.append(Error(Kind.MISPLACED_TEXT, element, line, element.tag, text, before, state.content))

    def _after_leaf(self, element: etree._Element, step: Step, state: State) -> State:
        """The state of the parent after an element without child elements; `state` is the one after its start tag."""
        if not state.is_data and element.text:
            state = self._after_text(element, None, element.text, state)
        return self._leave(element, step, state)

    def _leave(self, element: etree._Element, step: Step, state: State) -> State:
        """The state of the parent after the end tag."""
        if state.is_data and _is_leaf(element):
            return self._leave_data(element, step, state)
        if True in state.accepting:
            return step.after(state.accepting)
        self._fault(state, Kind.INCOMPLETE_ELEMENT, element, end_line(element), element.tag)
        return step.after_all()

    def _leave_data(self, element: etree._Element, step: Step, state: State) -> State:
        """The state of the parent after an element whose text is a value."""
        text = "".join([element.text or "", *[child.tail or "" for child in element]])
        held = tuple([self.automaton.values.accepts(pattern, text, element) for pattern in state.content])
        if True in held:
            return step.after(held)
        self._fault(state, Kind.BAD_TEXT, element, end_line(element), element.tag, text)
        return step.after_all()


def _after_attributes(step: Step, items: Items) -> State | None:
    """The state after a start tag where each attribute, seen alone, is right; None where one must look again."""
    values = step.values
    for name, value in items:
        verdicts = values[name]
        if verdicts is None or not verdicts[value]:
            return None
    return step.closed if not step.required or _has_all(items, step.required) else None


def _has_all(items: Items, required: frozenset[str]) -> bool:
    return not required or required.issubset([name for name, _ in items])


def _is_leaf(element: etree._Element) -> bool:
    """Whether the element has no child elements."""
    return not len(element) or next(element.iterchildren("*"), None) is None
