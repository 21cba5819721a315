// Types of the page's questions, written beside each file of src/ that ends with .graphql.
//
// Every operation becomes a typed string constant in NAME.generated.ts; fragments of other files
// are put in where they are spread. Run before Vite and before the type checker.
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

import { codegen } from "@graphql-codegen/core";
import * as operations from "@graphql-codegen/typescript-operations";
import { buildSchema, Kind, parse, print, validate, visit } from "graphql";

// Built by the service the schema lies beside the sources; in the repository, one folder up.
const SCHEMA = ["schema.graphql", "../schema/schema.graphql"].find((path) => existsSync(path));
const SCALARS = { Date: "string", DateTime: "string", ID: "string", JSON: "unknown" };

const schemaText = readFileSync(SCHEMA, "utf8");
const schemaDocument = parse(schemaText);
const schema = buildSchema(schemaText);

const files = readdirSync("src", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".graphql"))
  .map((name) => join("src", name))
  .sort();
const documents = files.map((path) => ({ path, document: parse(readFileSync(path, "utf8")) }));

const fragments = new Map();
for (const { document } of documents) {
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition);
    }
  }
}

for (const { path, document } of documents) {
  const operationsHere = document.definitions.filter(
    (definition) => definition.kind === Kind.OPERATION_DEFINITION,
  );
  if (operationsHere.length === 0) continue;
  const needed = neededBy(document);
  const whole = { kind: Kind.DOCUMENT, definitions: [...operationsHere, ...needed] };
  const mistakes = validate(schema, whole);
  if (mistakes.length > 0) throw new Error(`${path}: ${mistakes.map(String).join("\n")}`);
  const types = await codegen({
    filename: path,
    schema: schemaDocument,
    documents: [{ location: path, document: whole }],
    config: {
      scalars: SCALARS,
      strictScalars: true,
      avoidOptionals: { field: true },
      immutableTypes: true,
      skipTypename: true,
      enumType: "string-literal",
      useTypeImports: true,
    },
    plugins: [{ operations: {} }],
    pluginMap: { operations },
  });
  const constants = operationsHere.map((operation) => {
    const name = operation.name.value;
    const suffix = operation.operation[0].toUpperCase() + operation.operation.slice(1);
    const text = print({
      kind: Kind.DOCUMENT,
      definitions: [operation, ...neededBy({ definitions: [operation] })],
    });
    return (
      `export const ${name}Document: Document<${name}${suffix}, ${name}${suffix}Variables> = ` +
      `{ name: "${name}", text: ${JSON.stringify(text)} };\n`
    );
  });
  const target = path.replace(/\.graphql$/, ".generated.ts");
  const head = `/* Made from ${basename(path)} by codegen.js. */\nimport type { Document } from "@/shared/document";\n\n`;
  writeFileSync(target, `${head}${types}\n${constants.join("\n")}`);
}

/** The fragments a document spreads, and those that these spread, each once. */
function neededBy(document) {
  const found = new Map();
  const look = (node) =>
    visit(node, {
      FragmentSpread: (spread) => {
        const name = spread.name.value;
        const fragment = fragments.get(name);
        if (fragment === undefined) throw new Error(`There is no fragment ${name}.`);
        if (!found.has(name)) {
          found.set(name, fragment);
          look(fragment);
        }
      },
    });
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) look(definition);
  }
  return [...found.values()];
}
