"""Opens a workbook, told by its content and checked before calamine sees it, as one source per sheet."""

from __future__ import annotations

import io
import posixpath
import re
from contextlib import ExitStack
from html import unescape
from typing import IO, TYPE_CHECKING, Final

from fulfil.errors import UnreadableError

from ..source import Source, stem_of
from .archive import Archive
from .biff import scan_records
from .compound import MOST_PACKED, CompoundFile, DamagedError, packed
from .guarded import opened
from .names import sheet_stems
from .ods_xml import scan_content
from .refusals import bomb, damaged, protected
from .scan import SheetScan
from .sheet_xml import refuse_encoding, scan_sheet
from .transcript import transcribe

if TYPE_CHECKING:
    from .transcript import Transcript

ZIP: Final = b"PK"
OLE2: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_SHEET: Final = re.compile(r"<(?:[\w.-]+:)?sheet\s([^>]*)>")
_RELATION: Final = re.compile(r"<(?:[\w.-]+:)?Relationship\s([^>]*)>")
_ATTRIBUTE: Final = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ODS: Final = "application/vnd.oasis.opendocument.spreadsheet"
_WORKBOOK: Final = "xl/workbook.xml"
_OTHER_OFFICE: Final = {"word/document.xml": "a Word document", "ppt/presentation.xml": "a presentation"}


def workbook_sources(path: str, file: IO[bytes], start: bytes) -> list[Source]:
    """Read every sheet that holds something, hidden ones included.

    Args:
        path: the workbook, as the user called it.
        file: its bytes, at rest.
        start: the first of them: `ZIP` or `OLE2`.

    Returns:
        The sheets as sources of text, in the order of the workbook; at least one. The caller closes them.

    Raises:
        UnreadableError: it is no workbook, damaged, protected, empty, or would take memory or time out of
            proportion to what it holds; nothing stays open then.
    """
    if start.startswith(OLE2):
        scans, file = _scan_compound(path, file)
    else:
        scans = _scan_archive(path, file)
    with ExitStack() as stack:
        found = _transcripts(path, file, scans, stack)
        if not found:
            raise UnreadableError("the workbook holds no cell", path=path, hint="export it again")
        stems = sheet_stems(stem_of(path), [name for name, *_ in found])
        sources = [
            Source(path, transcript.file, None, own, stem=stem, sheet=name, row_starts=transcript.row_starts)
            for (name, transcript, own), stem in zip(found, stems, strict=True)
        ]
        stack.pop_all()
    return sources


def _transcripts(
    path: str, file: IO[bytes], scans: list[SheetScan], stack: ExitStack
) -> list[tuple[str, Transcript, ExitStack]]:
    found = []
    with opened(path, file) as workbook:
        if len(workbook.sheet_names) != len(scans):
            raise damaged(path, "its list of sheets contradicts itself")
        for index, (name, scan) in enumerate(zip(workbook.sheet_names, scans, strict=True)):
            sheet = workbook.get_sheet_by_index(index)
            if sheet.start is not None:
                own = stack.enter_context(ExitStack())
                found.append((name, transcribe(sheet, scan, own), own))
    return found


def _scan_compound(path: str, file: IO[bytes]) -> tuple[list[SheetScan], IO[bytes]]:
    """What an `.xls` holds, and the same in a file of its own that calamine can trust."""
    try:
        compound = CompoundFile(file)
        if "EncryptedPackage" in compound.streams:
            raise protected(path)
        name = next((name for name in ("Workbook", "Book") if name in compound.streams), None)
        if name is None:
            raise UnreadableError(
                "it is an old Office file and no workbook", path=path, hint="choose the export itself"
            )
        stream = compound.stream(name)
    except DamagedError as error:
        raise damaged(path) from error
    if len(stream) > MOST_PACKED:
        raise bomb(path, f"holds more than {MOST_PACKED >> 20} MiB")
    scans, safe = scan_records(path, stream)
    return scans, io.BytesIO(packed(name, safe))


def _scan_archive(path: str, file: IO[bytes]) -> list[SheetScan]:
    archive = Archive(path, file)
    names = archive.names
    if "xl/workbook.bin" in names:
        raise UnreadableError(
            "it is a binary workbook (.xlsb)", path=path, hint="open it in Excel and save it as .xlsx"
        )
    is_ods = archive.text("mimetype").strip() == _ODS or ("content.xml" in names and _WORKBOOK not in names)
    if is_ods == (_WORKBOOK in names):
        what = next((what for name, what in _OTHER_OFFICE.items() if name in names), "a ZIP archive")
        raise UnreadableError(
            f"it is {what} and no workbook",
            path=path,
            hint="unpack it, and name the files in it"
            if what == "a ZIP archive"
            else "choose the export itself",
        )
    return _scan_ods(archive) if is_ods else _scan_xlsx(archive)


def _scan_ods(archive: Archive) -> list[SheetScan]:
    if "encryption-data" in archive.text("meta-inf/manifest.xml"):
        raise protected(archive.path)
    if "content.xml" not in archive.names:
        raise damaged(archive.path)
    return [scan for _, scan in scan_content(archive.path, archive.blocks(archive.names["content.xml"]))]


def _scan_xlsx(archive: Archive) -> list[SheetScan]:
    parts = _sheet_parts(archive)
    for name, part in archive.names.items():
        if name.endswith((".xml", ".rels")) and name not in parts.values():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                # No sheet of the list, and so calamine should not read it either.
                scan_sheet(archive.path, part, lambda part=part: archive.blocks(part))  # type: ignore[misc]
                continue
            for number, block in enumerate(archive.blocks(part)):
                if not number:
                    refuse_encoding(archive.path, part, block[:200])
    return [
        scan_sheet(archive.path, sheet, lambda part=part: archive.blocks(archive.names[part]))  # type: ignore[misc]
        if part in archive.names
        else SheetScan()
        for sheet, part in parts.items()
    ]


def _sheet_parts(archive: Archive) -> dict[str, str]:
    """The name of each sheet -> its part, in lower case, in the order of the workbook."""
    targets = {}
    for raw in _RELATION.findall(archive.text("xl/_rels/workbook.xml.rels")):
        attributes = _attributes(raw)
        target = attributes.get("Target", "")
        path = target.lstrip("/") if target.startswith(("/", "xl/")) else posixpath.join("xl", target)
        targets[attributes.get("Id", "")] = posixpath.normpath(path).lower()
    parts = {}
    for raw in _SHEET.findall(archive.text(_WORKBOOK)):
        sheet = _attributes(raw)
        relation = next((value for name, value in sheet.items() if name.endswith(":id")), "")
        parts[sheet.get("name", "")] = targets.get(relation, "")
    return parts


def _attributes(raw: str) -> dict[str, str]:
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(raw)}
