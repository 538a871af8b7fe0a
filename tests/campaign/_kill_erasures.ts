import { countContacts, type Random } from "../../lib/numeric/mod.ts";
import { compactStore, loadFile, openStore, verifyStore } from "../../lib/store/mod.ts";
import { registerFile, times, waiting } from "../store/_deliveries.ts";
import { textsOf } from "../store/_texts.ts";
import { seen, startProcess, wait } from "./_kills.ts";

/** Records beside the one that goes. */
const OTHERS = 400;

/**
 * Kills erasures of one record: a third at any moment, a third when its commit is seen, a third when it has marked that
 * files are to go. The store holds the record or not, no file that it names is missing, and where the erasure was
 * committed the next writer leaves no byte of the record.
 */
export async function killedErasures(count: number, random: Random): Promise<boolean> {
  const folder = await Deno.makeTempDir(), file = `${folder}/leverans.csv`;
  const states = { before: 0, after: 0, unfinished: 0, wrong: 0 };
  for (let kill = 1; kill <= count; kill++) {
    const store = `${folder}/lager${kill}`, value = `BORT-${kill}`;
    const records = [...times(OTHERS, waiting), { ...waiting, vardkontakt_id: value }];
    await Deno.writeTextFile(file, registerFile(records));
    await loadFile(store, file);
    const eraser = await startProcess("_erase_once.ts", store, value);
    const isSecond = (path: string) => /^history\/000002-.*\.json$/.test(path);
    const moment = [
      () => wait(300 * random.next()),
      () => seen(store, isSecond, eraser.ended),
      () =>
        seen(store, (path) => path === "radering.pagar", eraser.ended).then(() => wait(20 * random.next())),
    ][kill % 3];
    await eraser.go();
    await moment();
    await eraser.kill();
    using opened = await openStore(store);
    const contacts = countContacts(await opened.cells({ by: ["region"] })), isAfter = contacts === OTHERS;
    if (isAfter && (await textsOf(store)).includes(value)) states.unfinished++;
    await compactStore(store, { now: new Date() });
    const isGone = !(await textsOf(store)).includes(value);
    const { damaged } = await verifyStore(store);
    if (damaged.length > 0 || isGone !== isAfter || !isAfter && contacts !== OTHERS + 1) states.wrong++;
    else if (isAfter) states.after++;
    else states.before++;
    await Deno.remove(store, { recursive: true });
  }
  await Deno.remove(folder, { recursive: true });
  console.log(
    `${count} kills of erasures: ${states.before} stores hold the record, ${states.after} no byte of it (${states.unfinished} of them finished by the next writer), ${states.wrong} anything else`,
  );
  return states.wrong === 0;
}
