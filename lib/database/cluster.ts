import * as z from "zod";
import { distinct } from "./_rows.ts";
import { refused, trinoRefusal } from "./_refusal.ts";
import { replacePlaceholders } from "./_sql_pieces.ts";
import { parseExactly, type TrinoReader, trinoReader, TrinoType } from "./_trino_cells.ts";
import type { Queryable } from "./database.ts";
import { DatabaseError } from "./database_error.ts";
import { SQL_DIALECTS } from "./sql_dialect.ts";
import { literal, type Value } from "./literal.ts";
import type { Cell, Row } from "./row.ts";

/** Where a cluster is, and who asks it. */
export interface ClusterOptions {
  /** Its address, as "https://trino.example.se:8443"; never with a password in it. */
  readonly cluster: string;
  /** The catalog whose tables are asked. */
  readonly catalog: string;
  /** The schema of that catalog. */
  readonly schema: string;
  /** Who asks. */
  readonly user: string;
  /** How the user proves it. Only by https, or to this very machine. @default none */
  readonly login?: { readonly password: string } | { readonly token: string };
  /** Settings of the session, as `{ retry_policy: "TASK" }` where the cluster has an exchange manager. @default none */
  readonly session?: Readonly<Record<string, string>>;
  /** How long a statement may take in all, in seconds; it is then cancelled. @default {600} */
  readonly limitSeconds?: number;
  /** How many rows an answer may have; more are not fetched, and the statement is cancelled. @default {2000000} */
  readonly limitRows?: number;
  /** How often a request is made again that did not come through, after pauses of 0.05 s that double. @default {7} */
  readonly retries?: number;
  /** How often a question is put again whose answer a machine of the cluster took with it. @default {1} */
  readonly repeats?: number;
}

/** One answer of the protocol. */
const Page = z.object({
  nextUri: z.string().optional(),
  columns: z.array(z.object({ name: z.string(), typeSignature: TrinoType })).optional(),
  data: z.array(z.custom<unknown[]>(Array.isArray)).optional(),
  error: z.object({ message: z.string().default(""), errorName: z.string().default("UNKNOWN") }).optional(),
});
type Page = z.infer<typeof Page>;

/** Errors of Trino after which the same question may be answered: a machine was lost, or had not yet begun. */
const LOST =
  /^(?:REMOTE_HOST_GONE|REMOTE_TASK_ERROR|REMOTE_TASK_MISMATCH|PAGE_TRANSPORT_(?:ERROR|TIMEOUT)|TOO_MANY_REQUESTS_FAILED|NO_NODES_AVAILABLE|SERVER_(?:SHUTTING_DOWN|STARTING_UP)|ABANDONED_TASK)$/;

/** What the protocol says is to be asked again. */
const AGAIN: readonly number[] = [429, 502, 503, 504];

/** How long one answer is waited for: Trino itself says within about a second that it is not done. */
const REQUEST_SECONDS = 60;

/** A statement lost what it had done, and may be asked again. */
class LostError extends DatabaseError {}

/**
 * A cluster that runs Trino (its protocol of version 476), asked over http by `fetch`. Nothing is kept open between
 * statements. Deno must be allowed `--allow-net` to its host. A certificate authority of one's own is named by
 * `DENO_CERT`.
 *
 * A request that does not come through is made again where that does no harm; a question (`query`) whose answer was lost
 * with a machine of the cluster is put again once, a statement that changes something (`run`) never. Whole numbers beyond
 * 2^53 come as bigints. No error holds a value, the login or what the cluster said beside its error.
 */
export interface Cluster extends Queryable {
  /** The catalog whose tables are asked. */
  readonly catalog: string;
  /** The schema of that catalog. */
  readonly schema: string;

  /**
   * Runs one statement for its effect, once.
   *
   * @param sql One statement, with a `?` for each parameter.
   * @param parameters Values for the placeholders, in order.
   * @throws {DatabaseError} If the cluster refuses it or does not answer; it may then have been done all the same.
   * @throws {RangeError} If there are not as many parameters as placeholders.
   */
  run(sql: string, parameters?: readonly Value[]): Promise<void>;
}

class TrinoCluster implements Cluster {
  readonly dialect = SQL_DIALECTS.Trino;
  readonly catalog: string;
  readonly schema: string;
  readonly #url: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #limits: Required<Pick<ClusterOptions, "limitSeconds" | "limitRows" | "retries" | "repeats">>;
  readonly #closed = new AbortController();

