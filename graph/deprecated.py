"""How the API says that something is to be asked for no longer."""

from dataclasses import dataclass

from graph.dates import day_of
from graph.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Deprecated:
    """That a field is to be asked for no longer. It is answered as before until it is taken away.

    since: the day, `YYYY-MM-DD`. doc: why, and what to ask for instead, in both languages.
    Raises ValueError for a day or a text that is none.
    """

    since: str
    doc: str

    def __post_init__(self) -> None:
        day_of(self.since)
        words_of(self.doc)

    @property
    def reason(self) -> str:
        """What the schema says: the day and the reason, in both languages."""
        words = words_of(self.doc)
        return str(Words(f"自 {self.since} 起停用：{words.zh}", f"Since {self.since}: {words.en}"))
