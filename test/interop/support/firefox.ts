/** Headless Firefox over its Marionette port. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { eventually, freePort, type Scene } from '../generate/support.js';

type Reply = [
  kind: number,
  id: number,
  error: { message: string } | null,
  result: { value?: unknown } | null,
];

export class Firefox {
  readonly #socket: Socket;
  #buffer = Buffer.alloc(0);
  #last = 0;

  constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Frames are `length:JSON`; one command is under way at a time. */
  async #frame(): Promise<unknown> {
    for (;;) {
      const colon = this.#buffer.indexOf(':');
      const length = Number(this.#buffer.subarray(0, Math.max(colon, 0)).toString());
      if (colon > 0 && this.#buffer.length >= colon + 1 + length) {
        const body = this.#buffer.subarray(colon + 1, colon + 1 + length).toString();
        this.#buffer = this.#buffer.subarray(colon + 1 + length);
        return JSON.parse(body);
      }
      const [chunk] = (await once(this.#socket, 'data', { signal: AbortSignal.timeout(30_000) })) as [Buffer];
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
    }
  }

  async greet(): Promise<void> {
    await this.#frame();
    await this.call('WebDriver:NewSession', { capabilities: {} });
  }

  async call(command: string, parameters: object): Promise<unknown> {
    const text = JSON.stringify([0, ++this.#last, command, parameters]);
    this.#socket.write(`${Buffer.byteLength(text)}:${text}`);
    const [, , error, result] = (await this.#frame()) as Reply;
    if (error !== null) throw new Error(`${command}: ${error.message}`);
    return result?.value;
  }

  navigate(url: string): Promise<unknown> {
    return this.call('WebDriver:Navigate', { url });
  }

  /** The value of an expression (a promise too) in the page. */
  evaluate(expression: string): Promise<unknown> {
    const script = `const [done] = arguments; Promise.resolve(${expression}).then(done, (e) => done('failed: ' + e));`;
    return this.call('WebDriver:ExecuteAsyncScript', { script, args: [] });
  }

  /** A script with the browser's own rights: the body of an async function, and its `arguments`. */
  async privileged(body: string, args: readonly unknown[] = []): Promise<unknown> {
    const script = `const done = arguments[arguments.length - 1];
      (async function () { ${body} }).apply(null, arguments).then(done, (e) => done('failed: ' + e));`;
    await this.call('Marionette:SetContext', { value: 'chrome' });
    const value = await this.call('WebDriver:ExecuteAsyncScript', { script, args });
    await this.call('Marionette:SetContext', { value: 'content' });
    return value;
  }
}

export type Preferences = Readonly<Record<string, string | number | boolean>>;

/** Nothing is asked for but what the test asks. */
const QUIET: Preferences = {
  'app.update.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
};

/** A browser in a profile of its own. `launch` starts the program with these arguments; it is stopped by the scene. */
export async function openFirefox(
  scene: Scene,
  preferences: Preferences,
  launch: (program: string, args: readonly string[]) => ChildProcess | Promise<ChildProcess>,
): Promise<Firefox> {
  const folder = scene.folder();
  const port = await freePort();
  const lines = Object.entries({ 'marionette.port': port, ...QUIET, ...preferences }).map(
    ([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(folder, 'user.js'), lines.join(''));
  const child = await launch('firefox-esr', [
    '--headless',
    '--no-remote',
    '--marionette',
    '--remote-allow-system-access',
    '--profile',
    folder,
  ]);
  let output = '';
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const socket = await eventually(
    async () => {
      const trying = connect(port, '127.0.0.1');
      await once(trying, 'connect');
      return trying;
    },
    () => output,
    40_000,
  );
  scene.later(() => {
    socket.destroy();
  });
  const firefox = new Firefox(socket);
  await firefox.greet();
  return firefox;
}
