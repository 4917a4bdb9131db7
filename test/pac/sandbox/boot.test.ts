import assert from 'node:assert/strict';
import { bootEngine, takeImage, useEngine } from '../../../lib/pac/sandbox/boot.js';
import { DIALECTS } from '../../../lib/pac/dialect/dialects.js';
import { readImage, writeImage } from '../../../lib/pac/sandbox/memory-image.js';
import { compile, engineParts, readEngineCode } from '../../../lib/pac/sandbox/engine-parts.js';
import { DEFAULT_LIMITS } from '../../../lib/pac/limits.js';
import { Machine } from '../../../lib/pac/sandbox/machine.js';
import type { MachineOutcome } from '../../../lib/pac/sandbox/run-outcome.js';
import { nonNull } from '../../../lib/pac/non-null.js';
import type { DialectName } from '../../../lib/pac/types.js';

const SCRIPT = `
var seen = [];
function FindProxyForURL(url, host) {
  seen.push(host);
  if (isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0") && shExpMatch(url, "*://*.corp.example/*")) return "DIRECT";
  if (weekdayRange("MON", "FRI") && /^w{3}\\./.test(host)) return "PROXY " + dnsResolve(host) + ":" + seen.length;
  return "PROXY p" + Math.floor(Math.random() * 10) + ".example:80; " + new Date().getFullYear();
}`;
const URLS = [
  ['https://a.corp.example/', 'a.corp.example'],
  ['https://www.example/', 'www.example'],
  ['https://other.example/', 'other.example'],
] as const;

async function outcomes(dialect: DialectName): Promise<(MachineOutcome & { log: string })[]> {
  const machine = await Machine.create(DIALECTS[dialect], DEFAULT_LIMITS, () => 60);
  machine.setEnvironment({
    myIps: ['10.1.2.3'],
    dns: { 'www.example': ['192.0.2.1'] },
    now: Date.UTC(2026, 10, 24),
    random: [0.5],
  });
  assert.equal(machine.load(SCRIPT), null);
  return URLS.map(([url, host]) => ({
    ...machine.run('FindProxyForURL', url, host, true, true),
    log: machine.log(),
  }));
}

describe('a machine made from the image of the build', () => {
  for (const dialect of Object.keys(DIALECTS) as DialectName[]) {
    it(`decides as one that evaluated the library: ${dialect}`, async () => {
      const { code, image } = engineParts();
      useEngine({ code, image: null });
      const evaluated = await outcomes(dialect);
      useEngine({ code, image: nonNull(image) });
      assert.deepEqual(await outcomes(dialect), evaluated);
      assert.deepEqual(
        evaluated.map(({ failure }) => failure),
        [null, null, null],
      );
    });
  }

  it('has the capped memory', async () => {
    useEngine(engineParts());
    const { memory } = await bootEngine(20 * 1024 * 1024);
    assert.throws(() => memory.grow(65), RangeError);
    memory.grow(64);
    assert.equal(memory.buffer.byteLength, 20 * 1024 * 1024);
  });
});

describe('the image file', () => {
  it('is what an engine of this code holds', async () => {
    const bytes = readEngineCode();
    const image = await takeImage(compile(bytes), DEFAULT_LIMITS.memoryBytes);
    const file = Buffer.from(writeImage(image, bytes.length));
    const { blocks, ...pointers } = nonNull(readImage(file, bytes.length));
    const { blocks: taken, ...expected } = image;
    assert.deepEqual(pointers, expected);
    assert.deepEqual([...blocks.keys()], [...taken.keys()]);
    assert.ok([...taken].every(([at, block]) => Buffer.compare(block, nonNull(blocks.get(at))) === 0));
  });

  it('is not read where the code is another', async () => {
    const bytes = readEngineCode();
    const image = await takeImage(compile(bytes), DEFAULT_LIMITS.memoryBytes);
    assert.equal(readImage(Buffer.from(writeImage(image, bytes.length)), bytes.length + 1), null);
  });
});
