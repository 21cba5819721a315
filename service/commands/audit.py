"""`server.py audit`: the rules over the graph, for people, for sheets and for scheduled jobs."""

import getpass
import json
import time
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape

from graph.audit import (
    AuditQuestion,
    Finding,
    Rule,
    Severity,
    Thresholds,
    ThresholdsError,
    UnknownRuleError,
    audit,
    default_thresholds,
    difference,
    load_thresholds,
)
from graph.audit.export import Result, rule_json, to_csv, to_json, to_sarif
from graph.audit.registry import RULES, chosen
from graph.audit.workbook import Place, places_of, write_xlsx
from graph.codes import meant
from graph.dates import day_of
from graph.messages import Either, listed, msg, nmsg, plain, saying
from graph.messages import sentences as sentences_of
from graph.reasons import reason
from graph.rights import path_seen
from service.commands.common import DataDir, Exit, fail, run, sentences, settings_of
from service.commands.out import Force, check_out
from service.commands.places import ManyPlacesError, Within, code_of
from service.commands.show import console
from service.commands.show import table as table_of
from service.report import Reporter
from service.settings import Settings

_STYLES = {Severity.ERROR: "bold red", Severity.WARN: "yellow", Severity.INFO: ""}

_CHANGES = {"new": saying("new"), "gone": saying("gone")}

_WIDTH = 2_000


class Format(StrEnum):
    """How findings are written."""

    TABLE = "table"
    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    SARIF = "sarif"


Rules = Annotated[
    str | None,
    typer.Option(metavar="ID,ID", help="Only these rules; --list prints their ids."),
]
Severities = Annotated[
    str | None,
    typer.Option(metavar="ERROR,WARN,INFO", help="Only rules of these severities."),
]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help="The day audited; default: today.")
]
Against = Annotated[
    str | None,
    typer.Option(metavar="DATE", help="Compare with this day: what is new and what is gone."),
]
ThresholdsFile = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.toml",
        help="The district's thresholds, over the defaults (ORGGRAPH_THRESHOLDS).",
    ),
]
AuditFormat = Annotated[
    Format | None,
    typer.Option("--format", help="Default: by the ending of --out, else table."),
]
OutFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write the findings here; default: standard output."),
]
Names = Annotated[
    bool, typer.Option("--names", help="People by their full names, masked otherwise.")
]
ListRules = Annotated[
    bool, typer.Option("--list", help="Print the catalogue of rules; needs no graph.")
]


class UnknownPlaceError(ValueError):
    """There is no place with the code of --within."""


@dataclass(frozen=True, slots=True)
class _Asked:
    rules: tuple[Rule, ...]
    within: str | None
    day: date
    against: date | None
    thresholds: Thresholds
    names: bool


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("audit")(audit_)


def audit_(
    within: Within = None,
    rules: Rules = None,
    severity: Severities = None,
    on: On = None,
    against: Against = None,
    thresholds: ThresholdsFile = None,
    format_: AuditFormat = None,
    out: OutFile = None,
    names: Names = False,
    force: Force = False,
    list_: ListRules = False,
    data_dir: DataDir = None,
) -> None:
    """Check the graph by the audit rules and print what they find.

    Asks the graph itself; a running service goes on meanwhile. Nothing is written to it.

    Exit codes: 0 no ERROR found, 1 an ERROR found (with --against: a new one), 2 wrong usage
    or setting, an unknown rule or place, 3 the graph cannot be opened or the file not be
    written, 130 interrupted.
    """
    check_out(out, (*(f".{f.value}" for f in Format if f is not Format.TABLE), ".txt"), force)
    kind = _format(format_, out)
    settings = settings_of(data_dir=data_dir)
    wanted, limits = _rules(rules, severity, thresholds or settings.thresholds)
    day = _day("--on", on) or date.today()
    asked = _Asked(wanted, within, day, _day("--against", against), limits, names)
    if list_:
        _catalogue(asked, kind)
        return
    reporter = Reporter(Console(stderr=True))
    started = time.perf_counter()
    with sentences():
        try:
            result, places = run(lambda: _find(settings, reporter, asked))
        except (ManyPlacesError, UnknownPlaceError) as error:
            fail(str(error), Exit.USAGE)
    _write(result, places, kind, out)
    reporter.say(_summary(result, time.perf_counter() - started))
    if out is not None:
        reporter.say(msg("Written to {out}.", out=out))
    if any(f.rule.severity is Severity.ERROR for f in result.findings):
        raise typer.Exit(Exit.FINDINGS)


def _rules(
    rules: str | None, severity: str | None, file: Path | None
) -> tuple[tuple[Rule, ...], Thresholds]:
    """The rules that are asked for, and the thresholds in force; or the end of the process."""
    try:
        limits = default_thresholds()
        if file is not None:
            limits = load_thresholds(file, RULES, limits)
        wanted = chosen(_items(rules), _severities(severity))
    except (ThresholdsError, UnknownRuleError) as error:
        fail(str(error), Exit.USAGE)
    if not wanted:
        fail(msg("No rule is left: --rules and --severity exclude each other."), Exit.USAGE)
    return wanted, limits


