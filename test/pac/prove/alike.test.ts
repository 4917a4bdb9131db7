/**
 * Other forms of a URL that has both answers: what they say of everyone, and what a claim about one of them rests on.
 */
import assert from 'node:assert/strict';
import { DEFAULT_LIMITS } from '../../../lib/pac/index.js';
import { prove } from '../../../lib/pac/prove/prove.js';
import type { Proof } from '../../../lib/pac/prove/types.js';
import { useEngine } from '../../../lib/pac/sandbox/boot.js';
import { engineParts } from '../../../lib/pac/sandbox/engine-parts.js';
import { Engine } from '../../../lib/pac/sandbox/engine.js';
import { URL_UNDER_TEST } from '../support.js';

/** A network each, the other IPv4 addresses, and no IPv4 address. */
const PATHS = 22;
const NETWORKS = Array.from({ length: 20 }, (_, index) => index);

/** Twenty networks go to a proxy each, from a line each. */
const script = (first: string, otherwise: string): string => `function FindProxyForURL(url, host) {
${first}
${NETWORKS.map((net) => `  if (isInNet(myIpAddress(), "10.${net}.0.0", "255.255.0.0")) return "PROXY p${net}:1";`).join('\n')}
  return "${otherwise}";
}
`;

/** The proof, and how often the plain engine ran each form of the URL. */
async function proven(source: string): Promise<{ proof: Proof; runs: ReadonlyMap<string, number> }> {
  const engine = new Engine(source, 'chromium', DEFAULT_LIMITS);
  await engine.load({ myIps: [], dns: {}, now: null, timeZone: 'UTC', random: [0] });
  const runs = new Map<string, number>();
  const decide = engine.decideInput.bind(engine);
  engine.decideInput = async (input, ...rest) => {
    runs.set(input.url, (runs.get(input.url) ?? 0) + 1);
    return decide(input, ...rest);
  };
  return { proof: await prove(engine, { url: URL_UNDER_TEST, options: {} }), runs };
}

function form({ variants }: Proof, name: string): Proof['variants'][number] {
  const found = variants.find(({ variant }) => variant === name);
  if (found === undefined) throw new Error(`no form "${name}"`);
  return found;
}

describe('prove, forms of the URL that are alike', () => {
  before(() => {
    useEngine(engineParts());
  });

  it('every path of the URL as given is run by the plain engine, of another form a few of each answer', async () => {
    const { proof, runs } = await proven(script('', 'DIRECT'));
    const other = form(proof, 'plain http');
    assert.deepEqual([proof.verdict, other.verdict], ['sometimes', 'sometimes']);
    assert.deepEqual([proof.paths, other.paths], [PATHS, PATHS]);
    assert.equal(runs.get(proof.asked.url), PATHS);
    assert.equal(runs.get(other.asked.url), 9);
    assert.equal(proof.answers.length, 21);
    assert.equal(other.answers.length, 9);
  });

  it('says of the same clients what it says for the URL as given', async () => {
    const { proof } = await proven(
      script(
        '  if (isInNet(myIpAddress(), "10.99.0.0", "255.255.0.0") || isInNet(myIpAddress(), "10.77.0.0", "255.255.0.0")) return "DIRECT";',
        'SOCKS s:1',
      ),
    );
    const words = ({ answers }: Pick<Proof, 'answers'>): string[] => answers.map((one) => one.words);
    const other = form(proof, 'plain http');
    assert.ok(other.answers.length > 0);
    for (const one of words(other)) assert.ok(words(proof).includes(one), one);
    assert.ok(words(other).some((one) => one.includes('10.77.0.0/16') && one.includes('10.99.0.0/16')));
  });

  for (const [what, first, expected] of [
    [
      'always',
      '  if (url.substring(0, 5) === "http:") { for (var n = 0; n < 20; n++) if (isInNet(myIpAddress(), "10." + n + ".0.0", "255.255.0.0")) return "DIRECT"; return "DIRECT"; }',
      'always',
    ],
    [
      'never',
      '  if (url.substring(0, 5) === "http:") { for (var n = 0; n < 20; n++) if (isInNet(myIpAddress(), "10." + n + ".0.0", "255.255.0.0")) return "PROXY a:1"; return "PROXY b:1"; }',
      'never',
    ],
  ] as const) {
    it(`a form that is ${what} direct rests on a run of every path`, async () => {
      const { proof, runs } = await proven(script(first, 'DIRECT'));
      const other = form(proof, 'plain http');
      assert.deepEqual([proof.verdict, other.verdict], ['sometimes', expected]);
      assert.equal(other.paths, PATHS);
      assert.equal(runs.get(other.asked.url), PATHS);
    });
  }
});
