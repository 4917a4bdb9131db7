/**
 * `npm run bench -- pac [FILE…]`: our engine beside pac-resolver (what Node programs run), pacparser (C, through
 * Debian's python3-pacparser) and node:vm (no sandbox: the bound). Without files: a 20-line PAC, and the largest ones of
 * the shared data where it is present. Also the time of a proof of an ordinary corporate PAC.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { loadPac } from '../lib/pac/index.js';

const run = promisify(execFile);
const LARGEST = 5;

const ORDINARY = `function FindProxyForURL(url, host) {
  var me = myIpAddress();
  host = host.toLowerCase();
  if (isPlainHostName(host) || shExpMatch(host, "*.corp.example") || dnsDomainIs(host, ".intranet.example")) {
    return "DIRECT";
  }
  if (shExpMatch(url, "ftp:*") || localHostOrDomainIs(host, "www.partner.example")) return "DIRECT";
  if (isInNet(me, "10.99.0.0", "255.255.0.0") || isInNet(me, "172.16.0.0", "255.240.0.0")) return "DIRECT";
  if (isInNet(me, "10.20.0.0", "255.255.0.0")) {
    return "PROXY proxy-a.corp.example:8080; PROXY proxy-b.corp.example:8080";
  }
  if (isInNet(me, "10.30.0.0", "255.255.0.0")) {
    return "PROXY proxy-c.corp.example:8080";
  }
  if (weekdayRange("SAT", "SUN") || timeRange(20, 6)) {
    return "PROXY night.corp.example:8080";
  }
  return "PROXY proxy.corp.example:8080; DIRECT";
}
`;

const PYTHON = `
import json, sys, time
t = time.perf_counter()
import pacparser
pacparser.init(); pacparser.enable_microsoft_extensions(); pacparser.setmyip("192.0.2.10")
pacparser.parse_pac_file(sys.argv[1])
answer = pacparser.find_proxy("https://t1c.t1t.io:51983/", "t1c.t1t.io")
first = (time.perf_counter() - t) * 1000
hosts = ["t1c.t1t.io", "www.example.com", "intranet", "www.google.com", "10.1.2.3"]
n = 0; start = time.perf_counter(); end = start + float(sys.argv[2])
while time.perf_counter() < end:
    for h in hosts: pacparser.find_proxy("https://" + h + "/", h)
    n += len(hosts)
print(json.dumps({"firstMs": first, "perSecond": n / (time.perf_counter() - start), "answer": answer}))
`;

interface Measure {
  readonly firstMs: number;
  readonly perSecond: number;
  readonly answer: string;
}

const PEER = fileURLToPath(new URL('./pac-peer.js', import.meta.url));
const ENGINES = ['staylocal', 'staylocal, in batches', 'pac-resolver', 'pacparser', 'node:vm'];

async function measure(engine: string, file: string): Promise<Measure | string> {
  const [command, args] =
    engine === 'pacparser'
      ? ['/usr/bin/python3', ['-c', PYTHON, file, '1']]
      : [process.execPath, [PEER, engine, file, '1']];
  try {
    const { stdout } = await run(command, args, { timeout: 60_000 });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Measure;
  } catch (error) {
    return (error as Error).message.trim().split('\n').at(-1)?.slice(0, 100) ?? 'failed';
  }
}

async function proofMs(file: string): Promise<number> {
  const { readFile } = await import('node:fs/promises');
  const pac = await loadPac(await readFile(file));
  await pac.decide('https://t1c.t1t.io/', { at: new Date(0) });
  const began = performance.now();
  await pac.prove('https://t1c.t1t.io:51983/', { variants: false });
  const took = performance.now() - began;
  await pac.close();
  return took;
}

function filesOf(args: readonly string[], folder: string): string[] {
  if (args.length > 0) return args.map((file) => resolve(file));
  const ordinary = join(folder, '20-lines.pac');
  writeFileSync(ordinary, ORDINARY);
  const shared = join(process.env['STAYLOCAL_SHARED'] ?? resolve('..', 'shared'), 'data', 'pac');
  if (!existsSync(shared)) {
    console.log(`the large files are left out: there is no folder ${shared} (set STAYLOCAL_SHARED)`);
    return [ordinary];
  }
  const large = readdirSync(shared)
    .filter((name) => name.endsWith('.pac'))
    .map((name) => join(shared, name))
    .sort((a, b) => statSync(b).size - statSync(a).size);
  return [ordinary, ...large.slice(0, LARGEST)];
}

export async function pac(args: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'staylocal-bench-'));
  try {
    for (const file of filesOf(args, folder)) {
      console.log(
        `\n${basename(file)} (${statSync(file).size} bytes), proof ${(await proofMs(file)).toFixed(0)} ms`,
      );
      for (const engine of ENGINES) {
        const result = await measure(engine, file);
        const text =
          typeof result === 'string'
            ? result
            : `first answer ${result.firstMs.toFixed(0).padStart(6)} ms, ${result.perSecond.toFixed(0).padStart(8)} decisions/s   ${result.answer.slice(0, 40)}`;
        console.log(`  ${engine.padEnd(22)} ${text}`);
      }
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
