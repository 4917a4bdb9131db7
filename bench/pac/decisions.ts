/**
 * Our engine beside pac-resolver (what Node programs run), pacparser (C, through Debian's python3-pacparser) and node:vm
 * (no sandbox: the bound): a 20-line PAC, and the largest files in use.
 */
import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { measured, measuredBy, type EngineMeasure } from './child.js';
import type { Row } from '../row.js';
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

/** How much sooner the first answer of a large file is to come than pac-resolver's. */
const LARGE = { bytes: 100_000, most: 1 / 5 };

async function rowsOf(file: string): Promise<Row[]> {
  const found = new Map<string, EngineMeasure | string>();
  for (const engine of ENGINES) found.set(engine, await measure(engine, file));
  const own = found.get('staylocal');
  if (own === undefined || typeof own === 'string') throw new Error(`${file}: ${own ?? ''}`);
  const name = `${basename(file)} (${Math.ceil(statSync(file).size / 1000)} kB)`;
  const of = (engine: string, figure: (measure: EngineMeasure) => number): number | string => {
    const result = found.get(engine) ?? '';
    return typeof result === 'string' ? result : figure(result);
  };
  const isLarge = statSync(file).size > LARGE.bytes;
  const batches = of('staylocal, in batches', ({ perSecond }) => perSecond);
  return [
    {
      what: `${name}, first answer`,
      figure: own.firstMs,
      unit: 'ms',
      peer: 'pac-resolver',
      peerFigure: of('pac-resolver', ({ firstMs }) => firstMs),
      aim: isLarge ? { of: 'ratio', most: LARGE.most } : null,
    },
    ...ENGINES.slice(2).map((engine): Row => ({
      what: `${name}, decisions one at a time`,
      figure: own.perSecond,
      unit: 'a second',
      peer: engine,
      peerFigure: of(engine, ({ perSecond }) => perSecond),
      aim: null,
    })),
    {
      what: `${name}, decisions in batches`,
      figure: typeof batches === 'string' ? NaN : batches,
      unit: 'a second',
      peer: 'pac-resolver',
      peerFigure: of('pac-resolver', ({ perSecond }) => perSecond),
      aim: { of: 'ratio', least: 1 },
    },
  ];
}

/** `folder`: where our own file is to be written. */
export async function decisionBench(
  folder: string,
  named: readonly string[],
  isShort: boolean,
): Promise<Row[]> {
  const own = [ownFile(folder, '20-lines.pac')];
  const files =
    named.length > 0
      ? named.map((file) => resolve(file))
      : isShort
        ? own
        : [...own, ownFile(folder, 'large.pac'), ...filesInUse().slice(0, LARGEST)];
  const rows: Row[] = [];
  for (const file of files) rows.push(...(await rowsOf(file)));
  return rows;
}
