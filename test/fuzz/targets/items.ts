/** Lines of a batch, jobs of a queue, reports and fleets: JSON of others that decides what is done. */
import { parseItem } from '../../../lib/batch/item.js';
import { jobFrom, resultFrom } from '../../../lib/batch/queue/job-data.js';
import { parseReport } from '../../../lib/cli/report-file.js';
import { fleetData, Fleet, formerOf, parseFleet } from '../../../lib/fleet/index.js';
import { testProfile } from '../../audits/case.js';
import { manyMachines } from '../../fleet/many.js';
import { sampleReport } from '../../report/html/sample.js';
import { refused, textOf, type Target } from '../target.js';

const examples: readonly object[] = [
  { id: '1', name: 't1c.t1t.io', type: 'A' },
  { pac: 'proxy.pac', profile: 'trust1connector' },
  { settings: 'x.reg', format: 'reg' },
  {
    line: 1,
    task: 'dnssec',
    subject: 'x',
    work: { kind: 'dnssec', name: 'x.io', type: 'A' },
    at: '2026-11-24',
  },
  { line: 2, task: 'profile', subject: 'x', work: { kind: 'dns', profile: testProfile } },
  {
    schemaVersion: 1,
    kind: 'batch-result',
    line: 1,
    task: 'dnssec',
    subject: 'x',
    status: 'pass',
    message: 'x',
  },
];

const readers: readonly ((text: string) => unknown)[] = [
  parseItem,
  (text) => jobFrom(parsed(text)),
  (text) => resultFrom(parsed(text), 1),
  (text) => parseReport(text, 'the report'),
  (text) => fleetData(new Fleet(), testProfile, formerOf(parseFleet(text, 'the fleet'))),
];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const items: Target = {
  id: 'items',
  title: 'lines of a batch, jobs and results of a queue, reports and fleets are taken or refused',
  shape: 'json',
  words: ['dnssec', 'pac', 'name', 'A', 'TYPE65535', '-', 'http://', '/dev/zero', 'batch-result'],
  corpus: () =>
    [...examples, sampleReport((field) => field), manyMachines(3)].map((value, index) => ({
      name: `example ${index}`,
      bytes: Buffer.from(JSON.stringify(value)),
    })),
  runs: 400,
  run: (bytes) => {
    const text = textOf(bytes);
    const taken = readers.filter((read) => {
      try {
        read(text);
        return true;
      } catch (error) {
        refused(error);
        return false;
      }
    });
    return `${taken.length} readers took it`;
  },
};
