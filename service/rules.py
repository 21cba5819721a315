"""What the service allows its callers, as the settings say."""

from collections.abc import Mapping

from graph.caller import Role
from graph.messages import msg
from resolvers.limits import Bounds, LimitsError, default_limits, load_limits
from service.boot import StartError
from service.http import Rules
from service.settings import Settings
from service.stored import StoredError, load_stored


def limits_of(settings: Settings) -> Mapping[Role, Bounds]:
    """What each role may ask for. Raises StartError for a wrong file."""
    if settings.limits is None:
        return default_limits()
    try:
        return load_limits(settings.limits)
    except LimitsError as error:
        raise StartError(msg("ORGGRAPH_LIMITS: {error}", error=error)) from error


def rules_of(settings: Settings) -> Rules:
    """What `/graphql` keeps to. Raises StartError for a wrong file of limits or operations."""
    only = frozenset(Role(word) for word in settings.operations_only)
    try:
        stored = load_stored(settings.operations, only)
    except StoredError as error:
        raise StartError(msg("ORGGRAPH_OPERATIONS: {error}", error=error)) from error
    return Rules(
        max_body=settings.max_body_bytes,
        limits=limits_of(settings),
        stored=stored,
        texts=settings.log_level == "debug",
    )
