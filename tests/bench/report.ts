/** How quickly the pages of a report are written, next to papermill and nbconvert with the same kernel. */
import { parseArgs } from "node:util";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Measures `deno task report` from nothing, and again when nothing has changed; and, where there is a Python with
 * papermill and nbconvert, the same notebooks with them: run by Deno's own Jupyter kernel and written as HTML, as many
 * at a time as there are cores.
 *
 * @param args `[--store data/store] [--python FILE]`
 */
export async function report(args: readonly string[]): Promise<void> {
  const { values: { store, python } } = parseArgs({
    args: [...args],
    options: { store: { type: "string", default: `${ROOT}data/store` }, python: { type: "string" } },
  });
  const folder = await Deno.makeTempDir(), env = { VANTELAGE_STORE: await Deno.realPath(store) };
  try {
    const write = [
      "deno",
      "task",
      "--quiet",
      "report",
      "--lager",
      env.VANTELAGE_STORE,
      "--ut",
      `${folder}/ut`,
    ];
    const cold = await timed([...write, "--kor-alla"], env), warm = await timed(write, env);
    const names = [...Deno.readDirSync(`${folder}/ut`)].map(({ name }) => name)
      .filter((name) => /^\d.*\.html$/.test(name)).map((name) => name.replace(/\.html$/, "")).sort();
    console.log(`| ${names.length} pages | wall s | CPU s |\n| :-- | --: | --: |`);
    const show = (name: string, { wall, cpu }: Time) =>
      console.log(`| ${name} | ${wall.toFixed(1)} | ${cpu.toFixed(1)} |`);
    show("report, from nothing", cold);
    show("report, unchanged", warm);
    if (python === undefined) return;
    const peer = {
      ...env,
      JUPYTER_DATA_DIR: `${folder}/jupyter`,
      BOOKS: `${ROOT}notebooks`,
      OUT: folder,
      PY: python,
    };
    const spec = {
      argv: [Deno.execPath(), "jupyter", "--quiet", "--kernel", "--conn", "{connection_file}"],
      ...{ display_name: "Deno", language: "typescript" },
    };
    await Deno.mkdir(`${folder}/jupyter/kernels/deno`, { recursive: true });
    await Deno.writeTextFile(`${folder}/jupyter/kernels/deno/kernel.json`, JSON.stringify(spec));
    const each = `$PY -m papermill -k deno --cwd $BOOKS $BOOKS/{}.ipynb $OUT/{}.ipynb && ` +
      `$PY -m nbconvert --to html --no-input $OUT/{}.ipynb`;
    const cores = navigator.hardwareConcurrency;
    const other = await timed([
      ...["bash", "-c", `printf '%s\\n' ${names.join(" ")} | xargs -P ${cores} -I{} sh -c '${each}'`],
    ], peer);
    const missing = names.filter((name) => !isFile(`${folder}/${name}.html`));
    show("papermill and nbconvert", other);
    const share = ({ wall }: Time) => `${(100 * wall / other.wall).toFixed(1)} %`;
    console.log(`\nWall time of theirs: ${share(cold)} from nothing, ${share(warm)} unchanged.`);
    if (missing.length > 0) throw new Error(`papermill wrote no ${missing.join(", ")}`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

interface Time {
  readonly wall: number;
  /** Of all processes that it started and waited for. */
  readonly cpu: number;
}

/** Runs a command to its end, by bash, which knows the time of its processes. */
async function timed(command: readonly string[], env: Record<string, string>): Promise<Time> {
  const script = `TIMEFORMAT='%R %U %S'; time "$@" >"$0" 2>&1`, said = await Deno.makeTempFile();
  const { success, stderr } = await new Deno.Command("bash", {
    args: ["-c", script, said, ...command],
    cwd: ROOT,
    env,
  }).output();
  const told = await Deno.readTextFile(said);
  await Deno.remove(said);
  if (!success) throw new Error(`Cannot measure as ${command[0]} must end well:\n${told.slice(-2000)}`);
  const [wall, user, system] = new TextDecoder().decode(stderr).trim().split(" ").map(Number);
  return { wall, cpu: user + system };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
