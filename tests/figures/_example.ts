import type { KnowledgeExample } from "../../lib/plan/mod.ts";

/** An example of the knowledge bank. */
export const example: KnowledgeExample = {
  rubrik: "Ett rum",
  region: "Region Dalarna",
  omrade: "Ortopedi",
  vad: "Samma lag hela dagen",
  effekt: "En till om dagen",
  kontakt: "Verksamhetschef",
  syntetisk: "ja",
  text: ["Så gjordes det."],
};
