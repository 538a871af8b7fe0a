import assert from "node:assert/strict";
import { type ClusterOptions, DatabaseError, openCluster, type Value } from "../../lib/database/mod.ts";
import { type Answer, column, type ProtocolServer, type Seen, serveProtocol } from "./_protocol_server.ts";

const SECRET = "hemligare-an-allt";

/** Asks a server that answers the requests for a statement one by one; the last answer is repeated. */
async function asking<T>(
  answers: readonly (Answer | ((seen: readonly Seen[], url: string) => Answer))[],
  ask: (cluster: ReturnType<typeof openCluster>, server: ProtocolServer) => Promise<T>,
  options: Partial<ClusterOptions> = {},
): Promise<T> {
  await using server = serveProtocol((seen, url) => {
    const asked = seen.filter(({ method }) => method !== "DELETE").length;
    const answer = answers[Math.min(asked, answers.length) - 1];
    return typeof answer === "function" ? answer(seen, url) : answer;
  });
  using cluster = openCluster({
    ...{ cluster: server.url, catalog: "hive", schema: "ko", user: "anna", retries: 2 },
    ...options,
  });
  return await ask(cluster, server);
}

const next = (rest: Readonly<Record<string, unknown>> = {}) => (seen: readonly Seen[], url: string) => ({
  id: "1",
  ...rest,
  nextUri: `${url}/v1/statement/executing/1/${seen.length}`,
});
const numbers = [column("n", "bigint")];
const query = (cluster: ReturnType<typeof openCluster>) => cluster.query("SELECT n FROM t");
const failing = (errorName: string, message = "") => ({ error: { errorName, message, errorType: "X" } });

/** The message of the error that asking gives, which holds no secret. */
async function refusalOf(
  answers: Parameters<typeof asking>[0],
  { sql = "SELECT n FROM t", parameters = [], ...options }:
    & Partial<ClusterOptions>
    & { sql?: string; parameters?: Value[] } = {},
): Promise<{ message: string; seen: readonly Seen[] }> {
  return await asking(answers, async (cluster, { seen }) => {
    const error = await cluster.query(sql, parameters).then(() => assert.fail("no error"), (error) => error);
    assert(error instanceof DatabaseError, String(error));
    assert.doesNotMatch(
      `${error.message}${error.stack}${Deno.inspect([error, cluster])}`,
      new RegExp(`${SECRET}|hemligt`),
    );
    return { message: error.message, seen };
  }, { login: { password: SECRET }, ...options });
}

Deno.test("Cluster.query() follows the answer to its end, page by page", async () => {
  const pages = [
    next(),
    next({ columns: numbers }),
    next({ columns: numbers, data: [[1], [2]] }),
    next({ columns: numbers }),
    {
      columns: numbers,
      data: [[3]],
    },
  ];
  assert.deepEqual(await asking(pages, query), [{ n: 1 }, { n: 2 }, { n: 3 }]);
});

Deno.test("Cluster.query() makes cells of values by their column's type, and refuses others without quoting them", async () => {
  const columns = [
    ...[["heltal", "integer"], ["stort", "bigint"], ["litet", "bigint"], ["andel", "double"], [
      "inget",
      "double",
    ]],
    ...[["pris", "decimal"], ["antal", "decimal"], ["dag", "date"], ["namn", "varchar"], ["ja", "boolean"], [
      "saknas",
      "unknown",
    ]],
  ].map(([name, type]) => column(name, type));
  const data = '[[7,9007199254740993,9007199254740991,0.5,"NaN","1.20","12","2024-02-29","Ö",true,null]]';
  const answer = `{"columns":${JSON.stringify([...columns, column("lista", "array", "integer")])},"data":${
    data.replace("null]]", "null,[1,null]]]")
  }}`;
  assert.deepEqual(await asking([answer], query), [{
    ...{
      heltal: 7,
      stort: 9007199254740993n,
      litet: 9007199254740991,
      andel: 0.5,
      inget: NaN,
      pris: 1.2,
      antal: 12,
    },
    ...{ dag: "2024-02-29", namn: "Ö", ja: true, saknas: null, lista: [1, null] },
  }]);
  for (
    const [type, value] of [
      ["integer", "19121212"],
      ["integer", 1.5],
      ["bigint", "1"],
      ["date", "i maj"],
      ["varchar", 19121212],
      [
        ...["boolean", "ja"],
      ],
      ["decimal", 1],
      ["double", "19121212"],
      ["map", {}],
      ["unknown", 1],
      ["array", [1]],
    ] as const
  ) {
    const { message } = await refusalOf([{ columns: [column("n", type)], data: [[value]] }]);
    assert.match(message, /^Cannot read the column "n"/, type);
    assert.doesNotMatch(message, /1912|maj/);
  }
  const { message } = await refusalOf([{ columns: numbers, data: [[1, 2]] }]);
  assert.match(message, /not as many values as there are columns/);
  assert.match(
    (await refusalOf([{ columns: [...numbers, ...numbers], data: [[1, 2]] }])).message,
    /"n" twice/,
  );
});

