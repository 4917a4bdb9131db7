/** Three signers others wrote, behind one function each: BIND's, NLnet Labs' ldns, CZ.NIC's Knot. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runOk } from './programs.js';
import { apexOf, iterations, saltHex, zoneText, type SignedZone, type ZoneSpec } from './zones.js';

export type Signer = (spec: ZoneSpec, directory: string) => Promise<SignedZone>;

/** A key by BIND; its file name without the ending. */
export async function bindKey(
  directory: string,
  apex: string,
  algorithm: string,
  ...flags: string[]
): Promise<string> {
  const size = algorithm.startsWith('RSA') ? ['-b', '2048'] : [];
  const args = ['-q', '-K', directory, '-a', algorithm, ...size, ...flags, apex];
  return (await runOk('dnssec-keygen', args)).trim();
}

/** DS lines of a key file; `-2` is SHA-256. */
export async function bindDs(directory: string, key: string, ...flags: string[]): Promise<string[]> {
  const lines = await runOk('dnssec-dsfromkey', [
    ...(flags.length > 0 ? flags : ['-2']),
    join(directory, `${key}.key`),
  ]);
  return lines.trim().split('\n');
}

export interface Keys {
  readonly ksks: readonly string[];
  readonly zsks: readonly string[];
  /** In the zone, but signing nothing. */
  readonly published?: readonly string[];
}

/** Signs zone text with exactly the keys given; one record a line in the result. */
export async function bindSignText(
  directory: string,
  apex: string,
  text: string,
  keys: Keys,
  flags: readonly string[] = [],
): Promise<string> {
  const file = join(directory, `${apex}zone`);
  const included = [...keys.ksks, ...keys.zsks, ...(keys.published ?? [])].map(
    (key) => `$INCLUDE ${join(directory, `${key}.key`)}\n`,
  );
  await writeFile(file, text + included.join(''));
  const kskFlags = keys.ksks.flatMap((key) => ['-k', join(directory, key)]);
  const zskFiles = keys.zsks.map((key) => join(directory, key));
  await runOk('dnssec-signzone', [
    ...['-q', '-P', '-O', 'full', '-o', apex, '-d', directory, '-f', `${file}.signed`],
    ...[...flags, ...kskFlags, file, ...zskFiles],
  ]);
  return `${file}.signed`;
}

const bindDenial: Readonly<Record<ZoneSpec['denial'], readonly string[]>> = {
  nsec: [],
  nsec3: ['-3', '-', '-H', '0'],
  'nsec3-iterated': ['-3', saltHex, '-H', String(iterations)],
  'nsec3-opt-out': ['-3', '-', '-H', '0', '-A'],
};

export const bind: Signer = async ({ label, algorithm, denial }, directory) => {
  const apex = apexOf(label);
  const ksk = await bindKey(directory, apex, algorithm, '-f', 'KSK');
  const zsk = await bindKey(directory, apex, algorithm);
  const keys = { ksks: [ksk], zsks: [zsk] };
  const file = await bindSignText(directory, apex, zoneText(apex), keys, bindDenial[denial]);
  return { apex, file, ds: await bindDs(directory, ksk) };
};

const ldnsDenial: Readonly<Record<ZoneSpec['denial'], readonly string[]>> = {
  nsec: [],
  nsec3: ['-n', '-t', '0'],
  'nsec3-iterated': ['-n', '-t', String(iterations), '-s', saltHex],
  'nsec3-opt-out': ['-n', '-t', '0', '-p'],
};

export const ldns: Signer = async ({ label, algorithm, denial }, directory) => {
  const apex = apexOf(label);
  const size = algorithm.startsWith('RSA') ? ['-b', '2048'] : [];
  const key = async (...flags: string[]): Promise<string> =>
    (await runOk('ldns-keygen', ['-a', algorithm, ...size, ...flags, apex], directory)).trim();
  const ksk = await key('-k');
  const zsk = await key();
  const file = join(directory, `${apex}zone`);
  await writeFile(file, zoneText(apex));
  await runOk('ldns-signzone', [...ldnsDenial[denial], '-o', apex, file, ksk, zsk], directory);
  const ds = await runOk('ldns-key2ds', ['-n', '-2', `${ksk}.key`], directory);
  return { apex, file: `${file}.signed`, ds: ds.trim().split('\n') };
};

const knotDenial: Readonly<Record<ZoneSpec['denial'], readonly string[]>> = {
  nsec: ['nsec3: off'],
  nsec3: ['nsec3: on', 'nsec3-iterations: 0', 'nsec3-salt-length: 0'],
  'nsec3-iterated': ['nsec3: on', `nsec3-iterations: ${iterations}`, 'nsec3-salt-length: 8'],
  'nsec3-opt-out': ['nsec3: on', 'nsec3-iterations: 0', 'nsec3-salt-length: 0', 'nsec3-opt-out: on'],
};

export const knot: Signer = async ({ label, algorithm, denial }, directory) => {
  const apex = apexOf(label);
  const own = join(directory, `knot-${label}`);
  await runOk('mkdir', ['-p', join(own, 'out')]);
  await writeFile(join(own, `${label}.zone`), zoneText(apex));
  const config = join(own, 'knot.conf');
  await writeFile(
    config,
    [
      `database:\n  storage: ${own}`,
      `policy:\n  - id: lab\n    algorithm: ${algorithm.toLowerCase()}`,
      ...knotDenial[denial].map((line) => `    ${line}`),
      `zone:\n  - domain: ${apex}\n    file: ${join(own, `${label}.zone`)}`,
      '    dnssec-signing: on\n    dnssec-policy: lab\n',
    ].join('\n'),
  );
  await runOk('kzonesign', ['-c', config, '-o', join(own, 'out'), apex]);
  const ds = (await runOk('keymgr', ['-c', config, apex, 'ds'])).trim().split('\n');
  const [name = ''] = await readdir(join(own, 'out'));
  const file = join(own, 'out', name);
  if (!(await readFile(file, 'utf8')).includes('RRSIG')) throw new Error(`knot signed nothing in ${file}`);
  return { apex, file, ds: ds.filter((line) => / 2 [0-9A-Fa-f]{64}$/.test(line)) };
};
