import { type Command, runCommand, ToldError, UsageError } from "./_command.ts";

/** What the kernel cannot do, said where it is started. */
export const INTERRUPT_LIMIT =
  "En cell som väntar (await i en slinga) går inte att avbryta: starta då om kärnan, och kör cellerna igen.";

/** Installs the kernelspec: `deno task kernel`. */
export const kernelCommand: Command = {
  name: "kernel",
  summary: "Installerar kärnan Vänteläge för den som har en egen Jupyter eller VS Code.",
  uses: [""],
  options: {},
  example: "",
  notes:
    `Det är Denos egen kärna, startad så att en cell som räknar kan avbrytas utan att data går förlorade, och med svenska format. ${INTERRUPT_LIMIT}
Anteckningsböcker som ligger i notebooks/ hittar "vantelage" genom deno.json. Den läggs i användarens mapp för Jupyter (JUPYTER_DATA_DIR om den är satt). deno task lab behöver den inte.`,
  run: async (_, positionals) => {
    if (positionals.length > 0) throw new UsageError(`Okänt argument "${positionals[0]}"`);
    const file = await writeKernelspec(jupyterFolder(), "vantelage", "Vänteläge (Deno)");
    console.log(`Kärnan Vänteläge är installerad: ${file}`);
    console.error(INTERRUPT_LIMIT);
    return 0;
  },
};

/**
 * Writes the kernelspec by which Jupyter starts the kernel of the Deno that runs this.
 *
 * Deno's own kernelspec has Jupyter interrupt a cell by a signal, which kills the kernel and all its data. Ours has it
 * send a message, at which the kernel stops the cell and goes on.
 *
 * @param folder A folder of Jupyter data; the spec is written below its `kernels`.
 * @param name What notebooks call the kernel.
 * @param displayName What the analyst sees.
 * @returns The file written.
 */
export async function writeKernelspec(folder: string, name: string, displayName: string): Promise<string> {
  const spec = {
    argv: [...denoCommand(Deno.execPath()), "jupyter", "--quiet", "--kernel", "--conn", "{connection_file}"],
    display_name: displayName,
    language: "typescript",
    interrupt_mode: "message",
    env: { LANG: "sv_SE.UTF-8", LC_ALL: "sv_SE.UTF-8", DENO_NO_UPDATE_CHECK: "1" },
  };
  const kernel = `${folder}/kernels/${name}`;
  await Deno.mkdir(kernel, { recursive: true });
  await Deno.writeTextFile(`${kernel}/kernel.json`, `${JSON.stringify(spec, null, 2)}\n`);
  return `${kernel}/kernel.json`;
}

/**
 * How the Deno that runs this is started again, also when the cache of npx has been cleaned.
 *
 * @param path Where it lies.
 * @returns Its path; for one that npx has fetched, npx with this version, which asks the network only where it is gone.
 */
export function denoCommand(path: string): string[] {
  if (!/[\\/]_npx[\\/]/.test(path)) return [path];
  return [
    Deno.build.os === "windows" ? "npx.cmd" : "npx",
    "--prefer-offline",
    "-y",
    `deno@${Deno.version.deno}`,
  ];
}

/** Where Jupyter looks for what a user has installed. */
function jupyterFolder(): string {
  const named = variable("JUPYTER_DATA_DIR");
  if (named !== undefined) return named;
  if (Deno.build.os === "windows") return `${needed("APPDATA")}/jupyter`;
  if (Deno.build.os === "darwin") return `${needed("HOME")}/Library/Jupyter`;
  return `${variable("XDG_DATA_HOME") ?? `${needed("HOME")}/.local/share`}/jupyter`;
}

/** An environment variable; an empty one counts as unset. */
function variable(name: string): string | undefined {
  return Deno.env.get(name) || undefined;
}

function needed(name: string): string {
  const value = variable(name);
  if (value === undefined) throw new ToldError(`Miljövariabeln ${name} är inte satt: sätt JUPYTER_DATA_DIR`);
  return value;
}

if (import.meta.main) await runCommand(kernelCommand);