Deno.test("Cluster.query() sends parameters beside the question, who asks, and the login", async () => {
  const parameters = ["O'Hara?", 12, null, true];
  await asking([{ columns: numbers, data: [] }], async (cluster, { seen }) => {
    assert.deepEqual(
      await cluster.query("SELECT '?', ? FROM t WHERE a = ? AND b IS ? AND c = ? -- ?", parameters),
      [],
    );
    assert.equal(
      seen[0].body,
      "EXECUTE IMMEDIATE 'SELECT ''?'', ? FROM t WHERE a = ? AND b IS ? AND c = ? -- ?' USING 'O''Hara?', 12, NULL, TRUE",
    );
    const sent = ["user", "catalog", "schema", "source"].map((name) =>
      seen[0].headers.get(`x-trino-${name}`)
    );
    assert.deepEqual(sent, ["anna", "hive", "ko", "vantelage"]);
    assert.equal(seen[0].headers.get("x-trino-session"), "retry_policy=TASK,x=a%20b");
    assert.equal(seen[0].headers.get("authorization"), `Basic ${btoa(`anna:${SECRET}`)}`);
    await assert.rejects(cluster.query("SELECT ?", []), RangeError);
    assert.equal(seen.length, 1);
  }, { login: { password: SECRET }, session: { retry_policy: "TASK", x: "a b" } });
  await asking([{ columns: numbers, data: [] }], async (cluster, { seen }) => {
    await query(cluster);
    assert.equal(seen[0].headers.get("authorization"), `Bearer ${SECRET}`);
  }, { login: { token: SECRET } });
});

Deno.test("openCluster() sends no login in the clear, and takes none in the address", () => {
  const options = { catalog: "hive", schema: "ko", user: "anna" };
  const login = { password: SECRET };
  assert.throws(
    () => openCluster({ ...options, cluster: "http://trino.example.se", login }),
    /must be encrypted/,
  );
  for (
    const cluster of [
      "https://trino.example.se",
      "http://localhost:1",
      "http://[::1]:1",
      "http://127.0.0.1:1",
    ]
  ) {
    openCluster({ ...options, cluster, login }).close();
  }
  openCluster({ ...options, cluster: "http://trino.example.se" }).close();
  for (const cluster of [`https://anna:${SECRET}@trino.example.se`, "trino", "file:///etc"]) {
    assert.throws(() => openCluster({ ...options, cluster }), (error: Error) => {
      return error instanceof TypeError && !error.message.includes(SECRET);
    });
  }
});

Deno.test("Cluster.query() asks again for an answer that did not come through, and counts no row twice", async () => {
  const whole = JSON.stringify({ columns: numbers, data: [[1], [2]] });
  const half = whole.slice(0, -6);
  assert.deepEqual(await asking([429, 503, next(), 502, half, whole], query, { retries: 3 }), [{ n: 1 }, {
    n: 2,
  }]);
  // The same page is asked for again, at its own address.
  await asking([next(), half, whole], async (cluster, { seen }) => {
    await query(cluster);
    assert.deepEqual(
      seen.map(({ method, path }) => `${method} ${path}`).slice(1),
      Array(2).fill(`GET ${seen[1].path}`),
    );
  });
});

Deno.test("Cluster.query() gives up with the reason, and asks nothing again that may have begun", async () => {
  const begun = await refusalOf(["{"]);
  assert.match(
    begun.message,
    /^Cannot run `SELECT n FROM t` as the cluster http\S+ does not answer: its answer ends in the middle$/,
  );
  assert.equal(begun.seen.length, 1);
  const refused = await refusalOf([401]);
  assert.match(refused.message, /HTTP 401; is the user right/);
  assert.equal(refused.seen.length, 1);
  const busy = await refusalOf([503], { retries: 2 });
  assert.match(busy.message, /HTTP 503/);
  assert.equal(busy.seen.length, 3);
  assert.match(
    (await refusalOf([next(), { nextUri: 7 }], { repeats: 0 })).message,
    /another form than Trino's/,
  );
  assert.match((await refusalOf([next(), 404], { repeats: 0 })).message, /HTTP 404/);
});

