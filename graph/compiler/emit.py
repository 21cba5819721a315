"""Stage *emit*: a plan becomes Cypher text. Pure: the same plan gives the same text.

Every value is a parameter; labels, types, properties and constants come from the model.
"""

from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from graph.compiler.expressions import (
    DAY,
    Aggregated,
    Along,
    And,
    AnyText,
    Bound,
    Collect,
    Compare,
    Computed,
    Condition,
    Count,
    Equals,
    Exists,
    Expression,
    Holds,
    HoldsAlong,
    Missing,
    Not,
    On,
    OnDay,
    Only,
    Or,
    Param,
    Predicate,
    Presence,
    Row,
    StartsWithPath,
    Stored,
    Text,
    Truncated,
    Truth,
    TypeOf,
    Variants,
    When,
)
from graph.compiler.plan import (
    Distinct,
    Expand,
    Filter,
    First,
    Group,
    Match,
    MatchEdge,
    Operator,
    Page,
    Pipeline,
    Plan,
    Project,
    Search,
    Sort,
    SortKey,
    Step,
)
from graph.declare import SEARCH_INDEX
from graph.validity import between


@dataclass(frozen=True, slots=True)
class Emitted:
    """Cypher text whose only column is `data`, and the names of the parameters it uses."""

    text: str
    parameters: frozenset[str]


def emit(plan: Plan) -> Emitted:
    """The statement of a plan."""
    writer = _Writer()
    if isinstance(plan.root, Pipeline):
        text = writer.pipeline(plan.root) + " AS data"
    else:
        text = f"RETURN {writer.expression(plan.root)} AS data"
    return Emitted(text, frozenset(writer.parameters))


