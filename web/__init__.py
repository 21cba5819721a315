"""The pages people open in a browser: the page and GraphiQL, built once, served locally."""

from web.assets import Assets, AssetsUnavailable, ensure_assets
from web.pages import WebPages
from web.progress import Progress, SilentProgress
from web.routes import routes

__all__ = [
    "Assets",
    "AssetsUnavailable",
    "Progress",
    "SilentProgress",
    "WebPages",
    "ensure_assets",
    "routes",
]
