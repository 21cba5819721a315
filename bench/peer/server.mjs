// The Neo4j GraphQL Library behind GraphQL Yoga: as its documentation sets it up, in production
// mode. Prints its port once it answers.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { Neo4jGraphQL } from "@neo4j/graphql";
import { createYoga } from "graphql-yoga";
import neo4j from "neo4j-driver";

const { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD } = process.env;
const driver = neo4j.driver(NEO4J_URI, neo4j.auth.basic(NEO4J_USER, NEO4J_PASSWORD), {
  maxConnectionPoolSize: 64,
  notificationFilter: { minimumSeverityLevel: "OFF" },
  telemetryDisabled: true,
});
const typeDefs = readFileSync(new URL("typedefs.graphql", import.meta.url), "utf8");
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const yoga = createYoga({
  schema,
  graphiql: false,
  landingPage: false,
  logging: false,
  maskedErrors: false,
});
const server = createServer(yoga);
server.keepAliveTimeout = 30_000;
server.listen(0, "127.0.0.1", () => console.log(`PORT ${server.address().port}`));

async function stop() {
  server.close();
  server.closeAllConnections();
  await driver.close();
}
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
