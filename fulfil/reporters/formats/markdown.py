"""The report as Markdown, for the summary of a job: the answer, the gate, the rules, and the first findings.

GitHub drops a step's summary of more than 1 MiB
(https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands, "Step isolation and
limits"); some of that is left to what else the step writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import polars as pl

from ..gate_words import gate_lines
from ..not_judged import not_judged
from ..placed import NO_FILE, in_full, waiting
from ..rests_on import rests_on
from ..returns_answer import returns_answer
from ..silence_words import baseline_lines, difference_lines, entry_lines
from ..statistics import rule_counts
from ..verdict import counted, verdict
from .left_out import left_out
from .markdown_figures import figure_lines
from .markdown_text import code
from .told import told, told_systemic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ...findings import RuleFindings
    from ...report import Report
    from .rendering import Rendering

MOST_BYTES: Final = 1_000_000
#: So many findings of a rule are shown.
_MOST: Final = 5
_CUT: Final = "\nMore did not fit here; all is in the JSON report.\n"


def markdown_pieces(report: Report, rendering: Rendering) -> Iterator[str]:
    """The summary in pieces of whole blocks, in CommonMark with tables.

    What files and buyers wrote stands in code spans, where nothing of it is read as markup.

    Args:
        report: the finished run.
        rendering: whether personal data may be shown, and whether the findings are counted only.
    """
    left = MOST_BYTES - len(_CUT.encode())
    for block in _blocks(report, rendering):
        left -= len(block.encode())
        if left < 0:
            yield _CUT
            return
        yield block


def _blocks(report: Report, rendering: Rendering) -> Iterator[str]:
    yield f"# {_title(report, rendering)}\n"
    if rendering.of_returns:
        yield f"\n{code(returns_answer(report.returns))}\n"
    yield f"\n{code(verdict(report))}\n"
    for line in rests_on(report):
        yield f"\n{code(line)}\n"
    yield from _list("Gate", gate_lines(report))
    yield from _rules(report)
    if not rendering.statistics:
        yield from _findings(report, personal=rendering.personal)
    silenced = report.silenced
    yield from _list("Ignored, and old", (*entry_lines(silenced), *baseline_lines(silenced.baseline)))
    yield from _list("What has changed", difference_lines(silenced.difference))
    yield from _list("Figures", figure_lines(report))
    yield from _list("Not checked", (f"{codes}: {reason}" for codes, reason in not_judged(report)))
    yield from _list("Files", (f"{f.path}: {f.title}; {counted(f.rows, 'row')}" for f in report.files))


def _title(report: Report, rendering: Rendering) -> str:
    if rendering.of_returns:
        return "fulfil returns"
    return "fulfil audit" if report.counts is None else "fulfil handoff"


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    first = True
    for line in lines:
        yield (f"\n## {title}\n\n" if first else "") + f"- {code(line)}\n"
        first = False


def _rules(report: Report) -> Iterator[str]:
    """Every rule that found anything; names and numbers of our own, so that a table can hold them."""
    head = "\n## Rules\n\n| rule | severity | findings | causes | explained | judged |\n"
    rows = []
    for one in rule_counts(report):
        numbers = (one.flagged, one.systemic, one.folded, one.judged)
        cells = ("-" if number is None else f"{number:,}" for number in numbers)
        rows.append(f"| {one.rule.code} {one.rule.name} | {one.severity.value} | {' | '.join(cells)} |\n")
    if rows:
        yield head + "| --- | --- | ---: | ---: | ---: | ---: |\n" + "".join(rows)


def _findings(report: Report, *, personal: bool) -> Iterator[str]:
    shown, total = 0, 0
    for found in report.findings:
        frames = list(_frames(report, found, personal=personal))
        if not frames:
            continue
        rows = pl.concat(frames).with_columns(said=in_full(news=True))
        some = rows.head(_MOST)
        shown, total = shown + some.height, total + rows.height
        title = f"{found.rule.code} {found.rule.name}"
        count = f"{rows.height:,}"
        if some.height < rows.height:
            count = f"{some.height:,} of {count} shown"
        yield f"\n### {title}: {count}\n\n{code(found.rule.summary)}\n\n"
        for file, line, order, said in some.select("file", "line", "order_id", "said").iter_rows():
            where = (file or NO_FILE) if line is None else f"{file}:{line}"
            yield f"- {code(where)} {code(order or '-')} {code(said)}\n"
    yield from (f"\n{sentence}.\n" for sentence in left_out(report, shown, total))


def _frames(report: Report, found: RuleFindings, *, personal: bool) -> Iterator[pl.DataFrame]:
    if found.systemic.height:
        yield told_systemic(report, found)
    if waiting(report, found).height:
        yield told(report, found, found.shown, personal=personal)
