"""Files that are no `.xlsx` workbook, whatever they are called: what they are, and what to do.

They are refused rather than half read: of an `.xls` file, for instance, the reader cannot tell a
cell that shows an error from an empty one, which would remove a stored value.
"""

from pathlib import Path

from seeds.dataset.sheets import SourceError

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD = 4_096
# A password-protected workbook of any size keeps its directory within the first megabytes, or
# at the end.
_LOOKED_AT = 4 * 1024**2
_HOW_ZH = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入。"
_HOW = "Open it in Excel or WPS, save it as .xlsx, and load that."


def saved_otherwise(path: Path) -> str:
    """The sentences for a file whose name says that it is another program's workbook."""
    kind = path.suffix.lower()
    if kind in (".et", ".ett", ".wps"):
        return (
            f"{path.name} 是 WPS 表格自己的格式（{kind}），{_HOW_ZH} "
            f"It is in a format of WPS's own. {_HOW}"
        )
    if kind in (".xls", ".xlt"):
        return (
            f"{path.name} 是旧版 Excel 格式（{kind}），{_HOW_ZH} "
            f"It is in the old format of Excel. {_HOW}"
        )
    return f"{path.name} 不是 .xlsx 工作簿（{kind}），{_HOW_ZH} It is no .xlsx workbook. {_HOW}"


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
        raise SourceError(f"{path.name} 是空文件。It is an empty file: save the workbook again.")
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise SourceError(
            f"{path.name} 其实是网页或 XML，只是改了名字，{_HOW_ZH} "
            f"It is a web page or XML that was named .xlsx. {_HOW}"
        )
    if not head.startswith(b"PK") and b"\0" not in head and b"," in head:
        raise SourceError(
            f"{path.name} 其实是文本，请把扩展名改为 .csv。 "
            "It is text: name it .csv, after its table."
        )


def _ole(path: Path, protected: bool) -> str:
    if protected:
        return (
            f"{path.name} 设有密码，请打开后取消密码（文件 → 信息 → 保护工作簿）另存再导入。 "
            "It is protected by a password: open it, take the password away, and save it."
        )
    return (
        f"{path.name} 其实是旧版 Excel 或 WPS 文件，只是改了名字，{_HOW_ZH} "
        f"It is in the old format of Excel or WPS, though named .xlsx. {_HOW}"
    )
