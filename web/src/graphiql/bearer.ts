/** The token's bearer in a sentence, for GraphiQL. */

import { say, type Text } from "@/shared/language";
import { identityOf } from "@/shared/session";

/** A sentence about the bearer of `token`. */
export function describeBearer(token: string | null): string {
  if (token === null) {
    return say({ zh: "还没有令牌。", en: "No token yet." });
  }
  const identity = identityOf(token);
  if (identity === null) {
    return say({
      zh: "已保存令牌，但它不像 JWT，服务可能不接受。",
      en: "A token is kept, but it does not look like a JWT; the service may refuse it.",
    });
  }
  if (identity.expires !== null && identity.expires < Date.now()) {
    return say({
      zh: `${roleName(identity.role)}的令牌已过期，请换一个。`,
      en: `The ${roleName(identity.role)} token has expired; use a new one.`,
    });
  }
  const scope =
    identity.scope === "*"
      ? say({ zh: "全部范围", en: "everything" })
      : say({ zh: `范围 ${identity.scope}`, en: `scope ${identity.scope}` });
  return say({
    zh: `以${roleName(identity.role)}身份提问 · ${scope}`,
    en: `Asking as ${roleName(identity.role)} · ${scope}`,
  });
}

export function roleName(role: string): string {
  const word = ROLES[role];
  return word === undefined ? role : say(word);
}

const ROLES: Readonly<Record<string, Text>> = {
  analyst: { zh: "分析员", en: "analyst" },
  frontend: { zh: "前端", en: "frontend" },
  admin: { zh: "管理员", en: "administrator" },
};
