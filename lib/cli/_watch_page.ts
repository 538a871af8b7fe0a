import { ToldError } from "./_command.ts";

/** What the page is notified after each step; `message` is empty when all is well. */
export interface WatchState {
  /** What is going on. */
  readonly state: "running" | "done" | "failed";
  /** In Swedish: when it was done, or why it failed. */
  readonly message: string;
}

/**
 * Serves the page on 127.0.0.1, to this machine only.
 *
 * @param name The notebook's name.
 * @param options The port, 0 for a free one, and the folder that the report lies in.
 * @returns How to notify every open page of how the runs go.
 * @throws {ToldError} If the port is taken.
 */
export function serveWatchPage(
  name: string,
  { port, folder }: { port: number; folder: string },
): { tell: (state: WatchState) => void } {
  const readers = new Set<ReadableStreamDefaultController<string>>();
  let last: WatchState = { state: "running", message: "" };
  const send = (state: WatchState) => `data: ${JSON.stringify(state)}\n\n`;
  const events = () => {
    let reader: ReadableStreamDefaultController<string>;
    const stream = new ReadableStream<string>({
      start(controller) {
        readers.add(reader = controller);
        controller.enqueue(send(last));
      },
      cancel: () => void readers.delete(reader),
    });
    return new Response(stream.pipeThrough(new TextEncoderStream()), {
      headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
    });
  };
  const answer = async (request: Request): Promise<Response> => {
    const { hostname, pathname } = new URL(request.url);
    // A page from elsewhere may not read the report by giving this machine a name of its own.
    if (hostname !== "127.0.0.1" && hostname !== "localhost") return new Response(null, { status: 403 });
    if (pathname === "/") return html(watchPage(name));
    if (pathname === "/handelser") return events();
    if (pathname === "/rapport") return html(await reportHtml(`${folder}/${name}.html`));
    return new Response(null, { status: 404 });
  };
  try {
    Deno.serve({
      hostname: "127.0.0.1",
      port,
      onListen: (address) => console.log(`Rapporten visas på http://127.0.0.1:${address.port}/`),
    }, answer);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new ToldError(`Porten ${port} är upptagen: välj en annan med --port`);
  }
  return {
    tell: (state) => {
      last = state;
      for (const reader of readers) reader.enqueue(send(state));
    },
  };
}

function html(text: string): Response {
  return new Response(text, {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

async function reportHtml(path: string): Promise<string> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    return `<!doctype html><html lang="sv"><title>Rapporten</title><p>Rapporten visas här när den första körningen är klar.`;
  }
}

/** A whole HTML page; it asks its own address for the report at `/rapport` and for news at `/handelser`. */
function watchPage(title: string): string {
  const shown = title.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html>
<html lang="sv">
<meta charset="utf-8">
<title>${shown} – Vänteläge</title>
<link rel="icon" href="data:,">
<style>
  body { margin: 0; display: flex; flex-direction: column; height: 100vh; font: 16px/1.5 system-ui, sans-serif; color: #172033 }
  p, pre { margin: 0; padding: .3em 1em; background: #eef2f6 }
  pre { white-space: pre-wrap; background: #fde8e8; color: #7f1d1d; border-left: 6px solid #b91c1c; font-size: .9em }
  iframe { flex: 1; border: 0 }
</style>
<p id="lage" role="status">Kör ${shown} …</p>
<pre id="fel" role="alert" hidden></pre>
<iframe id="rapport" title="Rapporten" src="/rapport"></iframe>
<script>
  const [lage, fel, rapport] = ["lage", "fel", "rapport"].map((id) => document.getElementById(id));
  const handelser = new EventSource("/handelser");
  handelser.onmessage = ({ data }) => {
    const { state, message } = JSON.parse(data);
    lage.textContent = { running: "Kör …", done: message, failed: "Körningen misslyckades. Nedan står den förra rapporten, om det finns någon." }[state];
    if (state !== "running") {
      fel.hidden = state !== "failed";
      fel.textContent = state === "failed" ? message : "";
    }
    if (state === "done") reload();
  };
  handelser.onerror = () => lage.textContent = "Ingen kontakt: kör deno task watch igen.";
  function reload() {
    const { scrollX, scrollY } = rapport.contentWindow;
    rapport.onload = () => rapport.contentWindow.scrollTo(scrollX, scrollY);
    rapport.contentWindow.location.reload();
  }
</script>
</html>
`;
}
