"""The language of a request, by its header `Accept-Language`: Chinese or, by default, English."""

from starlette.types import ASGIApp, Receive, Scope, Send

from graph.messages import Language, speaking


def language_of(accepted: bytes | None) -> Language:
    """The language that a header `Accept-Language` prefers. None: there is none.

    Of those that it wants alike the one that is named first, as browsers mean it.
    """
    nothing = (0.0, 0)
    best: dict[str, tuple[float, int]] = {}
    for place, part in enumerate((accepted or b"").decode("latin-1").split(",")):
        tag, _, rest = part.strip().partition(";")
        language = tag.strip().lower().partition("-")[0]
        weight = rest.replace(" ", "").removeprefix("q=") or "1"
        try:
            best[language] = max(best.get(language, nothing), (float(weight), -place))
        except ValueError:
            continue
    chinese = best.get("zh", nothing)
    return "zh" if chinese[0] > 0 and chinese > best.get("en", nothing) else "en"


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
