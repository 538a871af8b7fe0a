/** A reference value: the inputs of a method, what it gives, and how near we must come. */
export interface Vector<Inputs, Expected> {
  id: string;
  inputs: Inputs;
  expected: Expected;
  tolerance: number;
  corrected_expected?: Expected;
}

/** The vectors of a file beside the project, by method; `null` where the file is not present. */
export async function readVectors(
  name: string,
  methodKey: "method" | "function",
): Promise<Map<string, Vector<never, never>[]> | null> {
  const file = new URL(`../../../shared/vectors/${name}`, import.meta.url);
  if (!await Deno.stat(file).then(() => true, () => false)) {
    console.info(`${name} is not present beside the project: its vectors were not checked`);
    return null;
  }
  const { vectors } = JSON.parse(await Deno.readTextFile(file)) as {
    vectors: (Vector<never, never> & Record<"method" | "function", string>)[];
  };
  return Map.groupBy(vectors, (vector) => vector[methodKey]);
}
