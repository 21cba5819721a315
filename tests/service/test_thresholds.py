"""A district's own thresholds reach the engine; a wrong file ends the start with a sentence."""

from pathlib import Path

import orjson
import pytest

from graph.bolt import Graph
from graph.caller import Caller, Role
from resolvers.engine import GraphQLRequest
from service.boot import StartError
from service.parts import engine
from service.settings import Settings
from tests.audit.town import Town


async def test_the_catalogue_shows_the_districts_threshold(blank: Graph, tmp_path: Path) -> None:
    file = tmp_path / "thresholds.toml"
    file.write_text('version = "忻府-1"\n\n[secretary-vacant]\ndays = 45\n', encoding="utf-8")
    asked = engine(blank, Settings(thresholds=file))
    request = GraphQLRequest("{ auditRules { id threshold } }")
    answer = orjson.loads((await asked.execute(request, Caller("t", Role.ANALYST))).body)
    found = {r["id"]: r["threshold"] for r in answer["data"]["auditRules"]}
    assert found["secretary-vacant"] == "days 45 days (忻府-1)"
    assert "(忻府-1)" not in found["branch-oversize"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('version = "1"\n[secretary-vacan]\ndays = 4\n', "secretary-vacant"),
        ('version = "1"\n[secretary-vacant]\ndays = "4"\n', "days"),
        ("[secretary-vacant]\ndays = 4\n", "version"),
    ],
)
def test_a_wrong_file_ends_the_start_with_a_sentence(tmp_path: Path, text: str, words: str) -> None:
    file = tmp_path / "thresholds.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StartError, match="ORGGRAPH_THRESHOLDS") as raised:
        engine(Graph(None), Settings(thresholds=file))
    assert words in str(raised.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StartError, match=r"nowhere\.toml"):
        engine(Graph(None), Settings(thresholds=tmp_path / "nowhere.toml"))


async def test_a_gap_cites_the_districts_threshold(blank: Graph, tmp_path: Path) -> None:
    town = Town()
    town.place("X1", "COMPOUND")
    town.place("B1", "BUILDING", "X1")
    town.members(3, lives="B1")
    await town.load(blank)
    file = tmp_path / "thresholds.toml"
    text = 'version = "1"\n[building-without-group]\nfull_members = {}\n'
    request = GraphQLRequest(
        "{ coverage(of: BUILDING, by: [GROUP]) { ...f } "
        "whatIf(changes: []) { coverage(of: BUILDING, by: [GROUP]) { ...f } } } "
        "fragment f on Coverage { gaps { nodes { reasons } } }"
    )

    async def reasons(settings: Settings) -> list[str]:
        answer = await engine(blank, settings).execute(request, Caller("t", Role.ANALYST))
        data = orjson.loads(answer.body)["data"]
        (gap,) = data["coverage"]["gaps"]["nodes"]
        assert data["whatIf"]["coverage"]["gaps"]["nodes"] == [gap]
        return gap["reasons"]

    file.write_text(text.format(2), encoding="utf-8")
    assert "A building with 2 or more full members" in (await reasons(Settings(thresholds=file)))[1]
    file.write_text(text.format(4), encoding="utf-8")
    assert len(await reasons(Settings(thresholds=file))) == 1
    assert "A building with 3 or more full members" in (await reasons(Settings()))[1]
