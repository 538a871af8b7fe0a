/**
 * The client's half of ZMTP 3.0, the wire protocol of ZeroMQ (rfc.zeromq.org/spec/23), with the NULL mechanism.
 *
 * The Jupyter protocol needs no more of ZeroMQ than "send frames, receive frames" on loopback TCP. Spoken here
 * over `Deno.connect` it needs no native addon, and a message wakes its reader the moment it arrives; the
 * sockets of the zeromq addon sleep under Deno with a reply unread, until something else moves.
 */

/** A message of ZeroMQ: its frames, in order. */
export type Frames = Uint8Array<ArrayBuffer>[];

/** One end of a connection to a ZeroMQ socket. */
export interface Socket {
  /** Sends one message of one or more frames; messages leave in the order of the calls. */
  send(frames: Frames): Promise<void>;
  /** The messages as they arrive; ends when either side closes. */
  messages(): AsyncGenerator<Frames, void>;
  /** Closes the connection; more than once is harmless. */
  close(): void;
}

const MORE = 1;
const LONG = 2;
const COMMAND = 4;

/**
 * Connects to a ZeroMQ socket on loopback TCP and shakes hands.
 *
 * @throws {Deno.errors.ConnectionRefused} If nothing listens on the port.
 * @throws {SyntaxError} If what listens does not speak ZMTP 3.
 */
export async function connect(type: "DEALER" | "SUB", port: number): Promise<Socket> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  connection.setNoDelay(true);
  const writer = connection.writable.getWriter();
  const socket: Socket = {
    send: (frames) => writer.write(encode(frames)),
    async *messages() {
      let frames: Frames = [];
      for (let frame = await readFrame(connection); frame; frame = await readFrame(connection)) {
        if (frame.flags & COMMAND) continue;
        frames.push(frame.body);
        if (frame.flags & MORE) continue;
        yield frames;
        frames = [];
      }
    },
    close() {
      try {
        connection.close();
      } catch (error) {
        if (!(error instanceof Deno.errors.BadResource)) throw error; // closed before
      }
    },
  };
  try {
    await writer.write(greeting());
    const answer = await readExactly(connection, 64);
    if (!answer || answer[0] !== 0xff || answer[9] !== 0x7f || answer[10] < 3) {
      throw new SyntaxError(`Cannot connect to port ${port} as it must answer in ZMTP 3`);
    }
    await writer.write(frame(COMMAND, ready(type)));
    const theirs = await readFrame(connection);
    if (!theirs || !(theirs.flags & COMMAND)) {
      throw new SyntaxError(`Cannot connect to port ${port} as the answer must begin with READY`);
    }
    if (type === "SUB") await socket.send([new Uint8Array([1])]); // subscribe to every topic
  } catch (error) {
    socket.close();
    throw error;
  }
  return socket;
}

function greeting(): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(64);
  bytes.set([0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0]);
  bytes.set(new TextEncoder().encode("NULL"), 12);
  return bytes;
}

/** The READY command: its name, then each property as short name and value of four length bytes. */
function ready(type: string): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder();
  const property = (name: string, value: string) => [
    name.length,
    ...text.encode(name),
    ...[0, 0, 0, value.length],
    ...text.encode(value),
  ];
  return new Uint8Array([
    5,
    ...text.encode("READY"),
    ...property("Socket-Type", type),
    ...property("Identity", ""),
  ]);
}

function encode(frames: Frames): Uint8Array<ArrayBuffer> {
  return concat(frames.map((body, i) => frame(i + 1 < frames.length ? MORE : 0, body)));
}

function frame(flags: number, body: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (body.length < 256) return concat([new Uint8Array([flags, body.length]), body]);
  const head = new Uint8Array(9);
  head[0] = flags | LONG;
  new DataView(head.buffer).setBigUint64(1, BigInt(body.length));
  return concat([head, body]);
}

function concat(parts: Frames): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

async function readFrame(
  connection: Deno.Conn,
): Promise<{ flags: number; body: Uint8Array<ArrayBuffer> } | null> {
  const flags = (await readExactly(connection, 1))?.[0];
  if (flags === undefined) return null;
  const size = await readExactly(connection, flags & LONG ? 8 : 1);
  if (!size) return null;
  const length = flags & LONG ? Number(new DataView(size.buffer).getBigUint64(0)) : size[0];
  const body = await readExactly(connection, length);
  return body && { flags, body };
}

/** The next `length` bytes, or `null` if the connection ends or is closed before them. */
async function readExactly(connection: Deno.Conn, length: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const bytes = new Uint8Array(length);
  let at = 0;
  while (at < length) {
    const read = await connection.read(bytes.subarray(at)).catch(endOfConnection);
    if (read === null) return null;
    at += read;
  }
  return bytes;
}

/** A connection that breaks or is closed under a read has ended; every other error is one. */
function endOfConnection(error: unknown): null {
  const ended = [Deno.errors.BadResource, Deno.errors.Interrupted, Deno.errors.ConnectionReset];
  if (ended.some((kind) => error instanceof kind)) return null;
  throw error;
}