  constructor(options: ClusterOptions) {
    const { catalog, schema, user, login, limitSeconds = 600, limitRows = 2_000_000 } = options;
    const { retries = 7, repeats = 1, session = {} } = options;
    this.#url = clusterUrl(options.cluster, login !== undefined);
    this.catalog = catalog;
    this.schema = schema;
    this.#limits = { limitSeconds, limitRows, retries, repeats };
    this.#headers = {
      "X-Trino-User": user,
      "X-Trino-Catalog": catalog,
      "X-Trino-Schema": schema,
      "X-Trino-Source": "vantelage",
      "X-Trino-Time-Zone": "UTC",
      "X-Trino-Session": Object.entries(session).map(([name, value]) =>
        `${name}=${encodeURIComponent(value)}`
      ).join(),
      ...login && {
        Authorization: "token" in login
          ? `Bearer ${login.token}`
          : `Basic ${new TextEncoder().encode(`${user}:${login.password}`).toBase64()}`,
      },
    };
  }

  async query<T extends Record<keyof T, Cell> = Row>(
    sql: string,
    parameters: readonly Value[] = [],
  ): Promise<T[]> {
    for (let repeat = 0;; repeat++) {
      try {
        return await this.#answer(sql, parameters) as T[];
      } catch (error) {
        if (!(error instanceof LostError) || repeat >= this.#limits.repeats) throw error;
      }
    }
  }

  async run(sql: string, parameters: readonly Value[] = []): Promise<void> {
    await this.#answer(sql, parameters);
  }

  close(): void {
    this.#closed.abort();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  async #answer(sql: string, parameters: readonly Value[]): Promise<Row[]> {
    const { limitSeconds, limitRows } = this.#limits, deadline = performance.now() + 1000 * limitSeconds;
    const rows: Row[] = [];
    let names: readonly string[] = [], readers: readonly TrinoReader[] | null = null;
    const begin = { method: "POST", body: withParameters(sql, parameters) };
    const ask = (request: RequestInit, url: URL) => this.#page(sql, { request, url, deadline });
    let page = await ask(begin, new URL("/v1/statement", this.#url));
    for (let next: URL | null = null;; page = await ask({}, next)) {
      next = page.nextUri === undefined ? null : this.#ownUrl(page.nextUri);
      try {
        if (page.error !== undefined) {
          const { message } = trinoRefusal(sql, parameters, page.error);
          throw LOST.test(page.error.errorName) ? new LostError(message) : new DatabaseError(message);
        }
        if (readers === null && page.columns !== undefined) {
          names = distinct(page.columns.map(({ name }) => name));
          readers = page.columns.map(({ name, typeSignature }) => trinoReader(typeSignature, name));
        }
        for (const values of page.data ?? []) {
          if (values.length !== readers?.length) {
            throw refused(
              sql,
              "the cluster answers wrongly",
              "a row has not as many values as there are columns",
            );
          }
          rows.push(Object.fromEntries(readers.map((read, index) => [names[index], read(values[index])])));
        }
        if (rows.length > limitRows) {
          throw refused(
            sql,
            "its answer is too long",
            `more than ${limitRows} rows; ask for sums, or for fewer`,
          );
        }
        if (performance.now() > deadline) throw this.#late(sql);
      } catch (error) {
        if (next !== null) await this.#cancel(next);
        throw error;
      }
      if (next === null) return rows;
    }
  }

  /** One answer. What did not come through is asked again: a beginning only where the cluster says that it did not begin. */
  async #page(
    sql: string,
    { request, url, deadline }: { request: RequestInit; url: URL; deadline: number },
  ): Promise<Page> {
    let reason = "";
    for (let attempt = 0; attempt <= this.#limits.retries; attempt++) {
      if (attempt > 0) await pause(25 * 2 ** attempt);
      if (performance.now() > deadline) {
        await this.#cancel(url);
        throw this.#late(sql);
      }
      try {
        const response = await this.#fetch(url, request, deadline);
        if (response.ok) return Page.parse(parseExactly(await response.text()));
        await response.body?.cancel();
        reason = `HTTP ${response.status}`;
        if (!AGAIN.includes(response.status)) break;
      } catch (error) {
        if (this.#closed.signal.aborted) {
          await this.#cancel(url);
          throw new DatabaseError("Cannot use the cluster as it is closed");
        }
        if (error instanceof Deno.errors.NotCapable) throw error;
        reason = error instanceof z.ZodError
          ? "its answer has another form than Trino's"
          : error instanceof SyntaxError
          ? "its answer ends in the middle"
          : isUntrusted(error)
          ? "its certificate is signed by nobody that is known; name the file of the one who signs by DENO_CERT"
          : "no answer came";
        if (error instanceof z.ZodError || isUntrusted(error)) break;
        // A beginning that got no answer may have begun.
        if (request.method === "POST" && !isRefusedConnection(error)) break;
      }
    }
    const hint = reason === "HTTP 401" ? "; is the user right, and its password or token?" : "";
    const message = refused(sql, `the cluster ${this.#url.origin} does not answer`, reason + hint).message;
    throw request.method === "POST" ? new DatabaseError(message) : new LostError(message);
  }

  #fetch(url: URL, request: RequestInit, deadline: number): Promise<Response> {
    const limit = Math.min(1000 * REQUEST_SECONDS, Math.max(deadline - performance.now(), 1));
    const signal = AbortSignal.any([AbortSignal.timeout(Math.ceil(limit)), this.#closed.signal]);
    return fetch(url, { ...request, headers: this.#headers, redirect: "error", signal });
  }

  /** Says to the cluster that nobody waits for a statement any more; its answer does not matter. */
  async #cancel(url: URL): Promise<void> {
    if (url.pathname === "/v1/statement") return;
    const signal = AbortSignal.timeout(2000);
    await fetch(url, { method: "DELETE", headers: this.#headers, redirect: "error", signal })
      .then((response) => response.body?.cancel(), () => undefined);
  }

  /** An address of the cluster's own; to any other the login would be sent. */
  #ownUrl(text: string): URL {
    const url = URL.parse(text);
    if (url !== null && url.origin === this.#url.origin) return url;
    throw new DatabaseError(
      `Cannot follow the answer as it must go on at ${this.#url.origin}: got another address. Behind a proxy the cluster needs http-server.process-forwarded=true`,
    );
  }

  #late(sql: string): DatabaseError {
    return refused(sql, "it takes too long", `more than ${this.#limits.limitSeconds} s; it is cancelled`);
  }
}

/**
 * A cluster to ask. Nothing is sent before the first question.
 *
 * @param options Where it is, who asks, and the limits.
 * @returns The cluster, to be closed by `using` or {@linkcode Queryable.close}, which cancels what is running.
 * @throws {TypeError} If the address is none, or holds a password.
 * @throws {RangeError} If a login would be sent unencrypted to another machine.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { openCluster } from "vantelage/database";
 * using cluster = openCluster({ cluster: "http://127.0.0.1:1", catalog: "hive", schema: "ko", user: "jag", retries: 0 });
 * await assert.rejects(cluster.query("SELECT ?", ["19121212-1212"]), (error: Error) => !error.message.includes("1212"));
 * ```
 */
export function openCluster(options: ClusterOptions): Cluster {
  return new TrinoCluster(options);
}

function clusterUrl(text: string, hasLogin: boolean): URL {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol) || url.password !== "") {
    throw new TypeError(
      "Cannot ask the cluster as its address must be http:// or https:// and without a password: https://trino.example.se:8443",
    );
  }
  if (hasLogin && url.protocol === "http:" && !/^(?:localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname)) {
    throw new RangeError(`Cannot log in at ${url.host} as the login must be encrypted: use https`);
  }
  return url;
}

/** The statement with its parameters beside it, as Trino takes them. */
function withParameters(sql: string, parameters: readonly Value[]): string {
  let placeholders = 0;
  replacePlaceholders(sql, () => {
    placeholders++;
    return "?";
  });
  if (placeholders !== parameters.length) {
    throw new RangeError(
      `Cannot ask as each parameter must have a placeholder: got ${parameters.length} for ${placeholders}`,
    );
  }
  if (parameters.length === 0) return sql;
  return `EXECUTE IMMEDIATE ${literal(sql)} USING ${parameters.map(literal).join(", ")}`;
}

function isRefusedConnection(error: unknown): boolean {
  return /connection refused/i.test(connectionError(error));
}

function isUntrusted(error: unknown): boolean {
  return /invalid peer certificate/i.test(connectionError(error));
}

/** What is said of a connection that failed: in the error's cause, or in the error where there is none. */
function connectionError(error: unknown): string {
  if (!(error instanceof TypeError)) return "";
  return error.cause instanceof Error ? error.cause.message : error.message;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
