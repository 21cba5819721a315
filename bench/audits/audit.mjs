// Runs graphql-http's audits against a service and prints their results as JSON.
// usage: node audit.mjs URL TOKEN
import { auditServer } from "graphql-http";

const [url, token] = process.argv.slice(2);
const results = await auditServer({
  url,
  fetchFn: (target, options = {}) =>
    fetch(target, {
      ...options,
      headers: { ...options.headers, authorization: `Bearer ${token}` },
    }),
});
console.log(
  JSON.stringify(results.map(({ id, name, status, reason }) => ({ id, name, status, reason }))),
);
