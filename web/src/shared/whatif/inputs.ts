/** The changes that the service knows, and what each asks for, as its own schema says. */

import type { Language } from "../language";
import type { FindingsTurnedQueryVariables } from "./FindingsTurned.generated";
import type { InputsQuery } from "./Inputs.generated";

export interface Field {
  name: string;
  description: string | null;
  /** `String`, `Date`, `ID`, `Int`, `Boolean`, or the name of an enum. */
  type: string;
  required: boolean;
  many: boolean;
  /** Of an enum; empty otherwise. */
  values: readonly { name: string; description: string | null }[];
}

export interface Kind {
  name: string;
  description: string | null;
  fields: readonly Field[];
}

type Given = NonNullable<InputsQuery["change"]>;
type GivenFields = NonNullable<NonNullable<Given["inputFields"]>[number]["type"]["inputFields"]>;

/**
 * The changes that a caller may try. What would be after changes to people is told to those alone
 * who see people: for others a field that names somebody is absent, and with it a change that
 * cannot do without.
 */
export function kindsOf(answer: InputsQuery, seesPeople: boolean): Kind[] {
  return allKinds(answer).flatMap((kind) => {
    if (seesPeople) return [kind];
    const personal = kind.fields.filter((field) => namedBy(kind, field).includes("Person"));
    if (personal.some(({ required }) => required)) return [];
    return [{ ...kind, fields: kind.fields.filter((field) => !personal.includes(field)) }];
  });
}

/** Whether the service knows a change by this name, whoever may try it. */
export function isKnown(answer: InputsQuery, name: string): boolean {
  return (answer.change?.inputFields ?? []).some((field) => field.name === name);
}

function allKinds(answer: InputsQuery): Kind[] {
  return (answer.change?.inputFields ?? []).map(({ name, description, type }) => ({
    name,
    description: description ?? null,
    fields: (type.inputFields ?? []).map(fieldOf),
  }));
}

function fieldOf({ name, description, type }: GivenFields[number]): Field {
  const chain = [type, type.ofType, type.ofType?.ofType, type.ofType?.ofType?.ofType].filter(
    (part) => part !== null && part !== undefined,
  );
  const last = chain.at(-1);
  return {
    name,
    description: description ?? null,
    type: last?.name ?? "String",
    required: type.kind === "NON_NULL",
    many: chain.some(({ kind }) => kind === "LIST"),
    values: (last?.enumValues ?? []).map((value) => ({
      name: value.name,
      description: value.description ?? null,
    })),
  };
}

/** A description in one language: `中文：更多。 — English.`, in which the first words are a name. */
export function described(description: string | null, language: Language): string {
  const [zh = "", en = zh] = (description ?? "").split(" — ");
  return language === "zh" ? zh : en;
}

/** What a field or a value is called, out of its description. */
export function called(item: { name: string; description: string | null }, language: Language): string {
  const text = described(item.description, language);
  const end = text.search(/[：。:]/);
  const first = end === -1 ? text : text.slice(0, end);
  return language === "zh" && first !== "" ? first : spaced(item.name);
}

/** What a description says beyond the name that stands before it; "" when that is nothing. */
export function helpOf(item: { name: string; description: string | null }, language: Language): string {
  const text = described(item.description, language);
  return language === "zh" && text.startsWith(called(item, language))
    ? text.slice(called(item, language).length).replace(/^[：。:]\s*/, "")
    : text;
}

/** `organizationCode` as `organization code`; what is in capitals stays. */
function spaced(name: string): string {
  return /^[A-Z_]+$/.test(name) ? name : name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
}

const PLACES = [
  "Province",
  "City",
  "District",
  "Subdistrict",
  "Community",
  "Lane",
  "Grid",
  "MicroGrid",
  "Compound",
  "Building",
  "BuildingUnit",
];

/** Which types of nodes a field names, by what it is called. */
const NAMED: Readonly<Record<string, readonly string[]>> = {
  organizationCode: ["PartyOrganization"],
  parentCode: ["PartyOrganization"],
  placeCode: PLACES,
  placeCodes: PLACES,
  personCode: ["Person"],
  keepCode: ["Person"],
  otherCode: ["Person"],
  communityCode: ["Community"],
  compoundCode: ["Compound"],
  companyCode: ["PropertyCompany"],
  unitCode: ["LiaisonUnit"],
};
/** Fields whose name alone does not say it. */
const NAMED_IN: Readonly<Record<string, readonly string[]>> = {
  "dissolve.code": ["PartyOrganization"],
  "endPost.id": ["Post"],
  "savePerson.code": ["Person"],
};

/** The types of which a field of a change names a node; none for other fields. */
function namedBy(kind: Kind, { name }: Field): readonly string[] {
  return NAMED_IN[`${kind.name}.${name}`] ?? NAMED[name] ?? [];
}

const SEARCHED = {
  PartyOrganization: "PARTY_ORGANIZATION",
  Person: "PERSON",
  Community: "COMMUNITY",
  Compound: "COMPOUND",
  PropertyCompany: "PROPERTY_COMPANY",
  LiaisonUnit: "LIAISON_UNIT",
} as const;
type Searched = (typeof SEARCHED)[keyof typeof SEARCHED] | "PLACE";

/** As what the search knows the nodes that a field names; null where it names none by a code. */
export function searchedFor(kind: Kind, field: Field): Searched | null {
  const types = namedBy(kind, field);
  if (types === PLACES) return "PLACE";
  const [only] = types;
  return Object.entries(SEARCHED).find(([type]) => type === only)?.[1] ?? null;
}

/** What a change is given for the node with an id; null where the change has no place for it. */
export function givenFor(kind: Kind, node: string): Readonly<Record<string, string>> | null {
  const [type = ""] = node.split(":", 1);
  const key = node.slice(type.length + 1);
  const field = kind.fields.find((one) => namedBy(kind, one).includes(type));
  if (field === undefined) return null;
  return { [field.name]: field.type === "ID" ? node : key };
}

/** The input of a change out of what was typed; empty fields are left out. */
export function inputOf(kind: Kind, typed: Readonly<Record<string, string>>): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const field of kind.fields) {
    const text = (typed[field.name] ?? "").trim();
    if (text === "") continue;
    if (field.many) input[field.name] = text.split(/[\s,，、]+/).filter(Boolean);
    else if (field.type === "Boolean") input[field.name] = text === "true";
    else if (field.type === "Int" || field.type === "Float") input[field.name] = Number(text);
    else input[field.name] = text;
  }
  return input;
}

export type Changes = FindingsTurnedQueryVariables["changes"];

/** The one change of a form, as `whatIf` takes it. */
export function changesOf(kind: Kind, input: Record<string, unknown>): Changes {
  // Its fields are those that the running service told, which no type of the build can know.
  const changes: unknown = [{ [kind.name]: input }];
  if (!areChanges(changes)) throw new Error(`${kind.name} is no change`);
  return changes;
}

/** Whether each is one change: the schema, which the form follows, says what is in it. */
function areChanges(value: unknown): value is Changes {
  return (
    Array.isArray(value) &&
    value.every((one) => typeof one === "object" && one !== null && Object.keys(one).length === 1)
  );
}
