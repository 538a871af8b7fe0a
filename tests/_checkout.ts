import { fileURLToPath } from "node:url";

/** The project's folder, with a slash at the end. */
export const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** One of the folders of the data that comes with the sample. */
export const sampleData = (folder: string): string => `${ROOT}data/${folder}`;

/** A copy of what the code needs to run, which a test may edit; notebooks/ in it is empty. */
export async function copyOfCheckout(): Promise<string> {
  const folder = await Deno.realPath(await Deno.makeTempDir());
  const built = ["pictures", "sample", "store"];
  const data = [...Deno.readDirSync(`${ROOT}data`)].map(({ name }) => name).filter((name) =>
    !built.includes(name)
  );
  const needed = ["lib", ...data.map((name) => `data/${name}`)];
  await Promise.all(needed.map((name) => copy(`${ROOT}${name}`, `${folder}/${name}`)));
  for (const file of ["deno.json", "deno.lock"]) await Deno.copyFile(`${ROOT}${file}`, `${folder}/${file}`);
  await Deno.mkdir(`${folder}/notebooks`);
  return folder;
}

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    await (isDirectory ? copy : Deno.copyFile)(`${from}/${name}`, `${to}/${name}`);
  }
}

/** The permissions that a task of deno.json states, as arguments of `deno run`. */
export async function permissionsOf(task: string): Promise<string[]> {
  const { tasks } = JSON.parse(await Deno.readTextFile(`${ROOT}deno.json`));
  return tasks[task].split(" ").filter((word: string) => word.startsWith("--allow-"));
}
