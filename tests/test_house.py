"""Functions stay short and take little; the compiler says what its values are."""

from tests.house import (
    MOST_ANY,
    MOST_LINES,
    MOST_PARAMETERS,
    any_count,
    circles,
    functions,
    stepping,
)


def test_functions_stay_short() -> None:
    found = list(functions())
    assert len(found) > 2_000
    assert [(f.module, f.name, f.lines) for f in found if f.lines > MOST_LINES] == []


def test_functions_take_few_parameters() -> None:
    """Of a command each parameter is a flag, which its users know by name."""
    found = list(functions())
    assert sum(f.flags for f in found) > 15
    many = [f for f in found if f.parameters > MOST_PARAMETERS and not f.flags]
    assert [(f.module, f.name, f.parameters) for f in many] == []


def test_the_compiler_says_what_its_values_are() -> None:
    assert any_count() <= MOST_ANY


def test_no_module_imports_itself_over_others() -> None:
    assert circles() == []


def test_relations_are_walked_where_validity_and_rights_are_asked() -> None:
    """But for the ways by which rights are decided themselves."""
    assert stepping() == {"graph/compiler/reach.py", "graph/rights/scope.py"}
