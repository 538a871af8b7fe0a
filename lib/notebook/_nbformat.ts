/** The file format of Jupyter notebooks (nbformat 4), as far as this folder reads it. */
import * as z from "zod";

const Lines = z.union([z.string(), z.array(z.string())]).transform((lines) =>
  typeof lines === "string" ? lines : lines.join("")
);

const NotebookFile = z.object({
  nbformat: z.literal(4),
  metadata: z.object({
    kernelspec: z.object({ name: z.string().optional(), language: z.string().optional() }).optional(),
    vantelage: z.object({ audience: z.string().optional(), needs: z.array(z.string()).optional() })
      .optional(),
    language_info: z.object({ name: z.string().optional() }).optional(),
  }),
  cells: z.array(z.object({
    cell_type: z.enum(["markdown", "code", "raw"]),
    source: Lines,
    outputs: z.array(z.unknown()).optional(),
    execution_count: z.number().nullish(),
  })),
});

/** A notebook as it lies in its file, outputs and execution counts included. */
export type NotebookFile = z.infer<typeof NotebookFile>;

/** The content of a notebook file; throws `SyntaxError` when it is not one that the Deno kernel can run. */
export async function readNotebookFile(path: string): Promise<NotebookFile> {
  const refuse = (why: string, options?: ErrorOptions) =>
    new SyntaxError(`Kan inte läsa anteckningsboken "${path}": ${why}`, options);
  const text = await Deno.readTextFile(path).catch((error: Error) => {
    if (error instanceof Deno.errors.NotFound) {
      throw new Deno.errors.NotFound(`Kan inte läsa anteckningsboken "${path}": filen finns inte`);
    }
    throw refuse(error.message, { cause: error });
  });
  const found = NotebookFile.safeParse(parseJson(text, refuse));
  if (!found.success) {
    const [issue] = found.error.issues;
    throw refuse(
      issue.path[0] === "nbformat"
        ? "den måste ha formatet nbformat 4"
        : `fältet ${issue.path.join(".")} följer inte nbformat 4 (${issue.message})`,
    );
  }
  const { kernelspec, language_info } = found.data.metadata;
  const kernel = kernelspec?.language ?? language_info?.name ?? kernelspec?.name;
  if (kernelspec?.name !== "deno" && kernel !== "typescript") {
    throw refuse(
      `den måste vara skriven för Denos kärna (TypeScript), men är för ${kernel ?? "ingen kärna"}`,
    );
  }
  return found.data;
}

function parseJson(text: string, refuse: (why: string, options?: ErrorOptions) => Error): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refuse("innehållet är inte JSON", { cause: error });
  }
}
