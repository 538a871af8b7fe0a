import { fileURLToPath } from "node:url";
import { type Command, runCommand, ToldError } from "./_command.ts";
import { INTERRUPT_LIMIT, writeKernelspec } from "./kernel.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BIN = Deno.build.os === "windows" ? "Scripts" : "bin";

/** Opens JupyterLab on the notebooks: `deno task lab`. */
export const labCommand: Command = {
  name: "lab",
  summary: "Öppnar JupyterLab i notebooks/ med Väntelägets kärna.",
  uses: ["[-- ARGUMENT TILL JUPYTERLAB]…"],
  options: {},
  example: "-- --no-browser --port 8890",
  notes:
    `Finns Jupyter i .venv eller på datorn används den; annars görs .venv med de versioner som är prövade (Python 3.11 eller senare behövs, och nätet den gången). En cell som räknar avbryts utan att data går förlorade. ${INTERRUPT_LIMIT} Koden i lib/ läses om med await reload().`,
  run: async (_, labArguments) => {
    const jupyter = await findJupyter() ?? await makeJupyter();
    // Under the name that the notebooks have for Deno's kernel, so that opening one does not change it.
    const folder = `${ROOT}.jupyter`;
    await writeKernelspec(folder, "deno", "Deno");
    await writeSettings(folder);
    console.error(INTERRUPT_LIMIT);
    const { code } = await new Deno.Command(jupyter, {
      args: ["lab", `--notebook-dir=${ROOT}notebooks`, ...labArguments],
      env: { JUPYTER_PATH: folder, JUPYTER_CONFIG_PATH: folder },
    }).spawn().status;
    return code === 0 ? 0 : 1;
  },
};

/** JupyterLab asks the network for news and for newer versions unless asked not to. */
async function writeSettings(folder: string): Promise<void> {
  const settings = { disabledExtensions: { "@jupyterlab/apputils-extension:announcements": true } };
  await Deno.mkdir(`${folder}/labconfig`, { recursive: true });
  await Deno.writeTextFile(`${folder}/labconfig/page_config.json`, `${JSON.stringify(settings)}\n`);
}

/** A Jupyter with JupyterLab: the project's own, else the machine's. */
async function findJupyter(): Promise<string | null> {
  for (const jupyter of [`${ROOT}.venv/${BIN}/jupyter`, "jupyter"]) {
    if (await succeeds(jupyter, ["lab", "--version"])) return jupyter;
  }
  return null;
}

/** Makes .venv with JupyterLab in it. */
async function makeJupyter(): Promise<string> {
  const python = await findPython();
  if (python === null) throw new ToldError(WITHOUT_PYTHON);
  console.error("Gör .venv med JupyterLab; det tar någon minut den här gången");
  const venv = `${ROOT}.venv`;
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
  const versions = fileURLToPath(new URL("./jupyter_versions.txt", import.meta.url));
  const done = await runs(python, ["-m", "venv", venv]) &&
    await runs(`${venv}/${BIN}/python`, [...install, "--constraint", versions, "jupyterlab"]);
  if (!done) {
    throw new ToldError(
      "JupyterLab gick inte att installera i .venv: se ovan. Ta bort .venv och försök igen med nät.",
    );
  }
  return `${venv}/${BIN}/jupyter`;
}

async function findPython(): Promise<string | null> {
  const newEnough = ["-c", "import sys, venv; sys.exit(sys.version_info < (3, 11))"];
  for (const python of ["python3", "python"]) {
    if (await succeeds(python, newEnough)) return python;
  }
  return null;
}

async function succeeds(command: string, args: string[]): Promise<boolean> {
  try {
    const { success } = await new Deno.Command(command, { args, stdout: "null", stderr: "null" }).output();
    return success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** As {@linkcode succeeds}, with what the command says on standard error. */
async function runs(command: string, args: string[]): Promise<boolean> {
  return (await new Deno.Command(command, { args }).spawn().status).success;
}

const WITHOUT_PYTHON = `JupyterLab behöver Python 3.11 eller senare, och ingen hittades. Gör något av detta:

  - Installera Python från https://www.python.org/downloads/ och kör deno task lab igen.
  - Använd VS Code, som inte behöver Python: installera tillägget Jupyter (ms-toolsai.jupyter), kör deno task kernel,
    öppna en fil i notebooks/ och välj kärnan Vänteläge (Select Kernel, Jupyter Kernel).
  - Kör anteckningsböckerna utan Jupyter: deno task report, eller deno task watch NAMN medan du redigerar.`;

if (import.meta.main) await runCommand(labCommand);
