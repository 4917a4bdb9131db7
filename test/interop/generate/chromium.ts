/** Headless Chromium over its debugging pipe, with managed policies of its own. See policies.ts. */
import type { Readable, Writable } from 'node:stream';
import { startWithPolicies } from './policies.js';
import type { Scene } from './support.js';

interface Message {
  readonly id?: number;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

export class Chromium {
  readonly #to: Writable;
  readonly #waiting = new Map<number, (message: Message) => void>();
  #last = 0;
  #rest = '';
  output = '';

  constructor(from: Readable, to: Writable, log: Readable) {
    this.#to = to;
    from.on('data', (chunk: Buffer) => {
      const parts = (this.#rest + chunk.toString()).split('\0');
      this.#rest = parts.pop() ?? '';
      for (const part of parts) this.#take(JSON.parse(part) as Message);
    });
    log.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
  }

  #take(message: Message): void {
    if (message.id === undefined) return;
    this.#waiting.get(message.id)?.(message);
    this.#waiting.delete(message.id);
  }

  async #call(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.#last;
    const answered = new Promise<Message>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`Chromium did not answer ${method}\n${this.output}`));
      }, 30_000);
      this.#waiting.set(id, (message) => {
        clearTimeout(timer);
        resolve(message);
      });
    });
    this.#to.write(
      `${JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`,
    );
    const { result, error } = await answered;
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Opens a page and gives a function that evaluates an expression (a promise too) in it. */
  async open(url: string): Promise<(expression: string) => Promise<unknown>> {
    const { targetId } = await this.#call('Target.createTarget', { url });
    const { sessionId } = await this.#call('Target.attachToTarget', { targetId, flatten: true });
    return async (expression) => {
      const params = { expression, awaitPromise: true, returnByValue: true };
      const { result, exceptionDetails } = await this.#call('Runtime.evaluate', params, String(sessionId));
      if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
      return (result as { value?: unknown }).value;
    };
  }
}

/** Starts Chromium with these managed policies. */
export async function startChromium(
  scene: Scene,
  policies: string,
  args: readonly string[],
): Promise<Chromium> {
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-dev-shm-usage',
    '--disable-background-networking',
    '--disable-component-update',
    '--remote-debugging-pipe',
    `--user-data-dir=${scene.folder()}`,
    ...args,
  ];
  const file = '/etc/chromium/policies/managed/staylocal-test.json';
  const child = await startWithPolicies(scene, file, policies, 'chromium', flags);
  return new Chromium(child.stdio[4] as Readable, child.stdio[3] as Writable, child.stderr!);
}
