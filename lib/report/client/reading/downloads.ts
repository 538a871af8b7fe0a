/** Files of what a figure shows: its table for a spreadsheet, its chart for a presentation. */
import { chartPng, chartSvg } from "./chart_file.ts";
import { fileName } from "./file_name.ts";
import { tableCsv } from "./table_text.ts";

/** Puts buttons under a figure: its table as CSV, its chart as SVG and PNG. */
export function offerDownloads(figure: Element): void {
  const offers: [string, () => Promise<Blob> | Blob, string][] = [];
  // A chart's table is in the page when its figure is drawn, or soon after, so it is looked for when it is asked for.
  offers.push(["CSV", () => csvOf(figure), "tabellen"]);
  if (figure.querySelector(".plot")) {
    offers.push(
      ["SVG", () => new Blob([chartSvg(figure)], { type: "image/svg+xml" }), "diagrammet"],
      ["PNG", () => chartPng(figure), "diagrammet"],
    );
  } else if (!figure.querySelector("table")) return;
  const line = document.createElement("p");
  line.className = "files";
  line.append("Hämta ");
  for (const [name, make, what] of offers) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name;
    button.setAttribute("aria-label", `Hämta ${what} som ${name}: ${nameOf(figure)}`);
    button.addEventListener(
      "click",
      async () => save(await make(), `${fileName(nameOf(figure), location)}.${name.toLowerCase()}`),
    );
    line.append(button, " ");
  }
  figure.append(line);
}

function csvOf(figure: Element): Blob {
  const table = figure.querySelector("table");
  return new Blob([table ? tableCsv(table, figure.querySelector(".mark")?.textContent) : ""], {
    type: "text/csv",
  });
}

function nameOf(figure: Element): string {
  return figure.querySelector(".no")?.textContent ?? figure.querySelector("h3")?.textContent ?? "";
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
