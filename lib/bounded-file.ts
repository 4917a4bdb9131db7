/**
 * Files, read within a bound. Whatever a path names — a file that grows, a device that never ends, a pipe that nobody
 * writes to — costs no more memory than was allowed, and never a thread that cannot be ended: Node waits at its own end for
 * a thread that opens or reads a pipe, so pipes are opened without waiting and read by the event loop.
 */
import fs, { constants } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { Socket } from 'node:net';
import { isAbsolute, sep } from 'node:path';
import { isatty, ReadStream } from 'node:tty';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

// Plain descriptors: a stream that takes one closes it, which a FileHandle would take for a mistake.
const open = promisify(fs.open);
const close = promisify(fs.close);
const fstat = promisify(fs.fstat);
const read = promisify(fs.read);

export interface BoundedRead {
  readonly maxBytes: number;
  /** Whether pipes and devices are read as well; a user may name one, a program's own places hold files. */
  readonly pipes: boolean;
  readonly signal?: AbortSignal | undefined;
}

export interface FileContent {
  readonly bytes: Buffer;
  /** `st_mode`. */
  readonly mode: number;
}

/** Why a file was not read although it is there; `message` goes on a sentence whose subject is the file. */
export class FileNotRead extends Error {
  override readonly name = 'FileNotRead';
  readonly code: 'too-large' | 'is-a-directory' | 'not-a-file';

  constructor(code: FileNotRead['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Throws `FileNotRead`, what the system says, or the reason of the signal. */
export async function readBoundedFile(path: string | URL, options: BoundedRead): Promise<FileContent> {
  const { maxBytes, pipes, signal } = options;
  signal?.throwIfAborted();
  const fd = await open(
    await pathOnDisk(typeof path === 'string' ? path : fileURLToPath(path)),
    // Without waiting: a pipe may have no writer.
    constants.O_RDONLY | constants.O_NONBLOCK,
  );
  let isTaken = false;
  try {
    const stat = await fstat(fd);
    if (stat.isDirectory()) throw new FileNotRead('is-a-directory', 'is a directory; name the file in it');
    if (!stat.isFile() && !pipes) throw new FileNotRead('not-a-file', 'is no regular file');
    if (stat.size > maxBytes) throw tooLarge(maxBytes, `is ${stat.size} bytes`);
    isTaken = stat.isFIFO() || isatty(fd);
    if (!isTaken) return { bytes: await readOpen(fd, options), mode: stat.mode };
    const stream = stat.isFIFO() ? new Socket({ fd, readable: true, writable: false }) : new ReadStream(fd);
    return { bytes: await readStream(stream, options), mode: stat.mode };
  } finally {
    if (!isTaken) await close(fd);
  }
}

function tooLarge(maxBytes: number, what: string): FileNotRead {
  return new FileNotRead('too-large', `${what}; at most ${maxBytes} bytes are read`);
}

/** A file whose size the system does not know (`/proc`) ends where nothing more comes. */
async function readOpen(fd: number, { maxBytes, signal }: BoundedRead): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total <= maxBytes) {
    signal?.throwIfAborted();
    const chunk = Buffer.allocUnsafe(Math.min(1 << 20, maxBytes + 1 - total));
    const { bytesRead } = await read(fd, chunk, 0, chunk.length, null);
    if (bytesRead === 0) return Buffer.concat(chunks, total);
    chunks.push(chunk.subarray(0, bytesRead));
    total += bytesRead;
  }
  throw tooLarge(maxBytes, `has more than ${maxBytes} bytes`);
}

/** What waits for its writer; ends with the signal. */
async function readStream(stream: Socket, { maxBytes, signal }: BoundedRead): Promise<Buffer> {
  const stop = (): void => {
    stream.destroy(signal?.reason as Error);
  };
  signal?.addEventListener('abort', stop, { once: true });
  try {
    // It may have ended while the file was opened, and tells no listener again.
    signal?.throwIfAborted();
    const chunks: Buffer[] = [];
    let total = 0;
    for await (const chunk of stream) {
      chunks.push(chunk as Buffer);
      total += (chunk as Buffer).length;
      if (total > maxBytes) throw tooLarge(maxBytes, `has more than ${maxBytes} bytes`);
    }
    return Buffer.concat(chunks, total);
  } finally {
    signal?.removeEventListener('abort', stop);
    stream.destroy();
  }
}

/**
 * What the system is to be asked for. Names are bytes, and Node writes U+FFFD for those that are no UTF-8, also in its own
 * arguments: the one name that would be written so is meant. The path itself where there is none, or more than one.
 */
export async function pathOnDisk(path: string): Promise<string | Buffer> {
  if (!path.includes('\ufffd')) return path;
  const between = Buffer.from(sep);
  let folder = Buffer.from(isAbsolute(path) ? sep : '.');
  for (const part of path.split(sep).filter((one) => one !== '')) {
    let name: Buffer | undefined = Buffer.from(part);
    if (part.includes('\ufffd')) {
      const names = await readdir(folder, { encoding: 'buffer' }).catch(() => []);
      const [first, second] = names.filter((one) => one.toString() === part);
      name = second === undefined ? first : undefined;
    }
    if (name === undefined) return path;
    folder = Buffer.concat([folder, between, name]);
  }
  return folder;
}
