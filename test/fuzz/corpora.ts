/** Inputs to begin with: what the tests have already, and what others wrote where it is at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildQuery } from '../../lib/dns/query.js';
import { parseType, type Exchange } from '../../lib/dns/index.js';
import { parseAnchors, validate } from '../../lib/dnssec/index.js';
import { faults, labInMemory } from '../../lib/lab/index.js';
import { serializeEvidence } from '../../lib/evidence/index.js';
import { collectedAt, evidenceWith, testProfile } from '../audits/case.js';
import { tables } from '../audits/tables.js';
import { fixtures } from '../proxy/fixtures.js';
import { sharedPath } from '../shared.js';
import type { Seed } from './target.js';

const inTests = (path: string): string => fileURLToPath(new URL(`../../../test/${path}`, import.meta.url));

/** Larger files are left to the benches: what goes wrong in them goes wrong in small ones. */
const maxBytes = 64 * 1024;

function filesOf(folder: string): readonly Seed[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => ({ name, bytes: readFileSync(join(folder, name)) }))
    .filter(({ bytes }) => bytes.length <= maxBytes)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** Settings of every format, each under the id of its format and the name it had. */
export function settingsFiles(): readonly Seed[] {
  const field = ['proxy', 'corporate'].flatMap((folder) => filesOf(sharedPath('field', folder)));
  return [...fixtures().map(({ fileName, bytes }) => ({ name: fileName, bytes })), ...field];
}

export function machineFiles(): readonly Seed[] {
  return ['windows', 'macos'].flatMap((system) => filesOf(inTests(`gather/fixtures/${system}`)));
}

const ownPacs: readonly string[] = [
  'function FindProxyForURL(url, host) { return "DIRECT"; }',
  `var own = ["t1c.t1t.io", "*.corp.example"];
function FindProxyForURL(url, host) {
  host = host.toLowerCase();
  for (var i = 0; i < own.length; i++) if (shExpMatch(host, own[i])) return "DIRECT";
  if (isPlainHostName(host) || dnsDomainIs(host, ".corp.example")) return "DIRECT";
  if (isInNet(dnsResolve(host), "127.0.0.0", "255.0.0.0")) return "DIRECT";
  return "PROXY proxy.corp.example:8080; DIRECT";
}`,
  `function FindProxyForURL(url, host) {
  if (weekdayRange("MON", "FRI") && timeRange(8, 18) && dateRange(1, "JAN", 2024, 31, "DEC", 2030))
    return isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") ? "PROXY a:1" : "SOCKS5 b:2; DIRECT";
  switch (url.substring(0, 5)) { case "https": return "HTTPS c:3"; default: return "DIRECT"; }
}`,
  `var seen = {}; var count = 0;
function FindProxyForURL(url, host) {
  try { seen[host] = (seen[host] || 0) + 1; count++; } catch (e) { return "DIRECT"; }
  if (/^(.*\\.)?t1t\\.io$/i.test(host) || Math.random() < 0.5) return "DIRECT";
  return count > 3 ? "PROXY p" + (count % 2) + ":80" : ["PROXY q:81", "DIRECT"].join("; ");
}`,
  `function FindProxyForURLEx(url, host) {
  return isInNetEx(myIpAddressEx(), "2001:db8::/32") ? "DIRECT" : sortIpAddressList("10.0.0.1;::1") + "";
}
function FindProxyForURL(url, host) { while (host.indexOf(".") > 0) { host = host.slice(1); } return "DIRECT"; }`,
];

export function pacFiles(): readonly Seed[] {
  const own = ownPacs.map((text, index) => ({ name: `own-${index}.pac`, bytes: Buffer.from(text) }));
  const others = ['pac', 'field/pac', 'field/unsound'].flatMap((folder) => filesOf(sharedPath(folder)));
  return [...own, ...others.filter(({ bytes }) => bytes.length <= 8 * 1024)];
}

/** Evidence of every case of every audit. */
export async function evidenceFiles(): Promise<readonly Seed[]> {
  const seeds: Seed[] = [];
  for (const { audit, cases } of tables)
    for (const { title, evidence, profile = {} } of cases) {
      const parts = typeof evidence === 'function' ? await evidence() : evidence;
      const text = serializeEvidence(evidenceWith(parts, { ...testProfile, ...profile }));
      if (text.length <= maxBytes) seeds.push({ name: `${audit.id}: ${title}`, bytes: Buffer.from(text) });
    }
  return seeds;
}

export function profileFiles(): readonly Seed[] {
  return filesOf(fileURLToPath(new URL('../../../profiles', import.meta.url)));
}

const questions = [
  ['t1c.t1t.io', 'A'],
  ['t1c.t1t.io', 'AAAA'],
  ['none.t1t.io', 'A'],
  ['unsigned.example', 'A'],
  ['t1t.io', 'DNSKEY'],
  ['.', 'NS'],
] as const;

/** Each makes other messages; every fault of the lab signs a world anew. */
const someFaults = faults.filter((_, index) => index % 8 === 0).map(({ id }) => id);

/** What the lab's resolver answers, whole and with some of its faults. */
export async function messages(): Promise<readonly Seed[]> {
  const seeds = new Map<string, Seed>();
  const at = new Date(collectedAt);
  for (const fault of [undefined, ...someFaults]) {
    const { exchange, anchors } = labInMemory({ at, faults: fault === undefined ? [] : [fault] });
    const kept: Exchange = async (query, options) => {
      const bytes = await exchange(query, options);
      seeds.set(Buffer.from(bytes.subarray(2)).toString('base64'), { name: fault ?? 'whole', bytes });
      return bytes;
    };
    for (const [name, type] of questions) {
      await kept(buildQuery({ name, type: parseType(type) }, { dnssecOk: true })).catch(() => undefined);
      if (fault !== undefined) break;
    }
    await validate(
      { name: 't1c.t1t.io', type: 'A' },
      { exchange: kept, anchors: parseAnchors(anchors, at), at },
    ).catch(() => undefined);
  }
  return [...seeds.values()];
}
