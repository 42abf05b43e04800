"""A suggested profile as TOML: what is sure as keys, what is open as comments to choose from."""

from __future__ import annotations

import json
from textwrap import wrap
from typing import TYPE_CHECKING

from ...tables import COLUMNS_OF, KEYS, Subject
from ..open_choices import CHOOSE, VIEWS
from ..user_profile import PLATFORM
from .repeats import GRAINS
from .status_words import states_of
from .words_for_looks import words_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .settled import Ask, Pick, Settled
    from .suggestion import Suggestion, View

_THING = {Subject.ORDERS: "order", Subject.SHIPMENTS: "parcel", Subject.RETURNS: "return"}
_ZONES = ("Asia/Shanghai", "Asia/Taipei", "Asia/Tokyo", "Europe/London", "Europe/Berlin", "America/New_York")


def written(found: Suggestion) -> str:
    """The text of a suggestion: valid TOML, with nothing in it that is personal data."""
    lines = [*_top(found), "", *_facts(found), ""]
    open_views = len(found.views) > 1
    if open_views:
        names = " or ".join(view.settled.subject.value for view in found.views)
        lines += [
            f"{CHOOSE}{VIEWS}: {names}",
            "# (take the first `# ` off every line of the section that is right)",
        ]
    for view in found.views:
        section = list(_section(found, view))
        lines += [f"# {line}".rstrip() for line in section] if open_views else section
        lines.append("")
    lines += [*_unrecognised(found), *_words(found), *_evidence(found)]
    return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """A TOML string; what could end a line or hide in one is escaped."""
    plain = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(c) for c in plain)


