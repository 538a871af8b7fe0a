import { parseHTML } from "linkedom";
import { run } from "../cli/_run.ts";
import { numbersOf, pageTexts } from "../document/_page.ts";

/** What other programs' readers need, as a line that can be pasted. */
const NEEDS =
  "python3 -m venv .venv && .venv/bin/pip install openpyxl==3.1.5 python-pptx==1.0.2 python-docx==1.2.0";

/** Opens every file of a folder and gives its numbers, its texts, what its charts and tables are, and its properties. */
const READER = `
import glob, io, json, sys, warnings
import docx, openpyxl
from pptx import Presentation
warnings.simplefilter("ignore")
found = {}
for path in sorted(glob.glob(sys.argv[1] + "/*.xlsx")):
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    numbers = [cell.value for cell in cells if isinstance(cell.value, (int, float))]
    links = [cell.hyperlink.location for cell in book["Innehåll"]["A"] if cell.hyperlink]
    found[path] = dict(numbers=numbers, texts=[str(cell.value) for cell in cells if isinstance(cell.value, str)],
        ok=all(sheet.freeze_panes for sheet in book) and len(links) == len(book.sheetnames) - 1
           and not any(cell.data_type == "f" for cell in cells))
for path in sorted(glob.glob(sys.argv[1] + "/*.docx")):
    document = docx.Document(path)
    texts = [p.text for p in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    images = document.element.body.findall(".//{*}docPr")
    found[path] = dict(numbers=[], texts=texts, ok=document.paragraphs[0].style.name == "Title"
        and any(p.style.name == "Heading 1" for p in document.paragraphs)
        and all(image.get("descr") for image in images))
for path in sorted(glob.glob(sys.argv[1] + "/*.pptx")):
    deck, numbers, texts, ok = Presentation(path), [], [], True
    for slide in deck.slides:
        ok = ok and slide.shapes.title is not None and bool(slide.shapes.title.text) and slide.has_notes_slide
        for shape in slide.shapes:
            if shape.is_placeholder and shape.placeholder_format.type is not None and "SLIDE_NUMBER" in str(shape.placeholder_format.type):
                continue
            if shape.has_text_frame: texts.append(shape.text_frame.text)
            if shape.has_table:
                ok = ok and shape.table.first_row
                texts += [cell.text for row in shape.table.rows for cell in row.cells]
            if shape.has_chart:
                numbers += [value for series in shape.chart.plots[0].series for value in series.values if value is not None]
                book = openpyxl.load_workbook(io.BytesIO(shape.chart.part.chart_workbook.xlsx_part.blob))
                own = [v for row in book.active.iter_rows(min_row=2, min_col=2, values_only=True) for v in row if v is not None]
                ok = ok and sorted(own) == sorted(v for s in shape.chart.plots[0].series for v in s.values if v is not None)
    found[path] = dict(numbers=numbers, texts=texts, ok=ok)
json.dump(found, sys.stdout)
`;

interface Found {
  readonly numbers: readonly number[];
  readonly texts: readonly string[];
  readonly ok: boolean;
}

/**
 * Opens what `report --format xlsx,docx,pptx` writes of the whole sample with openpyxl, python-docx and python-pptx: that
 * each opens, has its titles, heads, links, alternative texts and notes, that a chart's workbook holds the chart's numbers,
 * and that every number in it is on its page. Where LibreOffice is installed each is converted to PDF too.
 */
export async function documents(): Promise<boolean> {
  const python = await pythonWith();
  if (python === null) {
    console.error(`Python med de tre läsarna finns inte. Gör så här i kopian av projektet: ${NEEDS}`);
    return false;
  }
  const folder = await Deno.makeTempDir({ prefix: "vantelage_dokument_" }), out = `${folder}/ut`;
  const started = performance.now();
  const args = ["--lager", `${folder}/lager`, "--ut", out, "--format", "xlsx,docx,pptx"];
  const { code, err } = await run("report", ...args);
  if (code !== 0) {
    console.error(err);
    return false;
  }
  console.log(`rapporten skrevs på ${Math.round((performance.now() - started) / 1000)} s`);
  const { stdout, stderr, success } = await new Deno.Command(python, { args: ["-c", READER, out] }).output();
  if (!success) {
    console.error(new TextDecoder().decode(stderr));
    return false;
  }
  const found: Readonly<Record<string, Found>> = JSON.parse(new TextDecoder().decode(stdout));
  let holds = Object.keys(found).length > 0;
  for (const [path, { numbers, texts, ok }] of Object.entries(found)) {
    const html = await Deno.readTextFile(path.replace(/\w+$/, "html"));
    const onPage = numbersOf(pageTexts(parseHTML(html).document));
    const own = new Set([...numbers, ...numbersOf(texts.join(" | "))]);
    const foreign = [...own].filter((number) => !onPage.has(number));
    holds &&= ok && foreign.length === 0;
    const said = `${ok ? "rätt" : "FEL"}, ${own.size} tal, ${foreign.length} som inte står på sidan`;
    console.log(`${path.slice(out.length + 1)}: ${said} ${foreign.slice(0, 8).join(" ")}`);
  }
  await convert(Object.keys(found), folder);
  await Deno.remove(folder, { recursive: true });
  return holds;
}

/** The Python that has the readers: that of the checkout's .venv, else the system's. */
async function pythonWith(): Promise<string | null> {
  for (const python of [".venv/bin/python", "python3"]) {
    try {
      const args = ["-c", "import openpyxl, pptx, docx"];
      if ((await new Deno.Command(python, { args, stderr: "null" }).output()).success) return python;
    } catch (error) {
      if (!(error instanceof Deno.errors.NotFound)) throw error;
    }
  }
  return null;
}

/** Converts files to PDF by LibreOffice; says so where it is not installed. */
async function convert(paths: readonly string[], folder: string): Promise<void> {
  try {
    const args = ["--headless", "--convert-to", "pdf", "--outdir", `${folder}/pdf`, ...paths];
    const { success } = await new Deno.Command("soffice", { args }).output();
    console.log(`LibreOffice: ${success ? "alla blev PDF" : "FEL"}`);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    console.log("LibreOffice finns inte här: filerna öppnades inte med det");
  }
}