async def _find(
    settings: Settings, reporter: Reporter, asked: _Asked
) -> tuple[Result, dict[str, Place]]:
    from service.boot import StartError
    from service.database import opened
    from service.parts import pending_migrations
    from service.reads import read_by_command

    async with opened(settings, reporter) as graph:
        pending = await pending_migrations(graph)
        if pending is not None:
            raise StartError(
                msg(
                    "{pending}: start the service once, which brings it up to date.",
                    pending=pending,
                )
            )
        path = None
        if asked.within is not None:
            asked = replace(asked, within=await code_of(graph, asked.within))
            path = await path_seen(graph, asked.within or "", {})
            if path is None:
                near = await meant(graph, "Place", asked.within or "")
                raise UnknownPlaceError(
                    sentences_of(
                        msg("There is no place with the code {code!r}.", code=asked.within), near
                    )
                )

        async def on(day: date) -> list[Finding]:
            ids = [rule.id for rule in asked.rules]
            question = AuditQuestion(day, ids, None, path, asked.thresholds)
            return await audit(graph, question, names=asked.names)

        now = await on(asked.day)
        gone: list[Finding] = []
        if asked.against is not None:
            now, gone = difference(await on(asked.against), now)
        if asked.names:
            named = {f.subject for f in (*now, *gone) if f.personal}
            await read_by_command(graph, "audit", len(named))
        places = await places_of(graph, [*now, *gone])
    result = Result(
        asked.day, asked.rules, asked.thresholds, now, asked.within, asked.against, gone
    )
    return result, places


def _write(result: Result, places: dict[str, Place], kind: Format, out: Path | None) -> None:
    try:
        if kind is Format.XLSX:
            assert out is not None
            write_xlsx(result, places, out, _user())
        elif out is None:
            _print(result, kind)
        elif kind is Format.TABLE:
            with out.open("w", encoding="utf-8") as file:
                _table(result, Console(file=file, width=_WIDTH))
        else:
            out.write_text(_text(result, kind), encoding="utf-8")
    except OSError as error:
        fail(
            msg("{out} cannot be written: {strerror}.", out=out, strerror=reason(error)),
            Exit.ENVIRONMENT,
        )


def _user() -> str:
    """Who runs the command, as the machine knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


def _print(result: Result, kind: Format) -> None:
    if kind is Format.TABLE:
        _table(result, console())
    else:
        print(_text(result, kind), end="")


def _text(result: Result, kind: Format) -> str:
    if kind is Format.CSV:
        return to_csv(result)
    found: Any = to_json(result) if kind is Format.JSON else to_sarif(result)
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _table(result: Result, to: Console) -> None:
    if not result.findings and not result.gone:
        return
    headings = [msg("severity"), msg("rule"), msg("place"), msg("subject"), msg("finding")]
    table = table_of(["", *headings] if result.against else headings)
    for change, finding in result.changes:
        severity = finding.rule.severity
        cells = [
            Either(severity.words[0], severity.name),
            finding.rule.id,
            finding.place_code or "",
            finding.subject_name,
            Either(finding.message_zh, finding.message),
        ]
        if result.against:
            cells.insert(0, plain(_CHANGES[change]) if change else "")
        # Names may hold what Rich would take for markup.
        shown = [escape(cell) for cell in cells]
        table.add_row(*shown, style="dim" if change == "gone" else _STYLES[severity])
    to.print(table)


def _summary(result: Result, seconds: float) -> str:
    counts = Counter(f.rule.severity for f in result.findings)
    found = listed(
        msg("{n:,} {severity}", n=counts[s], severity=Either(s.words[0], s.name)) for s in Severity
    )
    rules = nmsg("{n} rule", "{n} rules", len(result.rules))
    if result.against is None:
        return msg(
            "{rules} on {day}: {found} ({seconds:.1f} s).",
            rules=rules,
            day=result.day,
            found=found,
            seconds=seconds,
        )
    return msg(
        "{rules} on {day} against {against}: new {found}; gone {gone:,} ({seconds:.1f} s).",
        rules=rules,
        day=result.day,
        against=result.against,
        found=found,
        gone=len(result.gone),
        seconds=seconds,
    )


def _catalogue(asked: _Asked, kind: Format) -> None:
    if kind is Format.JSON:
        found = [rule_json(rule, asked.thresholds) for rule in asked.rules]
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    if kind is not Format.TABLE:
        fail(msg("--list is printed as a table or as JSON."), Exit.USAGE)
    headings = (msg("id"), msg("severity"), msg("title"), msg("threshold"), msg("source"))
    table = table_of(headings)
    for rule in asked.rules:
        table.add_row(
            rule.id,
            Either(rule.severity.words[0], rule.severity.name),
            f"{rule.title}\n{rule.title_zh}",
            asked.thresholds.text(rule) or "",
            rule.source.said,
            style=_STYLES[rule.severity],
        )
    console().print(table)


def _format(given: Format | None, out: Path | None) -> Format:
    ending = out.suffix.lstrip(".").lower() if out is not None else ""
    known = {f.value: f for f in Format if f is not Format.TABLE}
    kind = given or known.get(ending, Format.TABLE)
    if kind is Format.XLSX and out is None:
        fail(msg("A workbook needs a place: add --out FILE.xlsx."), Exit.USAGE)
    return kind


def _items(given: str | None) -> list[str] | None:
    if given is None:
        return None
    return [item.strip() for item in given.split(",") if item.strip()]


def _severities(given: str | None) -> list[Severity] | None:
    items = _items(given)
    if items is None:
        return None
    known = {s.name: s for s in Severity}
    for item in items:
        if item.upper() not in known:
            fail(
                msg("--severity {item}: choose from {known}.", item=item, known=", ".join(known)),
                Exit.USAGE,
            )
    return [known[item.upper()] for item in items]


def _day(option: str, given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return day_of(given)
    except ValueError as error:
        fail(f"{option}: {error}", Exit.USAGE)