def _escaped(character: str) -> str:
    number = ord(character)
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004  (TOML's two forms)


def _top(found: Suggestion) -> Iterator[str]:
    yield f"# A profile suggested for {quoted(_basename(found.path))}. Nothing in it is confirmed yet."
    yield "#"
    yield "# `# choose:` is a question. Take the `# ` off the one answer below it that is right; what is left"
    yield "# open is not read. Then see how the file reads:  fulfil inspect EXPORT --profile THIS_FILE.toml"
    if found.known:
        yield "#"
        yield f"# The shipped profile {found.known} reads this file already; nothing need be written for it."
    needed = [_needed(view.settled) for view in found.views if not view.settled.keyed]
    if needed:
        yield "#"
        yield f"# Open, and needed before it can be used: {'; '.join(needed)}."


def _needed(settled: Settled) -> str:
    keys = [key for key in KEYS[settled.subject] if any(key in ask.names for ask in settled.asks)]
    if keys:
        return f"{' or '.join(keys)} in [{settled.subject.value}.columns]"
    return (
        f"{KEYS[settled.subject][0]} in [{settled.subject.value}.columns], for which no header offers itself"
    )


def _facts(found: Suggestion) -> Iterator[str]:
    yield f"name = {quoted(found.name)}"
    yield f"platform = {quoted(PLATFORM)}"
    yield f"title = {quoted(f'an export like {_basename(found.path)}')}"
    if not found.distinct:
        yield f"{CHOOSE}signature: shipped profiles know all these headers; add one of this file's own"
    yield f"signature = {_array(found.signature)}"
    repeats = [view.repeat for view in found.views]
    if len(repeats) == 1:
        yield f"grain = {quoted(repeats[0].grain)}"
    if len(repeats) == 1 or repeats[0].repeat != "once":
        yield f"repeat = {quoted(repeats[0].repeat)}  # {_comment(repeats[0].why)}"
    if len(repeats) == 1 and repeats[0].repeat == "once":
        line = GRAINS[found.views[0].settled.subject][1]
        yield f'# (where one may have several records: grain = "{line}", and repeat = "all", or "blank" if'
        yield "# the further ones leave blank what the first one says)"
    yield from _clock(found)
    if found.encoding:
        yield f"encodings = {_array([found.encoding])}"
    if not found.quoted:
        yield "quoted = false"
    yield f"decimal = {quoted(found.decimal)}"


def _clock(found: Suggestion) -> Iterator[str]:
    clock = found.clock
    if clock.zone:
        yield f"zone = {quoted(clock.zone)}  # {clock.why}"
        if "Shanghai" in clock.zone:
            yield 'country = "CN"  # where an address names none'
    elif clock.offsets:
        yield 'zone = "UTC"  # every time has an offset of its own'
    elif clock.times:
        why = f"{clock.why}; " if clock.why else ""
        yield f"{CHOOSE}the zone of times without an offset ({why}nothing tells it; UTC is taken meanwhile)"
        yield from (f"# zone = {quoted(zone)}" for zone in _ZONES)
    if not clock.pairs:
        return
    if clock.day_first is None:
        yield f"{CHOOSE}day_first, whether 05/06/2026 is the fifth of June (its values do not prove it)"
        yield "# day_first = true"
        yield "# day_first = false"
    else:
        yield f"day_first = {str(clock.day_first).lower()}  # proved by its values"


def _section(found: Suggestion, view: View) -> Iterator[str]:
    settled = view.settled
    yield f"[{settled.subject.value}.columns]"
    for pick in settled.picks:
        yield _pick(found, pick)
        if pick.name == "order_id" and view.stand_in is not None:
            ids = [found.headers[pick.cells[0]], found.headers[view.stand_in]]
            told = f"order_id is empty in {view.keyless} records, and {quoted(ids[1])} may stand in"
            yield f"{CHOOSE}{told} (write it instead of the line above)"
            yield f"# order_id = {{ first = {_array(ids)} }}"
    for ask in settled.asks:
        yield ""
        yield from _ask(found, ask)
    if view.parcels:
        (tracking,) = (pick for pick in view.parcels if pick.name == "tracking_number")
        yield ""
        yield "# A record with a tracking number tells of a parcel, too."
        yield "[shipments]"
        yield f"filled = {_array(found.headers[cell] for cell in tracking.cells)}"
        yield ""
        yield "[shipments.columns]"
        yield from (_pick(found, pick) for pick in view.parcels)


def _pick(found: Suggestion, pick: Pick) -> str:
    headers = [found.headers[cell] for cell in pick.cells]
    value = quoted(headers[0]) if len(headers) == 1 else f"{{ join = {_array(headers)} }}"
    return f"{pick.name} = {value}" + (f"  # {_comment(pick.why)}" if pick.why else "")


def _ask(found: Suggestion, ask: Ask) -> Iterator[str]:
    headers = [found.headers[cell] for cell in ask.cells]
    why = f" ({_comment(ask.why)})" if ask.why else ""
    if len(ask.cells) > 1:
        yield f"{CHOOSE}{ask.names[0]} may be {_or(map(quoted, headers))}{why}"
    else:
        yield f"{CHOOSE}{quoted(headers[0])} may be {_or(ask.names)}{why}"
    yield from (f"# {name} = {quoted(header)}" for name in ask.names for header in headers)
    for how in ask.joint:
        yield f"# {ask.names[0]} = {{ {how} = {_array(headers)} }}"


def _unrecognised(found: Suggestion) -> Iterator[str]:
    """Headers that mean nothing, in any of the subjects, with what their values look like."""
    used = {cell for view in found.views for cell, _ in view.settled.possible}
    notes = {cell: note for view in found.views for cell, note in view.settled.notes.items()}
    rest = [cell for cell in found.headers if cell not in used]
    if not rest:
        return
    yield "# Headers that were not recognised:"
    for cell in rest:
        if not found.looks[cell].empty:
            note = f"; {_comment(notes[cell])}" if cell in notes else ""
            yield f"#   {quoted(found.headers[cell])}: {words_for(found.looks[cell])}{note}"
    empty = [quoted(found.headers[cell]) for cell in rest if found.looks[cell].empty]
    if empty:
        yield from _wrapped(f"empty: {', '.join(empty)}")
    fed = {name for view in found.views for name in view.settled.names}
    free = (name for view in found.views for name in COLUMNS_OF[view.settled.subject] if name not in fed)
    yield from _wrapped(f"Columns that nothing feeds yet: {' '.join(dict.fromkeys(free))}", "# ")
    yield ""


def _wrapped(text: str, start: str = "#   ") -> list[str]:
    return wrap(
        text,
        110,
        initial_indent=start,
        subsequent_indent=f"{start}  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _words(found: Suggestion) -> Iterator[str]:
    several = {words.vocabulary: words for view in found.views for words in view.words}
    for words in several.values():
        if not words.known and not words.unknown and not words.untold:
            continue
        yield f"[words.{words.vocabulary}]"
        for state, known in words.known.items():
            yield f"{state} = {_array(known)}"
        for word in words.unknown:
            yield f"{CHOOSE}{quoted(word)} = {states_of(words.vocabulary)}"
        if words.unknown:
            yield f"# (write such a word into the list of its state: STATE = {_array(words.unknown[:1])})"
        if words.untold:
            yield f"# ({words.untold} more values are no status words, or too many to be; they are not shown)"
        yield ""


def _evidence(found: Suggestion) -> Iterator[str]:
    yield "[evidence]"
    yield 'grade = "C"'
    if found.clock.newest:
        yield f"date = {found.clock.newest.isoformat()}  # the newest event in the file"
    else:
        yield "# date = 2026-01-31  (the day of the export; no time in the file tells it)"
    yield f"source = {quoted(f'suggested from {_basename(found.path)}; not yet confirmed')}"


def _basename(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1]


def _array(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(quoted, texts))}]"


def _or(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def _comment(text: str) -> str:
    """A text on one line, whatever headers it names."""
    return quoted(text)[1:-1].replace('\\"', '"')
