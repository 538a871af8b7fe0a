import assert from "node:assert/strict";
import { parseHTML } from "linkedom";
import { readSheets } from "../../lib/extract/mod.ts";
import { formatRate } from "../../lib/figures/mod.ts";
import { formatCount, formatShare, loadFiles, openStore, select } from "../../lib/mod.ts";
import { numbersOf, pageTexts, partsOf } from "../document/_page.ts";
import { ROOT, run } from "./_run.ts";

const report = (...args: string[]) => run("report", ...args);

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}

/** A folder for notebooks of a test's own: the kernel finds "vantelage" in the deno.json above; .jupyter/ is ignored by git. */
async function notebookFolder(): Promise<string> {
  await Deno.mkdir(`${ROOT}.jupyter`, { recursive: true });
  return await Deno.makeTempDir({ dir: `${ROOT}.jupyter` });
}

/** A notebook for publication that looks for the store in every way that it can think of, is told where it lies, and throws what it finds. */
async function nosyNotebook(folder: string, store: string): Promise<string> {
  const source = JSON.parse(await Deno.readTextFile(`${ROOT}notebooks/05_att_publicera.ipynb`));
  const [file] = [...Deno.readDirSync(`${store}/rows`)].map(({ name }) => `${store}/rows/${name}`);
  const code = `import { openStore, sql } from "vantelage";
    const attempts = {
      nextDoor: async () => sql(await openStore(${JSON.stringify(store)}))\`SELECT * FROM rader\`,
      usual: async () => sql(await openStore())\`SELECT * FROM celler\`,
      rows: () => Deno.readFile(${JSON.stringify(file)}),
      listed: () => [...Deno.readDirSync(${JSON.stringify(store)})],
      parent: () => Deno.readTextFile("/proc/" + Deno.ppid + "/cmdline"),
      named: () => (Deno.env.get("VANTELAGE_STORE") ?? "") + (Deno.env.get("VANTELAGE_DATA") ?? ""),
    };
    const told: Record<string, unknown> = {};
    for (const [name, attempt] of Object.entries(attempts)) {
      try {
        told[name] = await attempt();
      } catch (error) {
        told[name] = error instanceof Deno.errors.NotCapable ? "refused" : String(error);
      }
    }
    throw new Error(JSON.stringify(told));`;
  source.cells = [{ ...source.cells[0], source: "# Nyfiken" }, { ...source.cells[1], source: code }];
  await Deno.writeTextFile(`${folder}/nyfiken.ipynb`, JSON.stringify(source));
  return `${folder}/nyfiken.ipynb`;
}

const HEADER = "månad;status;region;sjukhus;vårdutbud;0-30;31-60;61-90;91-365;366+;pvv;mov";
const ROWS = [
  "2024-04;väntande;Dalarna;Falu lasarett;Gallsten;40;20;10;25;5;3;2",
  "2024-04;väntande;Uppsala;Akademiska sjukhuset;Gallsten;90;50;31;17;1;4;0",
  "2024-04;väntande;Örebro län;Karlskoga lasarett;Gråstarr;12;9;30;11;0;0;1",
  "2024-04;genomförda;Dalarna;Falu lasarett;Gallsten;30;9;4;7;0;;",
  "2023-04;väntande;Dalarna;Falu lasarett;Gallsten;44;10;10;25;5;3;2",
];

