/** Headless Chromium over its debugging pipe: its pages, what they evaluate to, and the events of those that are watched. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, unknown>;
  readonly sessionId?: string;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** What the page did that a report must not do. */
export interface Seen {
  readonly requests: string[];
  /** Console messages and entries of the log: refusals of the page's policy are among them. */
  readonly complaints: string[];
  readonly dialogs: string[];
}

/** Without a window, and without anything asked of the network that no page asks for. */
export const chromiumFlags = (profile: string): string[] => [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--remote-debugging-pipe',
  `--user-data-dir=${profile}`,
];

export class Browser {
  readonly #child: ChildProcess;
  readonly #to: Writable;
  readonly #waiting = new Map<number, (message: Message) => void>();
  readonly #listeners = new Map<string, (message: Message) => void>();
  #last = 0;
  /** The end of what it wrote to its standard error. */
  output = '';

  /** `child`: Chromium with `chromiumFlags`, its standard error and the two pipes as they come after it. */
  constructor(child: ChildProcess) {
    this.#child = child;
    this.#to = child.stdio[3] as Writable;
    let rest = '';
    (child.stdio[4] as Readable).on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\0');
      rest = parts.pop() ?? '';
      for (const part of parts) this.#take(JSON.parse(part) as Message);
    });
    child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.output = (this.output + chunk.toString()).slice(-10_000)),
    );
  }

  static start(profile: string): Browser {
    const flags = [...chromiumFlags(profile), '--hide-scrollbars'];
    return new Browser(spawn('chromium', flags, { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] }));
  }

  #take(message: Message): void {
    if (message.id !== undefined) {
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    } else this.#listeners.get(message.sessionId ?? '')?.(message);
  }

  async call(method: string, params: object = {}, sessionId?: string): Promise<Record<string, unknown>> {
    const id = ++this.#last;
    const answered = new Promise<Message>((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new Error(`Chromium did not answer ${method}\n${this.output}`));
      }, 60_000);
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

  async #attach(url: string): Promise<string> {
    const { targetId } = await this.call('Target.createTarget', { url });
    const { sessionId } = await this.call('Target.attachToTarget', { targetId, flatten: true });
    return String(sessionId);
  }

  /** Opens a page that is not watched, and does not wait for it: it may never load. */
  async openUnseen(url: string): Promise<Page> {
    return new Page(this, await this.#attach(url), { requests: [], complaints: [], dialogs: [] });
  }

  /** Opens a page and waits until it is loaded. */
  async open(url: string, withScripts = true): Promise<Page> {
    const session = await this.#attach('about:blank');
    const seen: Seen = { requests: [], complaints: [], dialogs: [] };
    let loaded = (): void => undefined;
    const isLoaded = new Promise<void>((resolve) => (loaded = resolve));
    this.#listeners.set(session, ({ method, params = {} }) => {
      if (method === 'Network.requestWillBeSent')
        seen.requests.push(String((params['request'] as { url?: string }).url));
      if (method === 'Log.entryAdded') seen.complaints.push(JSON.stringify(params['entry']));
      if (method === 'Runtime.consoleAPICalled' || method === 'Runtime.exceptionThrown')
        seen.complaints.push(JSON.stringify(params));
      if (method === 'Page.javascriptDialogOpening') seen.dialogs.push(String(params['message']));
      if (method === 'Page.loadEventFired') loaded();
    });
    for (const domain of ['Network', 'Log', 'Runtime', 'Page'])
      await this.call(`${domain}.enable`, {}, session);
    await this.call('Emulation.setScriptExecutionDisabled', { value: !withScripts }, session);
    await this.call('Page.navigate', { url }, session);
    await isLoaded;
    return new Page(this, session, seen);
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
  }
}

export class Page {
  readonly seen: Seen;
  readonly #browser: Browser;
  readonly #session: string;

  constructor(browser: Browser, session: string, seen: Seen) {
    this.#browser = browser;
    this.#session = session;
    this.seen = seen;
  }

  call(method: string, params: object = {}): Promise<Record<string, unknown>> {
    return this.#browser.call(method, params, this.#session);
  }

  /** The value of an expression (a promise too) in the page; the tools of a developer are outside of the page's policy. */
  async evaluate(expression: string): Promise<unknown> {
    const params = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await this.call('Runtime.evaluate', params);
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value?: unknown }).value;
  }

  /** Width of the window in CSS pixels, and the theme that the user prefers. */
  async show(width: number, theme: 'light' | 'dark'): Promise<void> {
    const size = { width, height: 900, deviceScaleFactor: 1, mobile: false };
    await this.call('Emulation.setDeviceMetricsOverride', size);
    await this.call('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: theme }],
    });
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.call('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(String(data), 'base64');
  }
}
