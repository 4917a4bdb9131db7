/** Lists that are asked by a function for each member, as newer PAC files do. */
import type { SyntheticPac } from './synthetic.js';

const decides = (test: string, before = ''): string =>
  `${before}\nfunction FindProxyForURL(url, host) {\n  return ${test} ? "DIRECT" : "PROXY p:8080";\n}\n`;

const OWN = 'var own = ["t1t.io", "example.com"];';
const NETS = 'const nets = [["10.0.0.0", "255.0.0.0"], ["192.168.0.0", "255.255.0.0"]];';
const inside = { myIp: '10.1.2.3' };
const outside = { myIp: '172.16.1.2' };

const always = (name: string, test: string, before = OWN): SyntheticPac => ({
  name,
  source: decides(test, before),
  verdict: 'always',
});

export const LIST_CALLBACKS: readonly SyntheticPac[] = [
  always('some of them, by an arrow', 'own.some(x => host.endsWith("." + x))'),
  always('some of them, by a function', 'own.some(function (x) { return dnsDomainIs(host, "." + x) })'),
  always('not one of all', '!own.every(x => !host.endsWith("." + x))'),
  always('found', 'own.find(x => host.endsWith("." + x)) === "t1t.io"'),
  always('the place where', 'own.findIndex(x => host.endsWith("." + x)) >= 0'),
  always('those that fit', 'own.filter(x => host.endsWith("." + x)).length'),
  always('made into others', 'own.map(x => "." + x).some(x => dnsDomainIs(host, x))'),
  always('numbers of texts', '["1", "2"].map(Number).reduce((sum, x) => sum + x, 0) === 3'),
  always('put together', 'own.reduce((one, x) => one || host.endsWith("." + x), false)'),
  always('in order', '[3, 1, 2].sort((a, b) => a - b)[0] === 1'),
  always(
    'gone through, with a variable beside',
    'fits()',
    `${OWN} function fits() { var n = 0; own.forEach(function (x) { n += x.length }); return n === 17 }`,
  ),
  {
    name: 'networks, each asked',
    source: decides('nets.some(([net, mask]) => isInNet(myIpAddress(), net, mask))', NETS),
    verdict: 'sometimes',
    direct: inside,
    proxied: outside,
  },
  {
    name: 'the proxy of a list that fits',
    source: `const sites = [{ suffix: ".example.com", proxy: "PROXY a:1" }, { suffix: "", proxy: "PROXY b:1" }];
function FindProxyForURL(url, host) { return sites.find(({ suffix }) => host.endsWith(suffix)).proxy; }`,
    verdict: 'never',
  },
];
