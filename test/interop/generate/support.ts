/** What the interop tests of generate share: folders, ports, programs, and a DNS server that says 127.0.0.1. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import packet from 'dns-packet';
import { artefactBytes, generate, type GenerateOptions } from '../../../lib/generate/index.js';
import type { Profile } from '../../../lib/profile/index.js';

/** Undone after each test, the last one first. */
export class Scene {
  readonly #undo: (() => Promise<void> | void)[] = [];

  later(undo: () => Promise<void> | void): void {
    this.#undo.push(undo);
  }

  async end(): Promise<void> {
    for (const undo of this.#undo.splice(0).reverse()) await undo();
  }

  folder(): string {
    const path = mkdtempSync(join(tmpdir(), 'staylocal-generate-'));
    // A browser's helpers may still be writing when their parent is gone.
    this.later(() =>
      eventually(
        () => rm(path, { recursive: true, force: true }),
        () => path,
      ),
    );
    return path;
  }

  /** Starts a server and stops it by its process id at the end. */
  start(
    command: string,
    args: readonly string[],
    options: { env?: NodeJS.ProcessEnv; cwd?: string } = {},
  ): Running {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    const running: Running = { child, output: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        running.output += chunk.toString();
      });
    }
    child.on('error', (error) => {
      running.output += String(error);
    });
    this.later(async () => {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const gone = once(child, 'exit');
      // SIGTERM, so that a master ends its workers; SIGKILL for one that will not hear it.
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 3000);
      await gone;
      clearTimeout(timer);
    });
    return running;
  }
}

export interface Running {
  readonly child: ChildProcess;
  output: string;
}

/** Ports that were free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Writes an artefact where a program will read it. */
export async function write(
  folder: string,
  target: string,
  profile: Profile,
  options: GenerateOptions = {},
): Promise<string> {
  const artefact = await generate(target, profile, options);
  const path = join(folder, artefact.fileName);
  writeFileSync(path, artefactBytes(artefact));
  return path;
}

/** Tries again until it holds, for programs that take a moment to listen. */
export async function eventually<T>(
  attempt: () => Promise<T>,
  describe: () => string,
  timeoutMs = 15_000,
): Promise<T> {
  const end = process.hrtime.bigint() + BigInt(timeoutMs) * 1_000_000n;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (process.hrtime.bigint() > end) throw new Error(`${String(error)}\n${describe()}`, { cause: error });
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/** A DNS server on loopback that answers every A question with 127.0.0.1. Resolves to its port. */
export async function loopbackDns(scene: Scene): Promise<number> {
  const socket = createSocket('udp4');
  socket.on('message', (message, remote) => {
    const query = packet.decode(message);
    const [question] = query.questions ?? [];
    if (question === undefined) return;
    const answers: packet.Answer[] =
      question.type === 'A' ? [{ type: 'A', name: question.name, ttl: 60, data: '127.0.0.1' }] : [];
    const response = packet.encode({
      type: 'response',
      id: query.id ?? 0,
      flags: packet.RECURSION_DESIRED | packet.RECURSION_AVAILABLE,
      questions: [question],
      answers,
    });
    socket.send(response, remote.port, remote.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  scene.later(() => {
    socket.close();
  });
  return socket.address().port;
}

export interface Answer {
  readonly rcode: string;
  readonly addresses: readonly string[];
}

/** Asks one A question over UDP; throws where nothing comes back in a second. */
export async function ask(port: number, name: string): Promise<Answer> {
  const socket = createSocket('udp4');
  try {
    const query = packet.encode({
      type: 'query',
      id: port % 65536,
      flags: packet.RECURSION_DESIRED,
      questions: [{ type: 'A', name }],
    });
    socket.connect(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.send(query);
    const [message] = (await once(socket, 'message', { signal: AbortSignal.timeout(1000) })) as [Buffer];
    const response = packet.decode(message) as packet.DecodedPacket & { rcode: string };
    const addresses = (response.answers ?? []).flatMap((answer) =>
      answer.type === 'A' ? [answer.data] : [],
    );
    return { rcode: response.rcode, addresses };
  } finally {
    socket.close();
  }
}
