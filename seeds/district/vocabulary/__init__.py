"""Words the district is made of. Every name here is invented or generic."""


def words(text: str) -> list[str]:
    """The words of a text, which may run over several lines."""
    return text.split()
