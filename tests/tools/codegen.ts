import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  importExtension: ".ts",
  schema: "schema/schema.graphql",
  documents: "documents/*.graphql",
  generates: {
    "made/client/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: { scalars: { Date: "string", DateTime: "string" }, enumsAsTypes: true, useTypeImports: true, documentMode: "string" },
    },
  },
};

export default config;
