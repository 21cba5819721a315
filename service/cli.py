"""The command line: the commands are put together here, none is written here."""

import typer

from service.commands import access, ask, audit, care, data, keys, out, prints, serve, stored


def command_line(create_app: serve.CreateApp) -> typer.Typer:
    """The command line whose `serve` runs what `create_app` makes."""
    app = typer.Typer(
        name="server.py",
        no_args_is_help=False,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    serve.register(app, create_app)
    access.register(app)
    keys.register(app)
    data.register(app)
    out.register(app)
    prints.register(app)
    ask.register(app)
    audit.register(app)
    care.register(app)
    stored.register(app)
    return app
