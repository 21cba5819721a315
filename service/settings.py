"""The settings: environment variables with the prefix `ORGGRAPH_`.

Every setting is a field below with its meaning and, where a value can be wrong, the values
that are allowed; `server.py settings`, the error sentences and `docs/settings.md` come from
these.
"""

import ipaddress
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from graph.caller import Role
from graph.messages import msg
from graph.retention import LEAST_MONTHS

PREFIX = "ORGGRAPH_"
SECRET_BYTES = 32

_NEO4J_SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
_PORT = "a port number from 0 to 65535 (0: any free port)"
_ON_OFF = "on or off"


def _allowed(text: str) -> Any:
    # Pydantic keeps it with the field; `service.settings_errors` reads it back.
    return {"allowed": text}


class Settings(BaseSettings):
    """All settings of the service, checked and unchangeable."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="ignore"
    )

    neo4j_uri: str | None = Field(
        default=None,
        description="Address of an existing Neo4j; unset, an embedded one is started.",
        json_schema_extra=_allowed(
            "an address such as neo4j://db.example:7687, with one of the schemes "
            + ", ".join(_NEO4J_SCHEMES)
        ),
    )
    neo4j_user: str = Field(default="neo4j", description="User at the existing Neo4j.")
    neo4j_password: SecretStr | None = Field(
        default=None, description="Password at the existing Neo4j; required with NEO4J_URI."
    )
    neo4j_database: str | None = Field(
        default=None, description="Database at the existing Neo4j; unset, the user's home database."
    )
    neo4j_pool_size: int = Field(
        default=64,
        ge=1,
        le=10_000,
        description="Connections to Neo4j at most.",
        json_schema_extra=_allowed("a number from 1 to 10000"),
    )
    neo4j_heap_mb: int | None = Field(
        default=None,
        ge=256,
        description="Heap of the embedded Neo4j in MB; unset, an eighth of the memory.",
        json_schema_extra=_allowed("a number of MB, 256 or more"),
    )
    neo4j_page_cache_mb: int | None = Field(
        default=None,
        ge=64,
        description="Page cache of the embedded Neo4j in MB; unset, an eighth of the memory.",
        json_schema_extra=_allowed("a number of MB, 64 or more"),
    )
    neo4j_java_options: str = Field(
        default="",
        description="More options for the embedded Neo4j's Java, with spaces between.",
        json_schema_extra=_allowed("options of Java, such as -XX:+UseZGC"),
    )
    neo4j_port: int | None = Field(
        default=None,
        ge=1,
        le=65_535,
        description="Bolt port of the embedded Neo4j on loopback; unset, any free port.",
        json_schema_extra=_allowed("a port number from 1 to 65535"),
    )
    neo4j_repository: str | None = Field(
        default=None,
        description="Maven repository for Neo4j's files; unset, Maven Central.",
        json_schema_extra=_allowed("an http:// or https:// address"),
    )
    data_dir: Path = Field(
        default_factory=lambda: user_data_path("orggraph", appauthor=False),
        description="Directory of the embedded graph, its password and the signing secret.",
        json_schema_extra=_allowed("a directory"),
    )
    cache_dir: Path = Field(
        default_factory=lambda: user_cache_path("orggraph", appauthor=False),
        description="Directory of downloads, shared by all data directories.",
        json_schema_extra=_allowed("a directory"),
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on; 0.0.0.0 is every network.",
        json_schema_extra=_allowed("an IP address of this machine, or localhost"),
    )
    port: int = Field(
        default=8000,
        ge=0,
        le=65_535,
        description="Port to listen on.",
        json_schema_extra=_allowed(_PORT),
    )
    jwt_secret: SecretStr | None = Field(
        default=None,
        description="Secret that signs and checks tokens (HS256); unset, for the demonstration, "
        "generated once and kept.",
        json_schema_extra=_allowed(f"a text of at least {SECRET_BYTES} bytes"),
    )
    jwks_url: str | None = Field(
        default=None,
        description="Where an identity provider publishes its keys (RS256, ES256, EdDSA).",
        json_schema_extra=_allowed("an https:// address (http:// on loopback)"),
    )
    jwt_issuer: str | None = Field(
        default=None, description="The `iss` that tokens must carry; own tokens are made with it."
    )
    jwt_audience: str | None = Field(
        default=None, description="The `aud` that tokens must carry; own tokens are made with it."
    )
    jwt_skew_seconds: int = Field(
        default=10,
        ge=0,
        le=300,
        description="How far this clock and that of who makes tokens may differ.",
        json_schema_extra=_allowed("a number of seconds from 0 to 300"),
    )
    print_tokens: Literal["auto", "always", "never"] = Field(
        default="auto",
        description="Print a token per role at start, and offer personas while the "
        "demonstration is shown; auto: embedded Neo4j and loopback only.",
        json_schema_extra=_allowed("auto, always or never"),
    )
    demo: Literal["auto", "always", "never"] = Field(
        default="auto",
        description="Load the demonstration district; auto: into an empty embedded graph.",
        json_schema_extra=_allowed("auto, always or never"),
    )
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Origins whose pages may call the service, separated by commas; none.",
        json_schema_extra=_allowed("origins such as https://page.example, separated by commas"),
    )
    max_body_bytes: int = Field(
        default=1_000_000,
        ge=1_000,
        le=1_000_000_000,
        description="Longest request body in bytes.",
        json_schema_extra=_allowed("a number of bytes from 1000 to 1000000000"),
    )
    max_import_bytes: int = Field(
        default=200_000_000,
        ge=1_000,
        le=10_000_000_000,
        description="Largest file in bytes that is taken by POST /imports.",
        json_schema_extra=_allowed("a number of bytes from 1000 to 10000000000"),
    )
    thresholds: Path | None = Field(
        default=None,
        description="TOML file with the district's audit thresholds, over the defaults; none.",
        json_schema_extra=_allowed("the path of a TOML file"),
    )
    limits: Path | None = Field(
        default=None,
        description="TOML file with limits of roles, over the defaults (docs/limits.md); none.",
        json_schema_extra=_allowed("the path of a TOML file"),
    )
    operations: Path | None = Field(
        default=None,
        description="Directory of .graphql files with operations that may be asked for by their "
        "hash, beside the page's; none.",
        json_schema_extra=_allowed("a directory"),
    )
    operations_only: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Roles that may ask stored operations only, separated by commas; none.",
        json_schema_extra=_allowed("of frontend, analyst, admin, separated by commas"),
    )
    templates: Path | None = Field(
        default=None,
        description="Directory of the district's own notice.html.j2 and report.html.j2, in place "
        "of the program's, for notices and reports; none.",
        json_schema_extra=_allowed("a directory"),
    )
    warm_up: bool = Field(
        default=True,
        description="After a start or a load, plan in advance what was asked before, the audit and "
        "the documented questions; keeps what is asked, without values, in the data directory.",
        json_schema_extra=_allowed(_ON_OFF),
    )
    slow_ms: int = Field(
        default=1_000,
        ge=0,
        description="Log statements that take this long in ms; 0: none.",
        json_schema_extra=_allowed("a number of milliseconds, 0 or more"),
    )
    log_checkpoints: str | None = Field(
        default=None,
        description="Where signed checkpoints of the log of changes go, one every half an hour: a "
        "file, or an address that takes them by POST; none.",
        json_schema_extra=_allowed("the path of a file, or an https:// address"),
    )
    log_months: int = Field(
        default=12,
        ge=LEAST_MONTHS,
        description="For so many months entries of the log of changes are kept at least; "
        "older ones go by `server.py log drop` only.",
        json_schema_extra=_allowed(f"a number of months, {LEAST_MONTHS} or more"),
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="Least level that is logged; debug adds the texts of internal errors.",
        json_schema_extra=_allowed("debug, info, warning or error"),
    )
    log_format: Literal["auto", "json", "text"] = Field(
        default="auto",
        description="Form of log lines on standard error; auto: text for a terminal, else JSON.",
        json_schema_extra=_allowed("auto, json or text"),
    )
    log_requests: float = Field(
        default=1.0,
        ge=0,
        le=1,
        description="Share of successful requests that is logged; failures always are.",
        json_schema_extra=_allowed("a number from 0 to 1"),
    )
    stop_seconds: int = Field(
        default=10,
        ge=0,
        le=3_600,
        description="How long running requests may take when the service is stopped.",
        json_schema_extra=_allowed("a number of seconds from 0 to 3600"),
    )

    @property
    def embedded(self) -> bool:
        """Whether the service runs its own Neo4j."""
        return self.neo4j_uri is None

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the service."""
        return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback

    @property
    def may_demonstrate(self) -> bool:
        """Whether the graph may become, or be, the demonstration district."""
        return self.demo == "always" or (self.demo == "auto" and self.embedded)

    @field_validator("neo4j_uri")
    @classmethod
    def _bolt_address(cls, value: str | None) -> str | None:
        if value is not None:
            parts = urlsplit(value)
            if parts.scheme not in _NEO4J_SCHEMES or not parts.hostname:
                raise ValueError
        return value

    @field_validator("neo4j_repository")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value is not None and not _is_web(value):
            raise ValueError
        return value

    @field_validator("jwks_url")
    @classmethod
    def _safe_web_address(cls, value: str | None) -> str | None:
        if value is not None and (not _is_web(value) or not _is_private(value)):
            raise ValueError
        return value

    @field_validator("log_checkpoints")
    @classmethod
    def _file_or_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if "://" in value:
            if not _is_web(value) or not _is_private(value):
                raise ValueError
            return value
        path = Path(value).expanduser().absolute()
        if path.is_dir() or not path.parent.is_dir():
            raise ValueError
        return str(path)

    @field_validator("host")
    @classmethod
    def _ip_address(cls, value: str) -> str:
        if value != "localhost":
            ipaddress.ip_address(value)
        return value

    @field_validator("jwt_secret")
    @classmethod
    def _long_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and len(value.get_secret_value().encode()) < SECRET_BYTES:
            raise ValueError
        return value

    @field_validator("operations", "templates")
    @classmethod
    def _folder(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError
        return value

    @field_validator("operations_only")
    @classmethod
    def _roles(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(Role(word).value for word in value)

    @field_validator("cors_origins", "operations_only", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("cors_origins")
    @classmethod
    def _origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            parts = urlsplit(origin)
            if not _is_web(origin) or f"{parts.scheme}://{parts.netloc}" != origin:
                raise ValueError
        return value

    @field_validator("data_dir", "cache_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        path = value.expanduser().absolute()
        if path.exists() and not path.is_dir():
            raise ValueError
        return path

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        if self.neo4j_uri is not None and self.neo4j_password is None:
            raise ValueError(
                msg(
                    "{prefix}NEO4J_URI is set and {prefix}NEO4J_PASSWORD is not: set the "
                    "password of "
                    "the user {neo4j_user!r}, or unset the address for an embedded Neo4j.",
                    prefix=PREFIX,
                    neo4j_user=self.neo4j_user,
                )
            )
        if self.jwt_secret is not None and self.jwks_url is not None:
            raise ValueError(
                msg(
                    "{prefix}JWT_SECRET and {prefix}JWKS_URL are both set: tokens are checked "
                    "either by a secret or by an identity provider's keys, so unset one of them.",
                    prefix=PREFIX,
                )
            )
        return self


def _is_web(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _is_private(address: str) -> bool:
    # Keys fetched in the clear could be replaced on the way.
    parts = urlsplit(address)
    return parts.scheme == "https" or parts.hostname in ("127.0.0.1", "localhost", "::1")
