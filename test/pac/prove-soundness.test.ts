/**
 * Scripts put together at random (from a seed) out of what PAC files do, each proven and then run in many environments,
 * mostly at the edges of what the scripts ask: no environment may contradict `always` or `never`.
 */
import assert from 'node:assert/strict';
import type { PacEnvironment } from '../../lib/pac/index.js';
import { drawsFrom, pickerFrom, UNHURRIED, URL_UNDER_TEST, using } from './support.js';

const SCRIPTS = 25;
const ENVIRONMENTS = 40;

const CONDITIONS = [
  'shExpMatch(host, "*.t1t.io")',
  'isPlainHostName(host)',
  'isInNet(ip, "10.0.0.0", "255.0.0.0")',
  'isInNet(host, "192.168.4.0", "255.255.254.0")',
  'isInNet(ip, "10.1.2.128", "255.255.255.128")',
  'ip.split(".")[3] % 2 == 0',
  'parseInt(ip.split(".")[0], 10) > 100',
  'ip.substr(0, 3) == "10."',
  'ip.substring(0, ip.lastIndexOf(".")) == "10.0.0"',
  'ip.substr(ip.lastIndexOf(".") + 1) > 128',
  '/^192\\.168\\.|\\.1$/.test(ip)',
  'ip.charAt(8) == ""',
  '(convert_addr(ip) & convert_addr("255.255.0.0")) == convert_addr("10.1.0.0")',
  'dnsResolve(host) == "127.0.0.1"',
  'isResolvable(host)',
  'isInNetEx(ip, "2001:db8::/32")',
  'timeRange(8, 30, 17, 30)',
  'timeRange(22, 0, 6, 0, "GMT")',
  'timeRange(9, 17)',
  'weekdayRange("FRI", "MON")',
  'dateRange("DEC", "FEB", "GMT")',
  'dateRange(28, 3)',
  'new Date().getHours() * 60 + new Date().getMinutes() >= 510',
  '[0, 6].indexOf(new Date().getDay()) >= 0',
  'Math.floor(Math.random() * 3) == 1',
] as const;
const ANSWERS = ['"DIRECT"', '"DIRECT"', '"PROXY p:1"', '"PROXY p:1; DIRECT"', '"PROXY q:1"'] as const;
const ADDRESSES =
  '10.0.0.1 9.255.255.255 10.255.255.255 10.1.2.127 10.1.2.128 192.168.3.255 192.168.4.0 192.168.5.255 192.168.6.0 127.0.0.1 1.1.1.1 2001:db8::1 fe80::1'.split(
    ' ',
  );
const SECONDS = [8.5, 17.5, 22, 6, 9, 17, 18, 0].map((hour) => hour * 3600);
const ZONES = ['UTC', '+05:45', '-05:00', '+14:00', '-12:00'];

function script(draw: () => number): string {
  const pick = pickerFrom(draw);
  const condition = (): string => {
    const one = pick(CONDITIONS);
    return draw() < 0.3 ? `!(${one})` : draw() < 0.3 ? `(${one} || ${pick(CONDITIONS)})` : one;
  };
  const shapes: readonly (() => string)[] = [
    () => `if (${condition()}) return ${pick(ANSWERS)};`,
    () =>
      `if (${condition()}) { if (${condition()}) return ${pick(ANSWERS)}; } else return ${pick(ANSWERS)};`,
    () => `switch (true) { case ${condition()}: return ${pick(ANSWERS)}; case ${condition()}: break; }`,
    () => `switch (ip) { case HOME: return ${pick(ANSWERS)}; case "127.0.0.1": return ${pick(ANSWERS)}; }`,
    () => `for (var i in NETS) if (isInNet(ip, NETS[i], "255.255.0.0")) return ${pick(ANSWERS)};`,
    () => `try { if (${condition()}) return ${pick(ANSWERS)}; } catch (e) { return ${pick(ANSWERS)}; }`,
  ];
  const statements = Array.from({ length: 1 + Math.floor(draw() * 4) }, () => pick(shapes)());
  return `var HOME = "10.0.0.1", NETS = ["10.1.0.0", "192.168.0.0"];
function FindProxyForURL(url, host) {
  var ip = myIpAddress();
  ${statements.join('\n  ')}
  return ${pick(ANSWERS)};
}`;
}

function environment(draw: () => number): PacEnvironment {
  const pick = pickerFrom(draw);
  const day = Date.UTC(
    2024 + Math.floor(draw() * 4),
    Math.floor(draw() * 12),
    pick([1, 2, 3, 4, 28, 29, 30, 31]),
  );
  const at = new Date(day + (pick(SECONDS) + pick([-1, 0, 1, 59, 60])) * 1000);
  const dns = draw() < 0.8 ? { 't1c.t1t.io': [pick(ADDRESSES)] } : {};
  return { myIp: pick(ADDRESSES), dns, at, timeZone: pick(ZONES), random: [draw(), draw(), draw()] };
}

describe('prove, held against environments drawn at random', () => {
  it(`${SCRIPTS} scripts, ${ENVIRONMENTS} environments for each claim`, async function () {
    this.timeout(30_000);
    let claims = 0;
    for (let seed = 1; seed <= SCRIPTS; seed++) {
      const draw = drawsFrom(seed);
      const source = script(draw);
      await using(
        source,
        async (pac) => {
          const { verdict } = await pac.prove(URL_UNDER_TEST, { variants: false });
          if (verdict !== 'always' && verdict !== 'never') return;
          claims++;
          for (let step = 0; step < ENVIRONMENTS; step++) {
            const tried = environment(draw);
            const { compliance } = await pac.decide(URL_UNDER_TEST, tried, { trace: false });
            assert.equal(
              compliance.startsWith('direct'),
              verdict === 'always',
              `seed ${seed}: ${verdict}, but ${compliance} in ${JSON.stringify(tried)}\n${source}`,
            );
          }
        },
        { limits: UNHURRIED },
      );
    }
    assert.ok(claims > 2, `only ${claims} claims`);
  });
});
