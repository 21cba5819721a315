"""The page shown where the built ones are not there yet, or never will be. Needs no build."""

import base64
import hashlib
from html import escape

from web.assets import WAITING, AssetsUnavailable
from web.build import BUNDLING, INSTALLING, TYPING
from web.pages import STARTING, Building

RELOAD = "setTimeout(() => location.reload(), 2000);"

STYLE = """
:root { color-scheme: light dark; }
body { max-width: 44rem; margin: 0 auto; padding: 2rem 1.25rem;
  font: 16px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, sans-serif; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.35; }
h1 small { display: block; font-size: 0.65em; font-weight: 400; opacity: 0.75; }
p { margin: 0.5rem 0; }
pre { overflow-x: auto; padding: 0.8rem 1rem; border-radius: 8px; background: #8881;
  font: 0.85rem/1.55 ui-monospace, Menlo, Consolas, monospace; }
progress { width: 100%; accent-color: #a5281e; }
.reason { padding: 0.8rem 1rem; border-left: 4px solid #a5281e; background: #8881;
  overflow-wrap: anywhere; }
"""

STEPS_IN_CHINESE = {
    STARTING: "查找已构建的页面",
    WAITING: "等待另一个进程完成构建",
    INSTALLING: "安装页面的软件包",
    TYPING: "生成查询的类型",
    BUNDLING: "打包页面与 GraphiQL",
}


def _source(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


POLICY = (
    f"default-src 'none'; style-src {_source(STYLE)}; script-src {_source(RELOAD)}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


def building_page(status: Building, base_url: str) -> str:
    """The whole page while the build runs; it reloads itself, and keeps its address's fragment."""
    chinese = STEPS_IN_CHINESE.get(status.step, "")
    count = "" if status.total is None else f" {min(status.done, status.total)}/{status.total}"
    if status.total is None:
        bar = "<progress></progress>"
    else:
        bar = f'<progress value="{min(status.done, status.total)}" max="{status.total}"></progress>'
    return _page(
        "页面正在构建",
        "The pages are being built",
        f"<p>首次启动需要一两分钟，之后直接使用缓存。本页会自动刷新。</p>"
        f'<p lang="en">This takes a minute or two, once. The page reloads by itself.</p>'
        f"{bar}<p>{escape(chinese)} {escape(status.step)}{count}</p>{_how_to_ask(base_url)}",
        f'<script>{RELOAD}</script><noscript><meta http-equiv="refresh" content="3"></noscript>',
    )


def unavailable_page(status: AssetsUnavailable, base_url: str) -> str:
    """The whole page when the build failed: why, and how to ask without it."""
    return _page(
        "页面不可用，接口照常服务",
        "The page is not available; the API serves all the same",
        f'<p class="reason" lang="en">{escape(status.reason)}</p>{_how_to_ask(base_url)}',
        "",
    )


def _page(title: str, english: str, body: str, head: str) -> str:
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{STYLE}</style>{head}</head>"
        f'<body><main><h1>{title}<small lang="en">{english}</small></h1>{body}</main></body></html>'
    )


def _how_to_ask(base_url: str) -> str:
    command = (
        "TOKEN=$(uv run server.py token --role analyst)\n"
        f"curl {base_url}graphql \\\n"
        '  -H "Authorization: Bearer $TOKEN" \\\n'
        '  -H "Content-Type: application/json" \\\n'
        """  -d '{"query": "{ buildings(first: 5) { totalCount nodes { code name } } }"}'"""
    )
    return (
        '<p>没有页面也能提问：<span lang="en">Asking works without the page:</span></p>'
        f"<pre><code>{escape(command)}</code></pre>"
    )
