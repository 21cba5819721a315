"""One district from its seed, stage by stage, as rows of the dataset's tables."""

from .activities import hold_activities
from .affiliations import write_affiliations
from .columns import COLUMNS
from .cross_appointments import cross_appoint
from .geography import lay_out
from .grids import draw_grids
from .groups import found_groups
from .institutions import found_companies, found_units
from .leadership import Leadership
from .liaisons import register, write_liaisons
from .members import Settlement
from .organizations import found_organizations, set_terms
from .rows import (
    company_rows,
    grid_area_rows,
    organization_area_rows,
    organization_rows,
    people_rows,
    place_rows,
    unit_rows,
)
from .state import District, Row
from .venues import open_venues
from .wardens import Wardens


def build(seed: int) -> dict[str, list[Row]]:
    """All tables of one district by English name, each a list of rows in column order."""
    district = District(seed)
    lay_out(district)
    draw_grids(district)
    found_organizations(district)
    found_groups(district)
    found_units(district)
    found_companies(district)
    set_terms(district)
    settlement = Settlement(district)
    settlement.settle()
    write_affiliations(district, settlement)
    Leadership(district, settlement).appoint_all()
    cross_appoint(district)
    Wardens(district).appoint_all()
    write_liaisons(district)
    register(district)
    open_venues(district)
    hold_activities(district)
    read = {
        "places": place_rows,
        "grid_areas": grid_area_rows,
        "organizations": organization_rows,
        "organization_areas": organization_area_rows,
        "people": people_rows,
        "companies": company_rows,
        "units": unit_rows,
    }
    district.rows.update({name: list(rows(district)) for name, rows in read.items()})
    return {name: district.rows[name] for name in COLUMNS}
