"""Lists buildings without a Party group: python client.py http://127.0.0.1:8000/graphql TOKEN"""

import asyncio
import sys

from orggraph_client import Client


async def main(url: str, token: str) -> None:
    """Print how many there are, and three of them."""
    async with Client(url, headers={"Authorization": f"Bearer {token}"}) as client:
        found = await client.buildings_without_a_group(within="140902003", first=3)
    print(f"{found.buildings.total_count} buildings have no Party group; among them:")
    for building in found.buildings.nodes:
        floors = "?" if building.floors is None else building.floors
        print(f"{building.code} {building.name}, {floors} floors")


asyncio.run(main(*sys.argv[1:]))
