"""An identity provider on loopback: real keys, published as a JWKS, and tokens signed by them."""

import json
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

ISSUER, AUDIENCE = "https://login.example", "orggraph"


def private_key(algorithm: str) -> Any:
    """A new private key for an algorithm."""
    if algorithm == "RS256":
        return rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    if algorithm == "ES256":
        return ec.generate_private_key(ec.SECP256R1())
    return ed25519.Ed25519PrivateKey.generate()


@dataclass
class Provider:
    """keys: private ones by their id, with their algorithm. asked: how often they were fetched."""

    keys: dict[str, tuple[str, Any]] = field(default_factory=dict[str, tuple[str, Any]])
    url: str = ""
    asked: int = 0

    def jwks(self) -> dict[str, Any]:
        """The public keys as they are published."""
        return {"keys": [self._public(kid, *key) for kid, key in self.keys.items()]}

    def _public(self, kid: str, algorithm: str, key: Any) -> dict[str, Any]:
        made: Any = jwt.get_algorithm_by_name(algorithm)
        found = made.to_jwk(key.public_key(), as_dict=True)
        return {**found, "kid": kid, "use": "sig", "alg": algorithm}

    def token(self, kid: str, **changes: Any) -> str:
        """A token signed by one of the keys."""
        algorithm, key = self.keys[kid]
        encode: Any = jwt.encode
        return encode(claims(**changes), key, algorithm=algorithm, headers={"kid": kid})


def claims(**changes: Any) -> dict[str, Any]:
    """Claims that are right but for the changes; None leaves one out."""
    now = int(time.time())
    found = {
        "sub": "a", "role": "analyst", "scope": "*", "iat": now, "exp": now + 600,
        "iss": ISSUER, "aud": AUDIENCE, **changes,
    }  # fmt: skip
    return {name: value for name, value in found.items() if value is not None}


@contextmanager
def providing() -> Generator[Provider]:
    """A provider with a key for each algorithm, serving on a free port."""
    provider = Provider()
    for algorithm in ("RS256", "ES256", "EdDSA"):
        provider.keys[algorithm.lower()] = (algorithm, private_key(algorithm))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            provider.asked += 1
            body = json.dumps(provider.jwks()).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            del format, args

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    provider.url = f"http://127.0.0.1:{server.server_port}/jwks"
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
