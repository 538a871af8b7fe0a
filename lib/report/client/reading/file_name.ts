/** What a file of a figure is called. */
import { isView } from "../view.ts";

/**
 * "01_vantelaget_figur_1_falu_lasarett" of the page's own name and what is chosen on it, without what a file cannot be
 * called.
 */
export function fileName(name: string, { pathname, hash }: Pick<Location, "pathname" | "hash">): string {
  const page = decodeURIComponent(pathname.split("/").at(-1) ?? "").replace(/\.html?$/, "");
  const chosen = isView(hash) ? [...new URLSearchParams(hash.replace(/^#/, "")).values()] : [];
  return [page, name, ...chosen].join(" ").trim().toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "_");
}
