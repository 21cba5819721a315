/** The three people of the demonstration, whom the service offers while it shows invented data. */

export const PERSONAS = ["analyst", "frontend", "admin"] as const;
export type Persona = (typeof PERSONAS)[number];

/** Those offered; none where the service is not a demonstration. */
export async function personas(): Promise<Persona[]> {
  const response = await fetch("/personas", { cache: "no-store" });
  if (!response.ok) return [];
  const offered: unknown = await response.json();
  return Array.isArray(offered) ? PERSONAS.filter((persona) => offered.includes(persona)) : [];
}

/** A token for one of them; null where the service gives none. */
export async function becomePersona(persona: Persona): Promise<string | null> {
  const response = await fetch(`/personas/${persona}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
    cache: "no-store",
  });
  if (!response.ok) return null;
  const answer: unknown = await response.json();
  if (typeof answer !== "object" || answer === null || !("token" in answer)) return null;
  return typeof answer.token === "string" ? answer.token : null;
}
