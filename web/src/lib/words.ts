/** The words of the schema's enums and of the roles, as people say them. */

import { say, type Text } from "./language";

const ORGANIZATION_KINDS: Readonly<Record<string, Text>> = {
  WORKING_COMMITTEE: { zh: "党工委", en: "Working committee" },
  COMMITTEE: { zh: "党委", en: "Committee" },
  GENERAL_BRANCH: { zh: "党总支", en: "General branch" },
  BRANCH: { zh: "党支部", en: "Branch" },
  GROUP: { zh: "党小组", en: "Party group" },
};

const ROLES: Readonly<Record<string, Text>> = {
  analyst: { zh: "分析员", en: "analyst" },
  frontend: { zh: "前端", en: "frontend" },
  admin: { zh: "管理员", en: "administrator" },
};

export function organizationKind(name: string): string {
  const word = ORGANIZATION_KINDS[name];
  return word === undefined ? name : say(word);
}

export function roleName(role: string): string {
  const word = ROLES[role];
  return word === undefined ? role : say(word);
}
