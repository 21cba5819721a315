"""What a person reads when the service is ready."""

from graph.caller import Role
from graph.messages import msg
from service.report import Reporter
from service.settings import Settings
from service.tokens import issue

_DAYS = 7


def announce(reporter: Reporter, settings: Settings, address: str) -> None:
    """Print the addresses and, where the settings allow it, a token for each role."""
    say = reporter.say
    say("")
    say(msg("orggraph is ready. Ctrl-C stops it."), style="bold green")
    say("")
    say(msg("  page      {address}/", address=address))
    say(msg("  GraphiQL  {address}/graphiql", address=address))
    say(msg("  API       {address}/graphql", address=address))
    say("")
    if not may_print(settings):
        say(msg("Requests need a token: server.py token --role analyst") if _own(settings) else "")
        return
    tokens = {
        role.value: issue(settings, role, subject=f"demo-{role.value}", seconds=_DAYS * 86_400)
        for role in Role
    }
    # The page, not GraphiQL: it leads there and remembers the token.
    say(msg("The page with a token (whoever has the link has the role):"), style="bold")
    for role, token in tokens.items():
        say(msg("  {role:<9} {address}/#token={token}", role=role, address=address, token=token))
    say("")
    say(msg("Tokens, good for {days} days:", days=_DAYS), style="bold")
    for role, token in tokens.items():
        say(f"  {role:<9} {token}")
    say("")


def _own(settings: Settings) -> bool:
    return settings.jwks_url is None


def may_print(settings: Settings) -> bool:
    """Whether whoever starts the service, or sees its page here, may have a token of any role."""
    if not _own(settings) or settings.print_tokens == "never":
        return False
    return settings.print_tokens == "always" or (settings.embedded and settings.loopback)
