/** Signed zones broken in one place each: our verdict against delv's and unbound-host's. */
import { readFile, writeFile } from 'node:fs/promises';
import { breakages, formatLine, parseLine, type Breakage } from './support/breakage.js';
import { removeDirectory, temporaryDirectory } from './support/programs.js';
import { bindDs, bindKey, bindSignText } from './support/signers.js';
import { plantTree, type Tree } from './support/tree.js';
import { validators, type Validators } from './support/verdicts.js';
import { apexOf, zoneText, type SignedZone } from './support/zones.js';

const algorithm = 'ECDSAP256SHA256';
const questions = [
  ['www.', 'A'],
  ['www.', 'AAAA'],
  ['nope.', 'A'],
  ['x.wild.', 'A'],
] as const;

async function broken(directory: string, { label, flags = [], change, ds }: Breakage): Promise<SignedZone> {
  const apex = apexOf(label);
  const ksk = await bindKey(directory, apex, algorithm, '-f', 'KSK');
  const zsk = await bindKey(directory, apex, algorithm);
  const file = await bindSignText(directory, apex, zoneText(apex), { ksks: [ksk], zsks: [zsk] }, flags);
  const lines = (await readFile(file, 'utf8')).split('\n').map(parseLine);
  const changed = lines.map((line) =>
    line === undefined || change === undefined ? line : change(line, apex),
  );
  await writeFile(
    file,
    `${changed
      .filter((line) => line !== undefined)
      .map(formatLine)
      .join('\n')}\n`,
  );
  const right = await bindDs(directory, ksk);
  return { apex, file, ds: ds === undefined ? right : right.map(ds) };
}

describe('dnssec: one fault in a signed zone', () => {
  let directory = '';
  let tree: Tree;
  let three: Validators;

  before(async () => {
    directory = await temporaryDirectory();
    const zones: SignedZone[] = [];
    for (const breakage of breakages) zones.push(await broken(directory, breakage));
    tree = await plantTree(directory, zones);
    three = await validators(directory, tree.server.address, tree.anchor);
  });

  after(async () => {
    three.close();
    await tree.server.stop();
    await removeDirectory(directory);
  });

  for (const { label, what } of breakages) {
    for (const [owner, type] of questions) {
      it(`${what}: ${owner}${apexOf(label)} ${type}`, async () => {
        await three.agree(`${owner}${apexOf(label)}`, type);
      });
    }
  }
});