Deno.test("report runs notebooks into pages that say what the table says", async (t) => {
  const folder = await Deno.makeTempDir();
  const store = `${folder}/lager`;
  await Deno.writeTextFile(`${folder}/leverans.csv`, [HEADER, ...ROWS, ""].join("\n"));
  await loadFiles(store, [`${folder}/leverans.csv`]);

  await t.step("a public report shows no small number, and tells how they are protected", async () => {
    const args = ["--mottagare", "publik", "--lager", store, "--ut", `${folder}/publik`];
    args.push("--format", "xlsx,docx,pptx");
    for (const [text, ...more] of [["Ombyggt i Falun.", "--publik"], ["Tre slutade."]]) {
      const said = ["--region", "Dalarna", "--manad", "2024-04", "--roll", "verksamhetschef", "--text", text];
      const where = ["--rapport", "05", "--lager", store];
      assert.equal((await run("comment", "add", ...said, ...more, ...where)).code, 0);
    }
    const { code, out, err } = await report(...args);
    assert.equal(code, 0, err);
    assert.deepEqual(out.trim().split("\n"), [
      `${folder}/publik/05_att_publicera.html`,
      ...["docx", "pptx", "xlsx"].map((format) => `${folder}/publik/05_att_publicera.${format}`),
      `${folder}/publik/manifest.json`,
      `${folder}/publik/index.html`,
    ]);
    assert.match(err, /Körs inte.*01_vantelaget/);
    const written05 = await Deno.readTextFile(`${folder}/publik/05_att_publicera.html`);
    assert.match(written05, /Kommentar från Region Dalarna, verksamhetschef, [^:]*: Ombyggt i Falun\./);
    assert.doesNotMatch(written05, /Tre slutade/);
    const { document } = parseHTML(await Deno.readTextFile(`${folder}/publik/05_att_publicera.html`));
    const cells = [...document.querySelectorAll("main td")].map((cell) => cell.textContent?.trim());
    assert.ok(cells.includes("dolt"));
    for (const small of ["0", "1", "2", "3", "4"]) assert.ok(!cells.includes(small), small);
    assert.match(document.querySelector("footer")?.textContent ?? "", /Granskningen är godkänd/);
    assert.equal(document.querySelectorAll('script[type="application/octet-stream"]').length, 1);
    const workbook = readSheets(await Deno.readFile(`${folder}/publik/05_att_publicera.xlsx`), "publik.xlsx");
    const written = workbook.filter(({ name }) => /^(?:Figur|Tabell) /.test(name))
      .flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.slice(1)));
    assert.ok(written.includes("dolt"));
    for (const small of ["0", "1", "2", "3", "4"]) assert.ok(!written.includes(small), small);
    const onPage = numbersOf(pageTexts(document));
    const numbers = written.filter((cell) => /^-?\d+(?:\.\d+)?$/.test(cell)).map(Number);
    assert.deepEqual(numbers.filter((number) => !onPage.has(number)), []);
    assert.ok(numbers.length > 20);
    for (const format of ["docx", "pptx"]) {
      const parts = partsOf(await Deno.readFile(`${folder}/publik/05_att_publicera.${format}`));
      const shown = [...parts].filter(([name]) =>
        /^(?:word\/document|ppt\/(?:slides|notesSlides)\/[^/]*)\.xml$/.test(name)
      )
        .flatMap((
          [, xml],
        ) => [...xml.replace(/<a:fld[^]*?<\/a:fld>/g, "").matchAll(/<(?:w|a):t(?: [^>]*)?>([^<]*)</g)])
        .map(([, text]) => text);
      assert.ok(shown.includes("dolt"), format);
      assert.deepEqual([...numbersOf(shown.join(" | "))].filter((number) => !onPage.has(number)), [], format);
      for (const small of ["0", "1", "2", "3", "4"]) assert.ok(!shown.includes(small), `${format}: ${small}`);
      const drawn = [...parts].filter(([name]) => /^ppt\/charts\/[^/]*\.xml$/.test(name))
        .flatMap(([, xml]) => [...xml.matchAll(/<c:val>[^]*?<\/c:val>/g)])
        .flatMap(([values]) => [...values.matchAll(/<c:v>([^<]*)</g)].map(([, text]) => Number(text)));
      assert.deepEqual(drawn.filter((number) => !onPage.has(number)), [], format);
      const properties = [...parts].filter(([name]) => name.startsWith("docProps/")).map(([, xml]) => xml)
        .join("");
      assert.deepEqual([...properties.matchAll(/<dc:title>([^<]*)</g)].map(([, title]) => title), [
        document.title,
      ]);
    }
  });

  await t.step("the same month is not published by another rule beside it", async () => {
    const other = ["--mottagare", "publik", "--troskel", "20", "--lager", store, "--ut", `${folder}/annan`];
    const { code, err } = await report(...other);
    assert.equal(code, 1, err);
    assert.match(
      err,
      /tal under 20 dolda går inte bredvid den publika rapporten för 2024-04 med tal under 5 dolda.*--ersatt/,
    );
    const [{ inputs }] = JSON.parse(await Deno.readTextFile(`${store}/publicerat.json`));
    assert.deepEqual(inputs.map(({ file }: { file: string }) => file), ["leverans.csv"]);
  });

  await t.step(
    "a late region is not published beside a page that hides some of the others' total, unless it is withdrawn; and no notebook of a public report comes at the store",
    async () => {
      const late = `${folder}/sen`;
      await copyFolder(store, late);
      const row = "2024-04;väntande;Sörmland;Mälarsjukhuset;Gallsten;50;20;10;25;6;3;2";
      await Deno.writeTextFile(`${folder}/sen.csv`, [HEADER, row, ""].join("\n"));
      await loadFiles(late, [`${folder}/sen.csv`]);
      const args = ["--mottagare", "publik", "--lager", late, "--ut", `${folder}/sent`];
      const refused = await report(...args);
      assert.equal(refused.code, 1, refused.err);
      assert.match(
        refused.err,
        /publicerad med andra regioner.*skulle avslöja dolda tal.*--ersatt/,
      );
      await assert.rejects(Deno.stat(`${folder}/sent/05_att_publicera.html`), Deno.errors.NotFound);
      const own = await notebookFolder(), nosy = await nosyNotebook(own, late);
      const both = ["--anteckningsbok", "05", "--anteckningsbok", nosy];
      const replaced = await report(...args, ...both, "--ersatt");
      await Deno.remove(own, { recursive: true });
      assert.equal(replaced.code, 3, replaced.err);
      const [told] = /\{"nextDoor".*\}/.exec(replaced.err)!;
      assert.deepEqual(JSON.parse(told), {
        nextDoor: "refused",
        usual: "refused",
        rows: "refused",
        listed: "refused",
        parent: "refused",
        named: "",
      });
      assert.match(replaced.err, /Ersätter den publika rapporten från .*ser \d+ tal som var dolda/);
      const [first, second] = JSON.parse(await Deno.readTextFile(`${late}/publicerat.json`));
      assert.deepEqual([first.withdrawn, second.withdrawn], [second.started, undefined]);
    },
  );

  await t.step(
    "--avrunda rounds every count with the store's secret, which nothing written holds",
    async () => {
      const own = `${folder}/avrundat`, out = `${folder}/avrundade`;
      const row = (region: string, more: number) =>
        `2024-04;väntande;${region};Sjukhuset i ${region};Gallsten;${40 + more};${33 + more};${21 + more};${
          27 + more
        };0;0;0`;
      const rows = ["Dalarna", "Uppsala", "Värmland"].map((region, index) => row(region, 17 * index));
      await Deno.writeTextFile(`${folder}/avrundat.csv`, [HEADER, ...rows, ""].join("\n"));
      await loadFiles(own, [`${folder}/avrundat.csv`]);
      const { code, err } = await report("--mottagare", "publik", "--avrunda", "--lager", own, "--ut", out);
      assert.equal(code, 0, err);
      const html = await Deno.readTextFile(`${out}/05_att_publicera.html`);
      const { document } = parseHTML(html);
      const table = [...document.querySelectorAll("main table")].find((each) =>
        each.querySelector("th[scope=col]:nth-child(9)")
      )!;
      const counts = [...table.querySelectorAll("td")].map((cell) => cell.textContent?.trim() ?? "")
        .filter((text) => /^\d+$/.test(text)).slice(0, 3);
      assert.ok(counts.length > 0 && counts.every((text) => Number(text) % 5 === 0), counts.join());
      const key = await Deno.readFile(`${own}/avrundning.nyckel`);
      const forms = [key.toHex(), key.toBase64(), [...key].join()];
      const written = [html, `${err}`];
      for (
        const path of [
          `${out}/manifest.json`,
          `${out}/index.html`,
          `${own}/manifest.json`,
          `${own}/publicerat.json`,
        ]
      ) {
        written.push(await Deno.readTextFile(path));
      }
      for (const form of forms) assert.ok(!written.some((text) => text.includes(form)));
    },
  );

  await t.step("every number of the table by region stands in the page, and no other", async () => {
    const notebooks = [
      "--anteckningsbok",
      "01",
      "--anteckningsbok",
      "20",
      "--parameter",
      "vardutbud=Grå starr",
    ];
    const { code, out, err } = await report(...notebooks, "--lager", store, "--ut", `${folder}/ut`);
    assert.equal(code, 0, err);
    assert.deepEqual(
      out.trim().split("\n"),
      ["01_vantelaget.html", "20_en_annan_ko.html", "manifest.json", "index.html"].map((name) =>
        `${folder}/ut/${name}`
      ),
    );
    const { document } = parseHTML(await Deno.readTextFile(`${folder}/ut/01_vantelaget.html`));
    using opened = await openStore(store);
    const rows = (await select(opened)).waiting("region");
    const table = [...document.querySelectorAll("table")].find((element) =>
      element.textContent.includes("Väntande efter väntetid")
    )!;
    const printed = [...table.querySelectorAll("tbody tr, tfoot tr")].map((line) =>
      [...line.querySelectorAll("td")].map((cell) => cell.textContent)
    );
    assert.equal(printed.length, rows.length);
    rows.forEach((row, index) => {
      const [, , , , , share, , total, pvv, mov, rate] = printed[index];
      assert.deepEqual(
        printed[index].slice(0, 5),
        row.bands.map((band) => formatCount(band.value)),
        row.name,
      );
      assert.deepEqual([share, total, pvv, mov, rate], [
        formatShare(row.overShare!.value),
        formatCount(row.antal),
        formatCount(row.pvv),
        formatCount(row.mov),
        formatRate(row.per1000, 2),
      ], row.name);
    });
    assert.match(
      document.body.textContent.replaceAll("\u00a0", " "),
      /Gävleborg, Sörmland, Värmland och Västmanland har inte levererat april 2024/,
    );
    assert.doesNotMatch(document.documentElement.outerHTML, /(src|href)="https?:/);
  });

  await t.step("a parameter goes to the notebooks that have it", async () => {
    assert.match(await Deno.readTextFile(`${folder}/ut/20_en_annan_ko.html`), /Gråstarr, alla ägarformer/);
  });

  await t.step("an unknown notebook or parameter is wrong use, and names the nearest", async () => {
    const notebook = await report("--anteckningsbok", "01_vantelagt", "--lager", store);
    assert.deepEqual([notebook.code, /Närmast är 01_vantelaget/.test(notebook.err)], [2, true]);
    const wrong = [
      "--anteckningsbok",
      "01",
      "--parameter",
      "månad=2024-04",
      "--lager",
      store,
      "--ut",
      `${folder}/fel`,
    ];
    const parameter = await report(...wrong);
    assert.deepEqual([parameter.code, /Närmast är manad/.test(parameter.err)], [2, true], parameter.err);
    assert.deepEqual([...Deno.readDirSync(`${folder}/fel`)], [], "nothing is written");
  });

  await t.step(
    "a page is titled by the month that it was run with, whatever its code looks like",
    async () => {
      const own = await notebookFolder(), ut = `${folder}/manader`;
      const source = JSON.parse(await Deno.readTextFile(`${ROOT}notebooks/20_en_annan_ko.ipynb`));
      const cell = source.cells[2];
      cell.source = cell.source.join("").replace(
        "parameters({",
        "parameters({ // vilken: annars den senaste\n",
      );
      await Deno.writeTextFile(`${own}/kommentar.ipynb`, JSON.stringify(source));
      source.cells = [source.cells[0], { ...cell, source: "1;" }];
      await Deno.writeTextFile(`${own}/utan.ipynb`, JSON.stringify(source));
      const notebooks = [
        "--anteckningsbok",
        `${own}/kommentar.ipynb`,
        "--anteckningsbok",
        `${own}/utan.ipynb`,
      ];
      const year = ["--parameter", "manad=2023-04", "--lager", store, "--ut", ut];
      const { code, err } = await report(...notebooks, ...year);
      await Deno.remove(own, { recursive: true });
      assert.equal(code, 0, err);
      const titleOf = async (name: string) =>
        /<title>(.*)<\/title>/.exec(await Deno.readTextFile(`${ut}/${name}.html`))?.[1];
      assert.equal(await titleOf("kommentar"), "Vem väntar för länge på operation av gallsten? april 2023");
      assert.equal(await titleOf("utan"), "Vem väntar för länge på {vardutbud}? april 2024");
    },
  );

  await t.step("one page that cannot be written is named, and does not stop the others", async () => {
    const source = JSON.parse(await Deno.readTextFile(`${ROOT}notebooks/20_en_annan_ko.ipynb`));
    const [opening] = source.cells;
    for (const [name, text] of [["lank", "# Länk\n\nSe [figuren](#f1)."], ["rubrik", "Ingen rubrik"]]) {
      source.cells = [{ ...opening, source: text }];
      await Deno.writeTextFile(`${folder}/${name}.ipynb`, JSON.stringify(source));
    }
    const notebooks = ["01", `${folder}/lank.ipynb`, `${folder}/rubrik.ipynb`].flatMap((
      name,
    ) => ["--anteckningsbok", name]);
    const ut = `${folder}/delvis`;
    const { code, out, err } = await report(...notebooks, "--lager", store, "--ut", ut, "--json");
    assert.equal(code, 3, err);
    const { written, failed, left } = JSON.parse(out);
    assert.deepEqual(written.map(({ file }: { file: string }) => file), ["01_vantelaget.html"]);
    assert.deepEqual([failed.map(({ file }: { file: string }) => file), left], [
      ["lank.html", "rubrik.html"],
      [],
    ]);
    const index = await Deno.readTextFile(`${ut}/index.html`);
    for (
      const reason of ["länken #f1 leder inte till något på sidan", "den första textcellen saknar rubrik"]
    ) {
      assert.ok(err.includes(reason), err);
      assert.ok(index.includes(reason), reason);
    }
    assert.match(index, /href="01_vantelaget\.html"/);
  });

  await t.step(
    "a value that a notebook refuses, and a cell that throws, fail the run and are named",
    async () => {
      const value = await report(
        "--anteckningsbok",
        "20",
        "--parameter",
        "vardutbud=Gallstn",
        "--lager",
        store,
        "--ut",
        `${folder}/ut`,
      );
      assert.equal(value.code, 1);
      assert.match(value.err, /20_en_annan_ko.*Gallsten/s);
      const source = (await Deno.readTextFile(`${ROOT}notebooks/20_en_annan_ko.ipynb`)).replace(
        "careOfferingFigure(vardutbud)",
        "careOfferingFigure('finns inte')",
      );
      await Deno.writeTextFile(`${folder}/kastar.ipynb`, source);
      const thrown = await report(
        "--anteckningsbok",
        `${folder}/kastar.ipynb`,
        "--lager",
        store,
        "--ut",
        `${folder}/ut`,
      );
      assert.equal(thrown.code, 1);
      assert.match(thrown.err, /kastar.*kodcell \d+.*rad 1/s);
    },
  );
  await Deno.remove(folder, { recursive: true });
});

Deno.test("report keeps notebooks and options to the audience they are for", async () => {
  const named = await report("--mottagare", "publik", "--anteckningsbok", "01");
  assert.equal(named.code, 2);
  assert.match(named.err, /01_vantelaget är inte skriven för publicering/);
  const internal = await report("--troskel", "20");
  assert.equal(internal.code, 2);
  assert.match(internal.err, /hör till --mottagare publik/);
  const rounded = await report("--mottagare", "publik", "--avrunda", "--troskel", "20");
  assert.equal(rounded.code, 2);
  assert.match(rounded.err, /--troskel går inte med --avrunda/);
  const inside = await report("--mottagare", "publik", "--avrunda", "--p-procent", "10");
  assert.deepEqual([inside.code, /--p-procent går inte med --avrunda/.test(inside.err)], [2, true]);
});
