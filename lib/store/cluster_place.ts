import type { ClusterOptions } from "../database/mod.ts";
import { StoreError } from "./writing.ts";

/** The environment variable that names the cluster whose tables answer for the store, as {@linkcode clusterPlace} reads it. */
export const CLUSTER_VARIABLE = "VANTELAGE_CLUSTER";

/** The environment variables of the login: a password, or a token. */
export const LOGIN_VARIABLES = { password: "VANTELAGE_CLUSTER_PASSWORD", token: "VANTELAGE_CLUSTER_TOKEN" };

/**
 * Where a cluster is and what of it is asked, of an address such as "https://anna@trino.example.se:8443/hive/vantelage":
 * the user, the machine, the catalog and the schema. The login comes from {@linkcode LOGIN_VARIABLES}, and is in no
 * address, as addresses are shown.
 *
 * @param address The address.
 * @returns What `openStore` and `openCluster` take.
 * @throws {StoreError} If the address is not of this form; it is not repeated, as it may hold a password.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * import { clusterPlace } from "vantelage/store";
 * const { cluster, user, catalog, schema } = clusterPlace("http://anna@127.0.0.1:8080/hive/vantelage");
 * assert.deepEqual([cluster, user, catalog, schema], ["http://127.0.0.1:8080", "anna", "hive", "vantelage"]);
 * ```
 */
export function clusterPlace(address: string): ClusterOptions {
  const url = URL.parse(address), [, catalog, schema, ...rest] = url?.pathname.split("/") ?? [];
  if (url === null || url.password !== "" || url.username === "" || !catalog || !schema || rest.length > 0) {
    throw new StoreError(
      `Klustrets adress ska skrivas https://ANVÄNDARE@DATOR:PORT/KATALOG/SCHEMA, utan lösenord: det anges i ${LOGIN_VARIABLES.password}, ett token i ${LOGIN_VARIABLES.token}`,
    );
  }
  const password = environment(LOGIN_VARIABLES.password), token = environment(LOGIN_VARIABLES.token);
  return {
    ...{ cluster: url.origin, user: decodeURIComponent(url.username), catalog, schema },
    ...token !== null ? { login: { token } } : password !== null ? { login: { password } } : {},
  };
}

/** The cluster that {@linkcode CLUSTER_VARIABLE} names; `null` where it names none, or may not be read. */
export function namedCluster(): ClusterOptions | null {
  const address = environment(CLUSTER_VARIABLE);
  return address === null ? null : clusterPlace(address);
}

/** A variable that is set, and that Deno allows to be read. */
function environment(variable: string): string | null {
  if (Deno.permissions.querySync({ name: "env", variable }).state !== "granted") return null;
  return Deno.env.get(variable) || null;
}
