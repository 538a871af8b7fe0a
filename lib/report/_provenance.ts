/** The foot of a page: what its figures rest on, so that anyone can make them again. */
import { createHash } from "node:crypto";
import { monthName } from "../calendar/mod.ts";
import { escapeHtml, formatCount } from "../figures/mod.ts";
import { dataMark, inventedOf, type ReportOptions, type SourceDelivery } from "./options.ts";

/** How many characters of a checksum are shown: enough to compare by eye. */
const SHOWN = 12;

const HEADS = ["Fil", "Månad", "Lästa", "Godtagna", "Underkända", "Överhoppade", "SHA-256, början"];

/** The names of programs as their makers write them. */
const NAMES: Readonly<Record<string, string>> = {
  vantelage: "Vänteläge",
  deno: "Deno",
  duckdb: "DuckDB",
  "duckdb-wasm": "DuckDB-Wasm",
  plot: "Observable Plot",
};

/**
 * The facts about a page's figures: the same inputs give the same text, so there is no time of day in it but of a run
 * that was kept.
 */
export function provenanceHtml(
  parameters: Readonly<Record<string, unknown>>,
  { audience, published, manad, provenance }: ReportOptions,
): string {
  const { deliveries, version, ran } = provenance, mark = dataMark(provenance);
  const facts = {
    "Månad": monthName(manad),
    "Spridning": audience === "public"
      ? "Publik. Små tal är skyddade, så som det står nedan."
      : "Internt arbetsmaterial. Små tal är inte skyddade: sidan får inte publiceras.",
    "Underlag": mark === null
      ? ""
      : inventedOf(provenance).includes("leveranser")
      ? `${mark}. Raderna är påhittade och gäller inga patienter.`
      : `${mark}. Leveranserna är verkliga.`,
    "Parametrar": Object.entries(parameters).map(([name, value]) => `${name} = ${parameterText(value)}`).join(
      ", ",
    ),
    "Gjord med": Object.entries(version).map(([name, text]) => `${NAMES[name] ?? name} ${text}`).join(", "),
    "Körd": ran === undefined ? "" : `${momentText(ran)}. Inget som sidan bygger på har ändrats sedan dess.`,
    // Anyone who knows all of a file but its small numbers could try them out against a checksum.
    "Kontrollsumma": audience === "public" ? "" : checksum(deliveries),
  };
  const list = Object.entries(facts).filter(([, text]) => text !== "")
    .map(([name, text]) => `<div><dt>${name}</dt><dd>${escapeHtml(text)}</dd></div>`);
  const foot = audience === "public"
    ? `<h2>Så är små tal skyddade</h2>\n${
      (published?.statement ?? []).map((text) => `<p>${escapeHtml(text)}</p>`).join("\n")
    }`
    : deliveriesHtml(deliveries);
  return `<dl class="facts">\n${list.join("\n")}\n</dl>\n${foot}`;
}

function momentText(moment: string): string {
  return new Date(moment).toLocaleString("sv-SE", { dateStyle: "long", timeStyle: "short" });
}

function parameterText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Of the deliveries' own checksums, in an order of their own: what `sort | sha256sum` gives for them, a line each. */
function checksum(deliveries: readonly SourceDelivery[]): string {
  const lines = deliveries.map(({ sha256 }) => `${sha256}\n`).sort();
  return createHash("sha256").update(lines.join("")).digest("hex").slice(0, SHOWN);
}

/** Written closer than a figure's table, without the ends of cells that HTML lets one leave out: a page may rest on a hundred deliveries. */
function deliveriesHtml(deliveries: readonly SourceDelivery[]): string {
  const sum = (count: "read" | "loaded" | "rejected" | "skipped") =>
    formatCount(deliveries.reduce((total, delivery) => total + delivery[count], 0));
  const rows = deliveries.map(({ file, sha256, manad, read, loaded, rejected, skipped }) => {
    const cells = [
      manad ?? "flera",
      ...[read, loaded, rejected, skipped].map(formatCount),
      sha256.slice(0, SHOWN),
    ];
    return `<tr><th>${escapeHtml(file)}${cells.map((cell) => `<td>${escapeHtml(cell)}`).join("")}`;
  });
  const number = deliveries.length === 1 ? "En leverans" : `${formatCount(deliveries.length)} leveranser`;
  return `<details>
<summary>${number}: ${sum("read")} rader lästa, ${sum("loaded")} godtagna, ${sum("rejected")} underkända, ${
    sum("skipped")
  } överhoppade</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Leveranser"><table>
<thead><tr>${HEADS.map((head) => `<th>${head}`).join("")}<tbody>
${rows.join("")}</table></div>
</details>`;
}
