"""The listening socket, taken before anything else is started."""

import errno
import os
import socket

from graph.messages import msg
from graph.reasons import reason
from service.settings import Settings


class PortError(Exception):
    """The service cannot listen where it was told to; the text says what to do."""


def listen(settings: Settings) -> socket.socket:
    """A socket that listens on the host and port of the settings. Raises PortError."""
    host = "127.0.0.1" if settings.host == "localhost" else settings.host
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    opened = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Elsewhere the option would let two services share the port.
            opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        opened.bind((host, settings.port))
        opened.listen(2_048)
        opened.setblocking(False)
    except OSError as error:
        opened.close()
        raise PortError(_sentence(error, host, settings.port)) from error
    return opened


def address_of(opened: socket.socket) -> str:
    """The address of the pages for this machine's browser."""
    host, port = opened.getsockname()[:2]
    if host in ("0.0.0.0", "::"):
        host = "localhost"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return msg(
            "Port {port} on {host} is taken: stop the program that uses it, or choose another "
            "port with --port or ORGGRAPH_PORT (0: any free one).",
            port=port,
            host=host,
        )
    if error.errno == errno.EADDRNOTAVAIL:
        return msg(
            "{host} is not an address of this machine: choose another one with --host or "
            "ORGGRAPH_HOST (0.0.0.0: all).",
            host=host,
        )
    if error.errno == errno.EACCES:
        return msg("Port {port} is reserved for administrators: choose one above 1023.", port=port)
    return msg(
        "Cannot listen on {host}:{port}: {strerror}.", host=host, port=port, strerror=reason(error)
    )
