"""The language of a request, by its header `Accept-Language`: Chinese or, by default, English."""

from starlette.types import ASGIApp, Receive, Scope, Send

from graph.messages import Language, speaking


def language_of(accepted: bytes | None) -> Language:
    """The language that a header `Accept-Language` prefers. None: there is none."""
    best: dict[str, float] = {}
    for part in (accepted or b"").decode("latin-1").split(","):
        tag, _, rest = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        weight = rest.replace(" ", "").removeprefix("q=") or "1"
        try:
            best[language] = max(best.get(language, 0.0), float(weight))
        except ValueError:
            continue
    return "zh" if best.get("zh", 0.0) > best.get("en", 0.0) else "en"


class Languages:
    """Middleware: what is said while a request is answered is in its language."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in the language that the request asks for."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        accepted = next((v for n, v in scope["headers"] if n == b"accept-language"), None)
        with speaking(language_of(accepted)):
            await self._app(scope, receive, send)
