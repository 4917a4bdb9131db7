/**
 * One engine on one PAC file, in a process of its own: prints the milliseconds from its start of work to the first
 * answer, elapsed and of the processor, and how many decisions it then makes in a second. `decisions.ts` and `proofs.ts`
 * start it.
 */
import { readFileSync } from 'node:fs';

const [engine = '', file = '', seconds = '1'] = process.argv.slice(2);
const HOSTS = ['t1c.t1t.io', 'www.example.com', 'intranet', 'www.google.com', '10.1.2.3'];
const source = readFileSync(file, 'utf8');
const MY_IP = '192.0.2.10';

type Decide = (url: string, host: string) => Promise<string> | string;

const ENGINES: Readonly<Record<string, () => Promise<Decide>>> = {
  staylocal: async () => {
    const { loadPac } = await import('staylocal/pac');
    const pac = await loadPac(readFileSync(file));
    const environment = { myIp: MY_IP, at: new Date('2026-11-24T12:00:00Z') };
    return async (url) => {
      const { result, failure } = await pac.decide(url, environment, { trace: false });
      return result ?? failure?.code ?? '';
    };
  },
  'staylocal, in batches': async () => {
    const decide = await (ENGINES['staylocal'] as () => Promise<Decide>)();
    return async (url, host) => {
      const answers = await Promise.all(Array.from({ length: 64 }, async () => decide(url, host)));
      return answers[0] ?? '';
    };
  },
  'pac-resolver': async () => {
    const { createPacResolver } = await import('pac-resolver');
    const { QuickJS } = await import('quickjs-wasi');
    const resolver = createPacResolver(await QuickJS.create(), source, {
      sandbox: {
        myIpAddress: () => Promise.resolve(MY_IP),
        dnsResolve: () => Promise.resolve(null),
        alert: () => undefined,
      },
    });
    return async (url, host) => await resolver(url, host);
  },
  'node:vm': async () => {
    const { createContext, runInContext } = await import('node:vm');
    const { libraryFor } = await import('../../lib/pac/guest/library-text.js');
    const context = createContext({});
    const host = {
      define: (name: string, value: unknown) => {
        context[name] = value;
      },
      ownAddresses: () => [MY_IP],
      resolve: () => [],
      alert: () => undefined,
    };
    const install = runInContext(libraryFor('chromium').text, context) as (
      host: unknown,
      dialect: string,
    ) => void;
    install(host, 'chromium');
    runInContext(source, context);
    const find = runInContext('FindProxyForURL', context) as (url: string, host: string) => string;
    return (url, name) => find(url, name);
  },
};

const start = ENGINES[engine];
if (start === undefined) throw new Error(`no engine ${engine}`);
const cpu = process.cpuUsage();
const began = performance.now();
const decide = await start();
const answer = await decide('https://t1c.t1t.io:51983/', 't1c.t1t.io');
const firstMs = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
const until = performance.now() + Number(seconds) * 1000;
const from = performance.now();
let count = 0;
while (performance.now() < until) {
  for (const host of HOSTS) await decide(`https://${host}/`, host);
  count += HOSTS.length;
}
const perSecond = ((count * 1000) / (performance.now() - from)) * (engine.endsWith('batches') ? 64 : 1);
console.log(JSON.stringify({ firstMs, firstCpuMs: (user + system) / 1000, perSecond, answer }));
process.exit();
