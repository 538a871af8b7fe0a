/** A server of Trino's protocol for tests, which answers as it is told: also badly. */

/** What is answered to one request: JSON, a text of any kind, an HTTP status, or nothing for ever. */
export type Answer = Readonly<Record<string, unknown>> | string | number | "hangs";

/** A request as the server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body: string;
}

/** A server on loopback, and what it was asked. */
export interface ProtocolServer extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly Seen[];
}

/** Starts a server; `answer` is given what was asked before, the request itself last, and the server's address. */
export function serveProtocol(
  answer: (seen: readonly Seen[], url: string) => Answer | Promise<Answer>,
): ProtocolServer {
  const seen: Seen[] = [], ended = new AbortController();
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { method, headers } = request;
    seen.push({ method, headers, path: new URL(request.url).pathname, body: await request.text() });
    if (method === "DELETE") return new Response(null, { status: 204 });
    const given = await answer(seen, url);
    if (given === "hangs") {
      await new Promise((resolve) => {
        for (const signal of [request.signal, ended.signal]) signal.addEventListener("abort", resolve);
      });
      return new Response(null, { status: 503 });
    }
    if (typeof given === "number") return new Response("hemligt", { status: given });
    return new Response(typeof given === "string" ? given : JSON.stringify(given));
  });
  const url = `http://127.0.0.1:${server.addr.port}`;
  return {
    url,
    seen,
    [Symbol.asyncDispose]: async () => {
      ended.abort();
      await server.shutdown();
    },
  };
}

/** A column as Trino states it. */
export function column(name: string, rawType: string, ...types: readonly string[]): Record<string, unknown> {
  const of = types.map((type) => ({ kind: "TYPE", value: { rawType: type, arguments: [] } }));
  return { name, type: rawType, typeSignature: { rawType, arguments: of } };
}