class _Writer:
    def __init__(self) -> None:
        self.parameters: set[str] = set()
        self.day = DAY

    # --- pipelines ---

    def pipeline(self, pipeline: Pipeline) -> str:
        """Clauses in order; ends in RETURN when the pipeline projects."""
        clauses: list[str] = []
        operators = list(pipeline.operators)
        carried = ", ".join(pipeline.carried)
        index = 0
        while index < len(operators):
            operator = operators[index]
            match operator:
                case Match() | MatchEdge() | Expand():
                    clause, condition = self._match(operator)
                    following = operators[index + 1 : index + 2]
                    optional = isinstance(operator, Expand) and operator.optional
                    if not optional and following and isinstance(following[0], Filter):
                        condition = _joined(condition, self.predicate(following[0].predicate))
                        index += 1
                    clauses.append(clause + (f" WHERE {condition}" if condition else ""))
                case Search():
                    clauses.append(self._search(operator))
                case First(expand, sort, found):
                    clauses.append(self._first(expand, sort, found))
                case Filter():
                    clauses.append(f"WITH {carried} WHERE {self.predicate(operator.predicate)}")
                case Distinct() | Sort() | Page():
                    run = self._run(operators[index:])
                    clauses.append(self._with(carried, run))
                    index += len(run) - 1
                    following = operators[index + 1 : index + 2]
                    if following and isinstance(following[0], Filter):
                        clauses[-1] += f" WHERE {self.predicate(following[0].predicate)}"
                        index += 1
                case Group(keys, aggregates):
                    pairs = (*keys, *aggregates)
                    named = ", ".join(f"{self.expression(e)} AS {name}" for name, e in pairs)
                    clauses.append(f"WITH {named}")
                    carried = ", ".join(name for name, _ in pairs)
                case Project():
                    clauses.append(f"RETURN {self.expression(operator.row)}")
            index += 1
        return "\n".join(clauses)

    def _search(self, search: Search) -> str:
        var, start = search.var, self.expression(search.start)
        text = self.expression(search.query)
        ways = [f"CALL db.index.fulltext.queryNodes('{SEARCH_INDEX}', {text}) YIELD node AS {var}"]
        ways += [
            f"MATCH ({var}:{label}) WHERE {var}.{key} STARTS WITH {start}"
            for label, key in search.keys
        ]
        found = "\nUNION ".join(f"{way} RETURN {var}" for way in ways)
        return f"CALL () {{ {found} }}"

    @staticmethod
    def _run(operators: list[Operator]) -> list[Operator]:
        """The Distinct, Sort and Page that one WITH can say, in this order."""
        found: list[Operator] = []
        for kind in (Distinct, Sort, Page):
            if len(found) < len(operators) and isinstance(operators[len(found)], kind):
                found.append(operators[len(found)])
        return found

    def _with(self, carried: str, run: list[Operator]) -> str:
        clause = f"WITH {carried}"
        if run and isinstance(run[0], Distinct):
            clause = f"WITH DISTINCT {', '.join(run[0].of) or carried}"
        for operator in run:
            match operator:
                case Sort(keys, path):
                    parts = [f"length({path})"] if path else []
                    parts += [part for key in keys for part in self._sort_key(key)]
                    if path:
                        clause += f", {path}"
                    clause += f" ORDER BY {', '.join(parts)}"
                case Page(limit):
                    clause += f" LIMIT {self._limit(limit)}"
                case _:
                    pass
        return clause

    def _first(self, expand: Expand, sort: Sort, found: tuple[str, ...]) -> str:
        pattern, condition = self._match(expand)
        where = f" WHERE {condition}" if condition else ""
        keys = ", ".join(part for key in sort.keys for part in self._sort_key(key))
        names = ", ".join(found)
        return (
            f"CALL ({expand.source}) {{ OPTIONAL {pattern}{where} "
            f"RETURN {names} ORDER BY {keys} LIMIT 1 }}"
        )

    def _sort_key(self, key: SortKey) -> list[str]:
        value = self.expression(key.value)
        direction = " DESC" if key.descending else ""
        # Without being told, Cypher puts nulls last going up and first going down.
        if key.nulls_first is None or key.nulls_first == key.descending:
            return [f"{value}{direction}"]
        nulls = f"{value} IS NULL" + (" DESC" if key.nulls_first else "")
        return [nulls, f"{value}{direction}"]

    def _limit(self, limit: Param | int) -> str:
        return str(limit) if isinstance(limit, int) else self.expression(limit)

    def _match(self, operator: Match | MatchEdge | Expand) -> tuple[str, str]:
        match operator:
            case Match(var, label, by):
                key = f" {{{by[0]}: {self.expression(by[1])}}}" if by else ""
                return f"MATCH ({var}:{label}{key})", ""
            case MatchEdge(var, type_name, start, end, by):
                key = f" {{{by[0]}: {self.expression(by[1])}}}" if by else ""
                ends = f"({start[0]}:{start[1]})", f"({end[0]}:{end[1]})"
                return f"MATCH {ends[0]}-[{var}:{type_name}{key}]->{ends[1]}", ""
            case Expand(source, steps, where, optional, path):
                pattern = f"({source})" + "".join(_step(s) for s in steps)
                if path:
                    pattern = f"{path} = {pattern}"
                keyword = "OPTIONAL MATCH" if optional else "MATCH"
                return f"{keyword} {pattern}", self.predicate(where) if where else ""

    # --- expressions ---

    def expression(self, value: Expression) -> str:
        match value:
            case Param(name):
                name = self.day.name if value == DAY else name
                self.parameters.add(name)
                return f"${name}"
            case Stored(var, name, text):
                return f"toString({var}.{name})" if text else f"{var}.{name}"
            case Computed(var, template, arguments, text):
                found = self._template(var, template)
                for name, param in arguments:
                    found = found.replace(f"{{{name}}}", self.expression(param))
                return f"toString({found})" if text else f"({found})"
            case TypeOf(var, labels):
                whens = " ".join(f"WHEN {var}:{label} THEN '{name}'" for label, name in labels)
                return f"CASE {whens} END"
            case Row(items):
                return self._listed(items)
            case Variants(var, cases):
                return self._variants(var, cases)
            case Presence(predicate):
                return f"CASE WHEN {self.predicate(predicate)} THEN true END"
            case Collect(pipeline):
                return f"COLLECT {{ {self.pipeline(pipeline)} }}"
            case Only(pipeline):
                return f"head(COLLECT {{ {self.pipeline(pipeline)} }})"
            case Count(pipeline):
                return f"COUNT {{ {self._subquery(pipeline)} }}"
            case Truth(predicate):
                return self.predicate(predicate)
            case Bound(var, text):
                return f"toString({var})" if text else var
            case Aggregated(function, inner):
                return f"{function}({'*' if inner is None else self.expression(inner)})"
            case Truncated(inner, unit):
                return self._truncated(self.expression(inner), unit)
            case Text(inner):
                return f"toString({self.expression(inner)})"
            case When(predicate, inner, listed):
                otherwise = " ELSE []" if listed else ""
                shown = self.expression(inner)
                return f"CASE WHEN {self.predicate(predicate)} THEN {shown}{otherwise} END"
            case On(day, inner):
                with self._on(day):
                    return self.expression(inner)

    def _listed(self, items: Sequence[Expression]) -> str:
        if not items:
            return "1"
        if len(items) == 1:
            return self.expression(items[0])
        return f"[{', '.join(self.expression(i) for i in items)}]"

    def _variants(self, var: str, cases: Sequence[tuple[str, Row]]) -> str:
        whens = " ".join(
            f"WHEN {var}:{label} THEN {self._variant(i, row)}"
            for i, (label, row) in enumerate(cases)
        )
        return f"CASE {whens} END"

    @staticmethod
    def _truncated(value: str, unit: str) -> str:
        if unit == "MONTH":
            return f"left(toString({value}), 7)"
        year = f"left(toString({value}), 4)"
        return year if unit == "YEAR" else f"{year} + '-Q' + toString({value}.quarter)"

    def _variant(self, index: int, row: Row) -> str:
        return f"[{', '.join([str(index), *(self.expression(i) for i in row.items)])}]"

    def _subquery(self, pipeline: Pipeline) -> str:
        """A pipeline whose rows only count: distinct ones need to say of what."""
        text = self.pipeline(pipeline)
        if any(isinstance(o, Distinct | Sort | Page) for o in pipeline.operators):
            return f"{text}\nRETURN {pipeline.carried[0]}"
        return text

    def _template(self, var: str, template: str) -> str:
        if "{day}" in template:
            self.parameters.add(self.day.name)
        return template.replace("{n}", var).replace("{day}", f"${self.day.name}")

    @contextmanager
    def _on(self, day: Param) -> Generator[None]:
        """What is written inside asks for another day."""
        outer, self.day = self.day, day
        try:
            yield
        finally:
            self.day = outer

    # --- predicates ---

    def predicate(self, predicate: Predicate) -> str:
        match predicate:
            case And(parts):
                return " AND ".join(self._bracketed(p) for p in parts)
            case Or(parts):
                return " OR ".join(self._bracketed(p) for p in parts)
            case Not(part):
                inner = self.predicate(part)
                if not _decided(part):
                    return f"NOT coalesce({inner}, false)"
                # A condition stands in brackets already.
                return f"NOT {inner}" if isinstance(part, Condition) else f"NOT ({inner})"
            case Compare(left, "NOT IN", right):
                # Of an empty list Cypher says that not even null is in it.
                value = self.expression(left)
                return f"{value} IS NOT NULL AND NOT {value} IN {self.expression(right)}"
            case Compare(left, operator, right):
                return f"{self.expression(left)} {operator} {self.expression(right)}"
            case Missing(value, missing):
                return f"{self.expression(value)} IS {'' if missing else 'NOT '}NULL"
            case Equals(var, name, constant):
                return f"{var}.{name} = {_literal(constant)}"
            case Holds(var, since, until):
                return self._holds(var, since, until)
            case HoldsAlong(path, since, until):
                inner = self._holds("x", since, until)
                return f"all(x IN nodes({path})[1..] WHERE {inner})"
            case Along(path, var, part):
                return f"all({var} IN nodes({path})[1..] WHERE {self.predicate(part)})"
            case Condition(var, template):
                return f"({self._template(var, template)})"
            case Exists(pipeline):
                return f"EXISTS {{ {self._subquery(pipeline)} }}"
            case AnyText(var, name):
                return f"{var}.{name} > ''"
            case OnDay(day, part):
                with self._on(day):
                    return self.predicate(part)
            case StartsWithPath(var, top, path):
                return f"{var}.{path} STARTS WITH {top}.{path}"

    def _holds(self, var: str, since: str, until: str) -> str:
        return between(f"{var}.{since}", f"{var}.{until}", self.expression(self.day))

    def _bracketed(self, part: Predicate) -> str:
        text = self.predicate(part)
        return f"({text})" if isinstance(part, And | Or | OnDay) else text


def _joined(one: str, other: str) -> str:
    return f"({one}) AND ({other})" if one else other


def _decided(part: Predicate) -> bool:
    """Whether a predicate is never null, so that plain negation is right.

    Within `coalesce` Neo4j plans subqueries again and again, for a minute at worst.
    """
    match part:
        case Exists() | Missing() | Holds() | HoldsAlong() | Not() | Condition():
            return True
        case OnDay(_, inner):
            return _decided(inner)
        case And(parts) | Or(parts):
            return all(_decided(p) for p in parts)
        case Compare(Count(), _, Param()):
            return True
        case _:
            return False


def _literal(value: str | int | bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _step(step: Step) -> str:
    low, high = step.depth
    depth = ""
    if step.depth != (1, 1):
        depth = f"*{low}..{'' if high is None else high}"
    inside = f"[{step.relationship_var or ''}:{step.relationship}{depth}]"
    node = f"({step.var or ''}{':' + step.label if step.label else ''})"
    return f"-{inside}->{node}" if step.direction == "out" else f"<-{inside}-{node}"
