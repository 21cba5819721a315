// Lists buildings without a Party group: node client.ts http://127.0.0.1:8000/graphql TOKEN
import {
  BuildingsWithoutAGroupDocument,
  type TypedDocumentString,
} from "./made/client/graphql.ts";

const [url, token] = process.argv.slice(2);
if (url === undefined) throw new Error("Give the service's address.");

/** The typed data of an operation's answer. */
async function ask<Data, Variables>(
  operation: TypedDocumentString<Data, Variables>,
  variables: Variables,
): Promise<Data> {
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (token !== undefined) headers["authorization"] = `Bearer ${token}`;
  const body = JSON.stringify({ query: operation.toString(), variables });
  const response = await fetch(url as string, { method: "POST", headers, body });
  const answer = (await response.json()) as { data?: Data; errors?: { message: string }[] };
  if (!answer.data || answer.errors) throw new Error(JSON.stringify(answer.errors));
  return answer.data;
}

const { buildings } = await ask(BuildingsWithoutAGroupDocument, {
  within: "140902003",
  first: 3,
});
console.log(`${buildings.totalCount} buildings have no Party group; among them:`);
for (const { code, name, floors } of buildings.nodes) {
  console.log(`${code} ${name}, ${floors ?? "?"} floors`);
}
