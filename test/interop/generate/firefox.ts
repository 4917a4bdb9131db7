/** Headless Firefox over its Marionette port, with the policies of one file. See policies.ts. */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { startWithPolicies } from './policies.js';
import { eventually, freePort, type Scene } from './support.js';

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

  /** The same with the browser's own rights. */
  async privileged(script: string): Promise<unknown> {
    await this.call('Marionette:SetContext', { value: 'chrome' });
    const value = await this.call('WebDriver:ExecuteScript', { script, args: [] });
    await this.call('Marionette:SetContext', { value: 'content' });
    return value;
  }
}

export async function startFirefox(
  scene: Scene,
  policies: string,
  preferences: Readonly<Record<string, string | number | boolean>>,
): Promise<Firefox> {
  const folder = scene.folder();
  const port = await freePort();
  const all = {
    'marionette.port': port,
    'app.update.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    ...preferences,
  };
  const lines = Object.entries(all).map(
    ([key, value]) => `user_pref(${JSON.stringify(key)}, ${JSON.stringify(value)});\n`,
  );
  writeFileSync(join(folder, 'user.js'), lines.join(''));
  const args = [
    '--headless',
    '--no-remote',
    '--marionette',
    '--remote-allow-system-access',
    '--profile',
    folder,
  ];
  const child = await startWithPolicies(
    scene,
    '/etc/firefox/policies/policies.json',
    policies,
    'firefox-esr',
    args,
  );
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
