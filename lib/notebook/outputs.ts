/** What a code cell shows, gathered from the kernel's messages. */
import { stripVTControlCharacters } from "node:util";
import * as z from "zod";

const Data = z.record(z.string(), z.unknown());

const Display = z.object({
  data: Data,
  metadata: Data.default({}),
  transient: z.object({ display_id: z.string().optional() }).default({}),
});

const Stream = z.object({ name: z.enum(["stdout", "stderr"]), text: z.string() });

const Failure = z.object({ ename: z.string(), evalue: z.string(), traceback: z.array(z.string()) });

/** Something shown: by `Deno.jupyter.display` (`display`) or as the cell's last expression (`result`). */
export interface DisplayOutput {
  /** Which of the two. */
  type: "display" | "result";
  /** The same content in several media types, such as `text/html` and `text/plain`. */
  data: Record<string, unknown>;
  /** What the sender says about the content. */
  metadata: Record<string, unknown>;
}

/** Text written to standard output or standard error. */
export interface StreamOutput {
  /** Distinguishes it from the other outputs. */
  type: "stream";
  /** Where it was written. */
  name: "stdout" | "stderr";
  /** What was written there without anything else in between. */
  text: string;
}

/** An error that was thrown. */
export interface ErrorOutput {
  /** Distinguishes it from the other outputs. */
  type: "error";
  /** The error's name, such as `TypeError`. */
  ename: string;
  /** The error's message. */
  evalue: string;
  /** The stack, a line each. */
  traceback: string[];
}

/** One output of a code cell; text in it carries no terminal colours. */
export type Output = DisplayOutput | StreamOutput | ErrorOutput;

/** An output, checked. */
export const Output: z.ZodType<Output> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.enum(["display", "result"]), data: Data, metadata: Data }),
  Stream.extend({ type: z.literal("stream") }).strict(),
  Failure.extend({ type: z.literal("error") }).strict(),
]);

/** The outputs of one kernel's requests, each list in the order its messages came. */
export class OutputLog {
  /** The displays that can be updated later, from any cell. */
  readonly #displays = new Map<string, DisplayOutput[]>();
  /** The lists that the next output empties first (`clear_output` with `wait`). */
  readonly #cleared = new WeakSet<Output[]>();

  /**
   * Puts what one message shows into the outputs of the request it belongs to.
   *
   * @param outputs The request's outputs; changed.
   * @param type The message's type; one that shows nothing is ignored.
   * @param content The message's content.
   * @throws {z.ZodError} If the content is not what the type promises.
   */
  file(outputs: Output[], type: string, content: unknown): void {
    if (type === "display_data" || type === "execute_result") {
      const { data, metadata, transient } = Display.parse(content);
      const kind = type === "display_data" ? "display" : "result";
      const output: DisplayOutput = { type: kind, data: withoutColours(data), metadata };
      const id = transient.display_id;
      if (id !== undefined) this.#displays.set(id, [...this.#displays.get(id) ?? [], output]);
      this.#push(outputs, output);
    } else if (type === "update_display_data") {
      const { data, metadata, transient } = Display.parse(content);
      const shown = this.#displays.get(transient.display_id ?? "") ?? [];
      shown.forEach((output) => Object.assign(output, { data: withoutColours(data), metadata }));
    } else if (type === "stream") {
      const { name, text } = Stream.parse(content);
      this.#push(outputs, { type: "stream", name, text: stripVTControlCharacters(text) });
    } else if (type === "error") {
      this.#push(outputs, errorOutput(content));
    } else if (type === "clear_output") {
      if (z.object({ wait: z.boolean().default(false) }).parse(content).wait) this.#cleared.add(outputs);
      else outputs.length = 0;
    }
  }

  #push(outputs: Output[], output: Output): void {
    if (this.#cleared.delete(outputs)) outputs.length = 0;
    const last = outputs.at(-1);
    if (output.type === "stream" && last?.type === "stream" && last.name === output.name) {
      last.text += output.text;
    } else {
      outputs.push(output);
    }
  }
}

/** The error that an `error` message or a failed reply says of. */
export function errorOutput(content: unknown): ErrorOutput {
  const { ename, evalue, traceback } = Failure.parse(content);
  return {
    type: "error",
    ename,
    evalue: stripVTControlCharacters(evalue),
    traceback: traceback.map((line) => stripVTControlCharacters(line)),
  };
}

function withoutColours(data: Record<string, unknown>): Record<string, unknown> {
  const plain = data["text/plain"];
  return typeof plain === "string" ? { ...data, "text/plain": stripVTControlCharacters(plain) } : data;
}