Deno.test("Cluster.query() puts a question again whose answer went with a machine; run() does not", async () => {
  const lost = [next({ columns: numbers, data: [[1]] }), failing("REMOTE_HOST_GONE", "10.0.0.7 gone")];
  const whole = [next({ columns: numbers, data: [[1]] }), { columns: numbers, data: [[2]] }];
  assert.deepEqual(await asking([...lost, ...whole], query), [{ n: 1 }, { n: 2 }]);
  const { message } = await refusalOf([...lost, ...lost, ...whole]);
  assert.equal(message, "Cannot run `SELECT n FROM t` as Trino did not answer it: REMOTE_HOST_GONE");
  await asking([...lost, ...whole], async (cluster) => {
    await assert.rejects(cluster.run("DELETE FROM t"), /REMOTE_HOST_GONE/);
  });
});

Deno.test("Cluster.query() says what is wrong with a statement, and masks what may be a value", async () => {
  const sql = "SELECT kolumn FROM t WHERE pnr = '19121212-1212' AND namn = ?", parameters = ["Anna"];
  const said = async (errorName: string, message: string) =>
    (await refusalOf([next({ columns: numbers, data: [[1]] }), failing(errorName, message)], {
      sql,
      parameters,
    })).message
      .split(": ").slice(1).join(": ");
  assert.equal(
    await said("COLUMN_NOT_FOUND", "line 1:8: Column 'kolumn' cannot be resolved"),
    "COLUMN_NOT_FOUND: Column 'kolumn' cannot be resolved",
  );
  assert.equal(
    await said("INVALID_CAST_ARGUMENT", "Cannot cast '19121212-1212' to INT"),
    "INVALID_CAST_ARGUMENT",
  );
  assert.equal(
    await said("SYNTAX_ERROR", "line 1:1: mismatched input '19121212'. Expecting: 'ALTER', <query>"),
    "SYNTAX_ERROR: mismatched input …",
  );
  assert.equal(
    await said("TYPE_MISMATCH", "line 1:1: Cannot apply Anna = 1212"),
    "TYPE_MISMATCH: Cannot apply … = …",
  );
  const { message } = await refusalOf([failing("COLUMN_NOT_FOUND")], { sql, parameters });
  assert.match(message, /^Cannot run `SELECT kolumn FROM t WHERE pnr = '…' AND namn = \?`/);
});

Deno.test("Cluster.query() cancels what takes too long, answers too much, or is closed", async () => {
  const cancels = (seen: readonly Seen[]) =>
    seen.filter(({ method }) => method === "DELETE").map(({ path }) => path);
  const long = await refusalOf([next()], { limitSeconds: 0.2 });
  assert.match(long.message, /takes too long: more than 0.2 s; it is cancelled/);
  assert.equal(cancels(long.seen).length, 1);
  const hanging = await refusalOf([next(), "hangs"], { limitSeconds: 0.2 });
  assert.match(hanging.message, /takes too long/);
  assert.deepEqual(cancels(hanging.seen), [hanging.seen[1].path]);
  const much = await refusalOf([next(), next({ columns: numbers, data: [[1], [2], [3]] })], { limitRows: 2 });
  assert.match(much.message, /too long: more than 2 rows/);
  assert.equal(cancels(much.seen).length, 1);
  await asking([next(), "hangs"], async (cluster, { seen }) => {
    const answer = assert.rejects(query(cluster), /closed/);
    while (seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 1));
    cluster.close();
    await answer;
    assert.equal(cancels(seen).length, 1);
  });
});

Deno.test("Cluster.query() follows the answer to no other address, where the login would go", async () => {
  await using other = serveProtocol(() => ({}));
  const { message } = await refusalOf([{ nextUri: `${other.url}/v1/statement/executing/1/1` }]);
  assert.match(message, /must go on at http.*process-forwarded/);
  assert.equal(other.seen.length, 0);
});

/** What comes of a question where every connection fails as Deno says that it does, and how often it was tried. */
async function unreached(reason: string): Promise<{ message: string; tried: number }> {
  const own = globalThis.fetch;
  let tried = 0;
  globalThis.fetch = () => {
    tried++;
    const cause = new Error(`error sending request for url (https://x/): client error (Connect): ${reason}`);
    return Promise.reject(new TypeError("fetch failed", { cause }));
  };
  try {
    using cluster = openCluster({
      ...{ cluster: "https://trino.example.se", catalog: "hive", schema: "ko", user: "anna", retries: 2 },
    });
    const error = await cluster.query("SELECT 1").then(() => assert.fail("no error"), (error) => error);
    return { message: error.message, tried };
  } finally {
    globalThis.fetch = own;
  }
}

Deno.test("Cluster.query() says what to do where the certificate is not trusted, and asks again where nobody listened", async () => {
  const untrusted = await unreached("invalid peer certificate: UnknownIssuer");
  assert.match(untrusted.message, /does not answer: its certificate is signed by nobody.* DENO_CERT$/);
  assert.equal(untrusted.tried, 1);
  const refused = await unreached("tcp connect error: Connection refused (os error 111)");
  assert.match(refused.message, /does not answer: no answer came$/);
  assert.equal(refused.tried, 3);
});
