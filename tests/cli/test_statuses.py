from __future__ import annotations

import pytest

from cli.statuses import parse_statuses
from fulfil.errors import UsageError
from fulfil.exports.states import Status


def test_due_and_every_state():
    assert parse_statuses(["待配货=due", "A=B=In Review"]) == {"待配货": "to_ship", "A=B": "in_review"}
    assert [parse_statuses([f"x={state}"]) for state in Status] == [{"x": state.value} for state in Status]


@pytest.mark.parametrize("given", [["待配货"], ["=due"], ["x=soon"], ["x=due", "x=closed"]])
def test_what_says_nothing_is_refused(given):
    with pytest.raises(UsageError) as refused:
        parse_statuses(given)
    assert str(refused.value).startswith("--status: ")


def test_the_possible_states_are_named():
    with pytest.raises(UsageError) as refused:
        parse_statuses(["x=unpayed"])
    assert "did you mean unpaid?" in refused.value.hint
    assert "in_review" in refused.value.hint
