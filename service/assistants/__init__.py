"""`/mcp`: the graph for assistants, by the Model Context Protocol."""
