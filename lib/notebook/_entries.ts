/** The modules that others import by name: "vantelage" is the face, "vantelage/plan" is all that lib/plan/ offers. */
import project from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

/** The name of the face. */
export const FACE_NAME = "vantelage";

/** The address of each module, by its name; the face first. */
export const ENTRIES: ReadonlyMap<string, string> = new Map(
  Object.entries(project.exports).map((
    [path, file],
  ) => [FACE_NAME + path.slice(1), new URL(file, ROOT).href]),
);
