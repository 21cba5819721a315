// Is told of two changes by the npm package graphql-sse: node events.mjs URL TOKEN
import { createClient } from "graphql-sse";

const [url, token] = process.argv.slice(2);
const authorization = `Bearer ${token}`;

async function rename(name) {
  const input = { code: "C1", name, kind: "COMMUNITY" };
  const query = `mutation ($input: SavePlaceInput!) { savePlace(input: $input) { problems { message } } }`;
  await fetch(url, {
    method: "POST",
    headers: { authorization, "content-type": "application/json" },
    body: JSON.stringify({ query, variables: { input } }),
  });
}

function subscription(query, on) {
  const client = createClient({ url, headers: { authorization }, retryAttempts: 0, on });
  return client.iterate({ query });
}

const told = subscription("subscription { changes { id subjects { id } } }", {
  connected: async () => {
    await rename("One");
    await rename("Two");
  },
});
let count = 0;
for await (const { data } of told) {
  console.log(JSON.stringify(data));
  count += 1;
  if (count === 2) break;
}
for await (const { errors } of subscription("subscription { changed { id } }")) {
  console.log(errors.map((error) => error.extensions.code).join());
}
