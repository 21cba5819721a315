"""Files that are no `.xlsx` workbook, whatever they are called: what they are, and what to do.

They are refused rather than half read: of an `.xls` file, for instance, the reader cannot tell a
cell that shows an error from an empty one, which would remove a stored value.
"""

from pathlib import Path

from graph.messages import msg, sentences
from seeds.dataset.sheets import SourceError

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4_096
# A password-protected workbook of any size keeps its directory within the first megabytes, or
# at the end.
_LOOKED_AT = 4 * 1024**2


def saved_otherwise(path: Path) -> str:
    """The sentences for a file whose name says that it is another program's workbook."""
    kind = path.suffix.lower()
    if kind in (".et", ".ett", ".wps"):
        what = msg("{name} is in a format of WPS's own ({kind}).", name=path.name, kind=kind)
    elif kind in (".xls", ".xlt"):
        what = msg("{name} is in the old format of Excel ({kind}).", name=path.name, kind=kind)
    else:
        what = msg("{name} is no .xlsx workbook ({kind}).", name=path.name, kind=kind)
    return sentences(what, _how())


def _how() -> str:
    return msg("Open it in Excel or WPS, save it as .xlsx, and load that.")


def refuse_foreign(path: Path) -> None:
    """Raise SourceError when a file called `.xlsx` is something else that can be told."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_OLE):
            rest = head + file.read(_LOOKED_AT)
            size = file.seek(0, 2)
            file.seek(max(0, size - _LOOKED_AT))
            protected = _ENCRYPTED in rest or _ENCRYPTED in file.read()
            raise SourceError(_ole(path, protected))
    if not head:
        raise SourceError(msg("{name} is an empty file: save the workbook again.", name=path.name))
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        what = msg("{name} is a web page or XML that was named .xlsx.", name=path.name)
        raise SourceError(sentences(what, _how()))
    if not head.startswith(b"PK") and b"\0" not in head and b"," in head:
        raise SourceError(msg("{name} is text: name it .csv, after its table.", name=path.name))


def _ole(path: Path, protected: bool) -> str:
    if protected:
        return msg(
            "{name} is protected by a password: open it, take the password away, and save it.",
            name=path.name,
        )
    what = msg("{name} is in the old format of Excel or WPS, though named .xlsx.", name=path.name)
    return sentences(what, _how())
