/**
 * The process between a run and its kernel, which sees to it that neither the kernel nor its connection file outlives the
 * run: the run holds the standard input of this process open, and the system closes it however the run ends.
 *
 * Its argument is the Deno to start. It reads a line, the connection, and then nothing until the end; it writes how the
 * kernel ended.
 */
const input = Deno.stdin.readable.pipeThrough(new TextDecoderStream()).getReader();
let connection = "";
while (!connection.endsWith("\n")) {
  const { value, done } = await input.read();
  if (done) Deno.exit(); // the run ended before it had said anything
  connection += value;
}
const folder = await Deno.makeTempDir({ prefix: "vantelage-kernel-" });
try {
  const file = `${folder}/connection.json`;
  await Deno.writeTextFile(file, connection, { mode: 0o600 });
  const kernel = new Deno.Command(Deno.args[0], {
    args: ["jupyter", "--quiet", "--kernel", "--conn", file],
    ...{ stdin: "null", stdout: "null", stderr: "inherit" },
  }).spawn();
  let hasEnded = false;
  const end = () => {
    if (!hasEnded) kernel.kill("SIGKILL");
  };
  // Ctrl-C in a terminal reaches every process of the run.
  const signals: Deno.Signal[] = Deno.build.os === "windows" ? ["SIGINT"] : ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) Deno.addSignalListener(signal, end);
  input.read().then(end);
  const { code, signal } = await kernel.status;
  hasEnded = true;
  console.log(signal ? `signal ${signal}` : `slutstatus ${code}`);
} finally {
  await Deno.remove(folder, { recursive: true });
}
Deno.exit();
