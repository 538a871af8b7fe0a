/** Processes of this system, as /proc shows them; Linux only. */
import assert from "node:assert/strict";

/** Looks for a text in the environment of all processes, by a program of its own: it needs every permission. */
const LOOK = `
  const text = Deno.args[0];
  Deno.exit([...Deno.readDirSync("/proc")].some(({ name }) => {
    if (!/^[0-9]+$/.test(name)) return false;
    try {
      return Deno.readTextFileSync("/proc/" + name + "/environ").includes(text);
    } catch (error) {
      // It has ended meanwhile, before or while it was read, or is another's.
      const isGone = error instanceof Deno.errors.NotFound || error instanceof Deno.errors.PermissionDenied;
      if (isGone || /ESRCH|os error 3\\b/.test(error.message)) return false;
      throw error;
    }
  }) ? 10 : 0);
`;

/** Whether a process runs whose environment has a text, as a folder for temporary files that is its own. */
export async function runsWith(text: string): Promise<boolean> {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), { args: ["eval", LOOK, text] }).output();
  assert.ok(code === 0 || code === 10, new TextDecoder().decode(stderr));
  return code === 10;
}

/** Waits until something holds; it must within half a minute. */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  for (let turn = 0; turn < 600 && !await holds(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.ok(await holds(), what);
}
