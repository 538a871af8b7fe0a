import assert from "node:assert/strict";
import { type Output, OutputLog } from "../../lib/notebook/outputs.ts";

const plain = (text: string, display_id?: string) => ({
  data: { "text/plain": text },
  transient: { display_id },
});
const display = (text: string): Output => ({ type: "display", data: { "text/plain": text }, metadata: {} });

Deno.test("OutputLog.file() joins text of one stream and takes its colours away", () => {
  const outputs: Output[] = [];
  const log = new OutputLog();
  log.file(outputs, "stream", { name: "stdout", text: "\x1b[33ma\x1b[39m\n" });
  log.file(outputs, "stream", { name: "stdout", text: "b\n" });
  log.file(outputs, "stream", { name: "stderr", text: "c\n" });
  assert.deepEqual(outputs, [
    { type: "stream", name: "stdout", text: "a\nb\n" },
    { type: "stream", name: "stderr", text: "c\n" },
  ]);
});

Deno.test("OutputLog.file() updates every display of an id, also in another cell", () => {
  const log = new OutputLog();
  const [first, second, third]: Output[][] = [[], [], []];
  log.file(first, "display_data", plain("väntar", "a"));
  log.file(second, "display_data", plain("väntar", "a"));
  log.file(second, "display_data", plain("annan", "b"));
  log.file(third, "update_display_data", plain("klar", "a"));
  log.file(third, "update_display_data", plain("okänd", "c"));
  assert.deepEqual([first, second, third], [[display("klar")], [display("klar"), display("annan")], []]);
});

Deno.test("OutputLog.file() clears at once, or when the next output comes", () => {
  const outputs: Output[] = [];
  const log = new OutputLog();
  log.file(outputs, "display_data", plain("a"));
  log.file(outputs, "clear_output", { wait: true });
  assert.equal(outputs.length, 1);
  log.file(outputs, "display_data", plain("b"));
  log.file(outputs, "display_data", plain("c"));
  assert.deepEqual(outputs, [display("b"), display("c")]);
  log.file(outputs, "clear_output", { wait: false });
  assert.deepEqual(outputs, []);
});

Deno.test("OutputLog.file() refuses content that is not what its type promises", () => {
  assert.throws(() => new OutputLog().file([], "stream", { name: "stdout" }), { name: "ZodError" });
});
