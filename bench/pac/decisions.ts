/**
 * Our engine beside pac-resolver (what Node programs run), pacparser (C, through Debian's python3-pacparser) and node:vm
 * (no sandbox: the bound): a 20-line PAC, and the largest files in use.
 */
import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { measured, measuredBy, type EngineMeasure } from './child.js';
import { filesInUse, ownFile } from './files.js';

const LARGEST = 5;
const SECONDS = '1';

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

const ENGINES = ['staylocal', 'staylocal, in batches', 'pac-resolver', 'pacparser', 'node:vm'];

function measure(engine: string, file: string): Promise<EngineMeasure | string> {
  return engine === 'pacparser'
    ? measured('/usr/bin/python3', ['-c', PYTHON, file, SECONDS])
    : measuredBy('engine', [engine, file, SECONDS]);
}

/** `folder`: where our own file is to be written. */
export async function decisionBench(folder: string, named: readonly string[]): Promise<void> {
  const files =
    named.length > 0
      ? named.map((file) => resolve(file))
      : [ownFile(folder, '20-lines.pac'), ...filesInUse().slice(0, LARGEST)];
  for (const file of files) {
    console.log(`\n${basename(file)} (${statSync(file).size} bytes)`);
    for (const engine of ENGINES) {
      const result = await measure(engine, file);
      const text =
        typeof result === 'string'
          ? result
          : `first answer ${result.firstMs.toFixed(0).padStart(6)} ms, ${result.perSecond.toFixed(0).padStart(8)} decisions/s   ${result.answer.slice(0, 40)}`;
      console.log(`  ${engine.padEnd(22)} ${text}`);
    }
  }
}
