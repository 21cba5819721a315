"""The service's API over a graph: the schema and the engine that answers with it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

import strawberry
from graphql import GraphQLSchema

from graph.audit import Thresholds
from graph.audit.thresholds import limits_of
from graph.bolt import Graph
from graph.caller import Role
from graph.compiler.compile import Compiler
from graph.declare import Model
from graph.model import MODEL
from resolvers.conditions import ALONE, Around, Conditions
from resolvers.engine import Engine
from resolvers.limits import Bounds
from resolvers.planned import all_planners
from resolvers.roots import roots_of
from schema.build import build


@cache
def strawberry_schema(model: Model = MODEL) -> strawberry.Schema:
    """The schema of a model, built once."""
    return build(model, roots_of(model))


def graphql_schema(model: Model = MODEL) -> GraphQLSchema:
    """The same schema as graphql-core has it."""
    return strawberry_schema(model)._schema  # pyright: ignore[reportPrivateUsage]


def sdl() -> str:
    """The schema as printed in `schema/schema.graphql`."""
    return strawberry_schema().as_str() + "\n"


def create_compiler(model: Model = MODEL, thresholds: Thresholds | None = None) -> Compiler:
    """What compiles operations, for those who look at what they become.

    thresholds: of the audit; the defaults when None.
    """
    return Compiler(graphql_schema(model), model, all_planners(model), limits_of(thresholds))


def create_engine(
    graph: Graph,
    model: Model = MODEL,
    thresholds: Thresholds | None = None,
    limits: Mapping[Role, Bounds] | None = None,
    today: Callable[[], date] = date.today,
    around: Around = ALONE,
) -> Engine:
    """An engine over a graph.

    model: the declarations that the graph was migrated for.
    thresholds: of the audit; the defaults when None.
    limits: what each role may ask for; nothing is bounded when None.
    today: the day that is meant where `@asOf` names none.
    around: the service around it.
    """
    conditions = Conditions(thresholds, limits, today, around)
    return Engine(graphql_schema(model), model, graph, conditions)
