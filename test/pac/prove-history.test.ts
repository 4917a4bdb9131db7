/**
 * Scripts put together at random (from a seed) that keep counts, flags, addresses and proxies from call to call, each
 * proven and then called with histories drawn at random, of several URLs: no history may contradict `always` or `never`,
 * and every example replays after the earlier calls it names.
 */
import assert from 'node:assert/strict';
import type { PacEnvironment } from '../../lib/pac/index.js';
import { drawsFrom, pickerFrom, UNHURRIED, URL_UNDER_TEST, using } from './support.js';

const SCRIPTS = 40;
const HISTORIES = 12;

/** A kind of variable: what it holds first, what calls do to it, and what they ask of it. */
interface Kind {
  readonly first: readonly string[];
  readonly writes: readonly string[];
  readonly asks: readonly string[];
}

const KINDS: readonly Kind[] = [
  {
    first: ['0', '5', '-1'],
    writes: ['$++', '$ = $ + 1', '--$', '$ += 2', '$ = 0'],
    asks: ['$ > 2', '$ >= 3', '$ == 1', '$ % 2 == 0', '$ < 0', '$', '!$', '1 - $ > 0'],
  },
  {
    first: ['false', 'true', 'null'],
    writes: ['$ = !$', '$ = true', '$ = isPlainHostName(host)', '$ = dnsDomainIs(host, ".corp")'],
    asks: ['$', '!$', '$ === true', '$ == null', 'typeof $ == "boolean"'],
  },
  {
    first: ['null', '""', 'undefined'],
    writes: ['$ = myIpAddress()', '$ = $ || myIpAddress()', 'if (!$) $ = myIpAddress()'],
    asks: ['isInNet($, "10.0.0.0", "255.0.0.0")', '$ == "10.0.0.1"', '$ == myIpAddress()', '!$'],
  },
  {
    first: ['A', 'null', '"x"'],
    writes: ['$ = A', '$ = "x"', '$ = look(host)', '$ = $ == A ? B : A', '$ = null'],
    asks: ['$ === A', '$ == "x"', '!$', '$ == B', '$ === "DIRECT"'],
  },
  {
    first: ['0', '2'],
    writes: ['$ = ($ + 1) % 3', '$ = ($ + 1) % LIST.length', '$ = 0'],
    asks: ['$ == 2', 'LIST[$] == A', '$ > 2', '$ < 0', '!$'],
  },
];
const OTHERS = [
  'dnsDomainIs(host, ".corp")',
  'shExpMatch(host, "*.t1t.io")',
  'isInNet(myIpAddress(), "10.0.0.0", "255.0.0.0")',
  'url.length > 30',
];
const ANSWERS = ['"DIRECT"', '"PROXY p:1"', '"PROXY q:1"'];
const URLS = [
  URL_UNDER_TEST,
  'https://a.corp/',
  'https://t1c.t1t.io/p',
  'https://evil.example/',
  'http://plain/',
];
const ADDRESSES = ['10.0.0.1', '10.9.9.9', '192.168.4.1', '127.0.0.1', '2001:db8::1'];

function script(draw: () => number): string {
  const pick = pickerFrom(draw);
  const variables = ['a', 'b'].map((name) => ({ name, kind: pick(KINDS) }));
  const about = (what: keyof Kind): string => {
    const { name, kind } = pick(variables);
    return pick(kind[what]).replaceAll('$', name);
  };
  const condition = (): string => (draw() < 0.6 ? about('asks') : pick(OTHERS));
  const usual = pick(ANSWERS);
  const answer = (): string => (draw() < 0.8 ? usual : pick(ANSWERS));
  const shapes: readonly (() => string)[] = [
    () => `${about('writes')};`,
    () => `if (${condition()}) { ${about('writes')}; }`,
    () => `if (${condition()}) return ${answer()};`,
    () => `if (${condition()} && ${condition()}) { ${about('writes')}; } else { ${about('writes')}; }`,
  ];
  const statements = Array.from({ length: 1 + Math.floor(draw() * 4) }, () => pick(shapes)());
  const declared = variables.map(({ name, kind }) => `var ${name} = ${pick(kind.first)};`).join(' ');
  return `var A = "PROXY p:1", B = "PROXY q:1", LIST = [A, B, "PROXY r:1"];
${declared}
function look(h) { if (dnsDomainIs(h, ".corp")) return A; return B; }
function FindProxyForURL(url, host) {
  ${statements.join('\n  ')}
  return ${condition()} ? ${answer()} : ${answer()};
}`;
}

describe('prove, held against histories drawn at random', () => {
  it(`${SCRIPTS} scripts, ${HISTORIES} histories for each claim`, async function () {
    this.timeout(60_000);
    let claims = 0;
    let examples = 0;
    for (let seed = 1; seed <= SCRIPTS; seed++) {
      const draw = drawsFrom(seed);
      const pick = pickerFrom(draw);
      const source = script(draw);
      const environment = (): PacEnvironment => ({ myIp: pick(ADDRESSES) });
      await using(
        source,
        async (pac) => {
          const { verdict, counterexamples } = await pac.prove(URL_UNDER_TEST, { variants: false });
          for (const example of counterexamples) {
            const calls = [...(example.earlier ?? []), example.environment];
            if (example.earlier !== undefined) examples++;
            let result: string | null = null;
            for (const [index, one] of calls.entries())
              ({ result } = await pac.decide(URL_UNDER_TEST, one, { fresh: index === 0 }));
            assert.equal(result, example.result, `seed ${seed}: ${example.words}\n${source}`);
          }
          if (verdict !== 'always' && verdict !== 'never') return;
          claims++;
          for (let history = 0; history < HISTORIES; history++) {
            await pac.decide(pick(URLS), environment(), { fresh: true });
            for (let step = 0; step < 8; step++) {
              const url = step % 2 === 1 ? URL_UNDER_TEST : pick(URLS);
              const { compliance } = await pac.decide(url, environment(), { trace: false });
              if (url !== URL_UNDER_TEST) continue;
              assert.equal(compliance.startsWith('direct'), verdict === 'always', `seed ${seed}\n${source}`);
            }
          }
        },
        { limits: UNHURRIED },
      );
    }
    assert.ok(claims > 10, `only ${claims} claims`);
    assert.ok(examples > 0, 'no example after earlier calls');
  });
});
