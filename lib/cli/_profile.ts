import * as z from "zod";
import { Profile, profiles } from "../contract/mod.ts";
import { nearestNames } from "../reference/mod.ts";
import { text, ToldError, UsageError, type Values } from "./_command.ts";

/**
 * The profile of --profil: the name of one that comes with Vänteläge, or a file with one of one's own.
 *
 * @param values What was given.
 * @returns The profile, `undefined` when the option was not given.
 * @throws {UsageError} If there is no such name.
 * @throws {ToldError} If the file is not there or holds no profile.
 */
export async function profileOf(values: Values): Promise<Profile | undefined> {
  const given = text(values, "profil");
  if (given === undefined) return undefined;
  const found = profiles.find(({ namn }) => namn === given);
  if (found !== undefined) return found;
  if (!given.endsWith(".json")) {
    const names = profiles.map(({ namn }) => namn), [near] = nearestNames(given, names, 1);
    throw new UsageError(
      `--profil ska vara ${names.join(", ")} eller en fil som slutar på .json: fick "${given}"${
        near === undefined ? "" : `, närmast är ${near}`
      }`,
    );
  }
  return await readProfile(given);
}

async function readProfile(path: string): Promise<Profile> {
  let data: unknown;
  try {
    data = JSON.parse((await Deno.readTextFile(path)).replace(/^\uFEFF/, ""));
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) throw new ToldError(`Profilen ${path} finns inte`, { cause });
    if (cause instanceof SyntaxError) {
      throw new ToldError(`Profilen ${path} är inte JSON: ${cause.message}`, { cause });
    }
    throw cause;
  }
  const profile = Profile.safeParse(data, { error: z.locales.sv().localeError });
  if (profile.success) return profile.data;
  const { path: at, message } = profile.error.issues[0];
  throw new ToldError(`Profilen ${path} är fel i ${at.join(".") || "sin helhet"}: ${message}`);
}
