"""EXP005 status-unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from ...exports.states import CLOSED_VOCABULARIES
from ...facts.spine import with_lines
from ...filled import filled
from ...tables import COLUMNS_OF, Subject
from ..rule import Handoff, Scope, Severity, rule

if TYPE_CHECKING:
    from ...facts.run_facts import RunFacts
    from ...policy.policy import Policy

_WORDS = " | ".join(
    f"{column.table}.{name}"
    for columns in COLUMNS_OF.values()
    for name, column in columns.items()
    if column.vocabulary in CLOSED_VOCABULARIES
)


@rule(
    "EXP005",
    "status-unknown",
    severity=Severity.ERROR,
    handoff=Handoff.HOLD,
    scope=Scope.EXPORT,
    needs=(_WORDS,),
    subjects=tuple(Subject),
    message="nothing says what the {field} “{value}” means; {hint}",
    folds=("field", "value"),
    limits=("statuses",),
)
def status_unknown(facts: RunFacts, policy: Policy) -> pl.LazyFrame:
    """A status word is in no vocabulary, so that nobody knows where the order, parcel or return stands.

    ## Why it matters
    A platform's new word, or a shop's own, may mean paid, cancelled or refunded. Guessing ships what must
    not be shipped.

    ## What a null means
    An empty status is as unknown as a strange word, where no other column says it. `Partly shipped` is
    unknown where no column says what is left to ship.

    ## Flagged
    ```csv
    order_id,status,province,city,county,street
    A1,老板说行,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Clean
    ```csv
    order_id,status,province,city,county,street
    A1,待发货,浙江省,杭州市,西湖区,文三路391号
    ```

    ## Cure
    Say once what the word means: `--status "WORD=due"`, or `statuses` in the policy.
    """
    del policy
    words = with_lines(facts.words, facts.spine, "subject")
    asked = filled('say it with --status "{}=due"', "value")
    another = filled('say it with --status "{}=STATE"', "value")
    hint = (
        pl.when(pl.col("value") == "")
        .then(pl.lit("it is empty"))
        .when(pl.col("subject") != Subject.ORDERS.value)
        .then(another)
        .when(pl.col("field").is_in(["status", "line_status"]))
        .then(asked)
        .otherwise(pl.lit("settle it in the shop first"))
    )
    return words.lazy().select("row", "field", "value", hint=hint)
