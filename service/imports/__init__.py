"""Imports over HTTP: files that administrators hand to the running service."""

from service.imports.endpoints import routes
from service.imports.jobs import Imports

__all__ = ["Imports", "routes"]
