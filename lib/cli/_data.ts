import { DATA_FOLDER, DATA_VARIABLE, dataFolder } from "../reference/mod.ts";
import { mustBeThere, type Options, text, ToldError, type Values } from "./_command.ts";

/** The folder of data of one's own, of every command that reads some. */
export const DATA: Options = {
  data: {
    value: "MAPP",
    says:
      `de egna uppgifternas mapp (annars ${DATA_VARIABLE}, annars ${DATA_FOLDER} bredvid lagret; bara ett lager med exempeldata använder exemplets egna)`,
  },
};

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
