import { DATA_FOLDER, DATA_VARIABLE, dataFolder } from "../reference/mod.ts";
import { mustBeThere, text, ToldError, type Values } from "./_command.ts";

/** What the help of a command says of --data. */
export const DATA_HELP =
  `de egna uppgifternas mapp (annars ${DATA_VARIABLE}, annars ${DATA_FOLDER} bredvid lagret; bara ett lager med
                    exempeldata använder exemplets egna)`;

/**
 * The folder of what is delivered besides waiting lists: what --data says, else what goes with the store that was
 * opened last.
 *
 * @param values What was given.
 * @returns The folder; one that nobody named need not be there.
 * @throws {ToldError} If the folder that was named is not there, or is a file.
 */
export async function dataOf(values: Values): Promise<string> {
  const given = text(values, "data"), folder = given ?? dataFolder();
  const named = given !== undefined
    ? "--data"
    : Deno.env.get(DATA_VARIABLE) === folder
    ? DATA_VARIABLE
    : null;
  if (named !== null) {
    const instead = `Ange de egna uppgifternas mapp med ${named}`;
    await mustBeThere(`Mappen ${folder} finns inte. ${instead}`, folder);
    if (!(await Deno.stat(folder)).isDirectory) throw new ToldError(`${folder} är ingen mapp. ${instead}`);
  }
  return folder;
}
