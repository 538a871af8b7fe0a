/** Messages of the Jupyter protocol (5.3), signed and serialised as frames. */
import { createHmac, timingSafeEqual } from "node:crypto";
import * as z from "zod";
import type { Frames } from "./_zmtp.ts";

const DELIMITER = "<IDS|MSG>";

const Header = z.object({ msg_id: z.string(), msg_type: z.string() });

/** A message from the kernel, its signature verified. */
export interface Message {
  type: string;
  /** The id of the request that this message answers; empty when it answers none. */
  parent: string;
  metadata: Record<string, unknown>;
  content: unknown;
}

/** Serialises and signs a request. */
export function encodeRequest(type: string, id: string, content: unknown, key: string): Frames {
  const header = {
    msg_id: id,
    msg_type: type,
    username: "vantelage",
    session: key,
    date: new Date().toISOString(),
    version: "5.3",
  };
  const parts = [header, {}, {}, content].map((part) => new TextEncoder().encode(JSON.stringify(part)));
  const [delimiter, signature] = [DELIMITER, sign(parts, key)].map((text) => new TextEncoder().encode(text));
  return [delimiter, signature, ...parts];
}

/** Reads a message; throws `SyntaxError` if it is malformed or not signed with the key. */
export function decodeMessage(frames: Frames, key: string): Message {
  const text = new TextDecoder();
  const start = frames.findIndex((frame) => text.decode(frame) === DELIMITER);
  const parts = frames.slice(start + 2, start + 6);
  if (start < 0 || parts.length < 4) {
    throw new SyntaxError(
      `Cannot read the kernel's message as it must have six parts: got ${frames.length} frames`,
    );
  }
  const signature = frames[start + 1];
  const expected = new TextEncoder().encode(sign(parts, key));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    throw new SyntaxError("Cannot trust the kernel's message as it must be signed with the connection's key");
  }
  const [header, parent, metadata, content] = parts.map((part): unknown => JSON.parse(text.decode(part)));
  return {
    type: Header.parse(header).msg_type,
    parent: Header.partial().nullable().parse(parent)?.msg_id ?? "",
    metadata: z.record(z.string(), z.unknown()).parse(metadata),
    content,
  };
}

function sign(parts: Frames, key: string): string {
  const hmac = createHmac("sha256", key);
  parts.forEach((part) => hmac.update(part));
  return hmac.digest("hex");
}
