"""What keys for machines and revocations are found by; nothing of the model leads to them."""

from graph.declare import Model

NUMBER = 4
NAME = "access keys and revocations"


def statements(model: Model) -> tuple[str, ...]:
    """One constraint for each of the two labels."""
    del model
    return (
        "CREATE CONSTRAINT accesskey_id IF NOT EXISTS FOR (n:AccessKey) REQUIRE n.id IS UNIQUE",
        "CREATE CONSTRAINT revocation_key IF NOT EXISTS FOR (n:Revocation) REQUIRE n.key IS UNIQUE",
    )
