/**
 * PAC files made here that keep something between calls: what they answer for the URL under test after any earlier
 * calls, of any URL and in any environment, is known by construction.
 */
import { body, P, Q, type SyntheticPac } from './synthetic.js';

const TEN = '"10.0.0.0", "255.0.0.0"';

export const STATEFUL: readonly SyntheticPac[] = [
  {
    name: 'the address, looked up once, which matters for other hosts only',
    source: body(
      `if (!ip) ip = myIpAddress();
      if (dnsDomainIs(host, ".corp")) return isInNet(ip, ${TEN}) ? ${P} : "DIRECT";
      return "DIRECT";`,
      'var ip;',
    ),
    verdict: 'always',
  },
  {
    name: 'the address, looked up once',
    source: body(
      `if (!ip) ip = myIpAddress(); return isInNet(ip, ${TEN}) ? ${P} : "DIRECT";`,
      'var ip = null;',
    ),
    verdict: 'sometimes',
    direct: { myIp: '11.0.0.1' },
    proxied: { myIp: '10.0.0.1' },
  },
  {
    name: 'the address, looked up once, which chooses between proxies',
    source: body(
      `if (ip === undefined) { ip = myIpAddress(); } return isInNet(ip, ${TEN}) ? ${P} : ${Q};`,
      'var ip;',
    ),
    verdict: 'never',
  },
  {
    name: 'the address, in a variable nobody declared',
    source: body(
      `if (typeof ip == "undefined") ip = myIpAddress(); return ip.substring(0, 3) == "10." ? ${P} : ${Q};`,
    ),
    verdict: 'never',
  },
  {
    name: 'the address now beside the address of the first call',
    source: body(
      `if (!ip) ip = myIpAddress();
      return isInNet(ip, ${TEN}) && !isInNet(myIpAddress(), ${TEN}) ? ${P} : "DIRECT";`,
      'var ip;',
    ),
    verdict: 'sometimes',
    direct: { myIp: '10.0.0.1' },
    words: /, after a call by a client at 10\.0\.0\.1, gets PROXY/,
  },
  {
    name: 'a name, resolved once',
    source: body(
      `if (answer == null) answer = dnsResolve("intranet.corp"); return answer ? ${P} : ${Q};`,
      'var answer = null;',
    ),
    verdict: 'never',
  },
  {
    name: 'whether the client is in the office, asked once',
    source: body(
      `if (office === null) office = isInNet(myIpAddress(), ${TEN}); return office ? ${P} : ${Q};`,
      'var office = null;',
    ),
    verdict: 'never',
  },
  {
    name: 'the hour of the first call',
    source: body(
      `if (hour === undefined) hour = new Date().getHours(); return hour > 23 ? "DIRECT" : ${P};`,
      'var hour;',
    ),
    verdict: 'never',
  },
  {
    name: 'proxies in turn',
    source: body(
      'n = (n + 1) % 3; return LIST[n];',
      `var n = 0, LIST = [${P}, ${Q}, "PROXY r.corp:8080; DIRECT"];`,
    ),
    verdict: 'never',
  },
  {
    name: 'proxies in turn, by a counter that only grows',
    source: body('i++; return LIST[i % LIST.length];', `var i = 0, LIST = [${P}, ${Q}];`),
    verdict: 'never',
  },
  {
    name: 'in turn, with a direct one among them',
    source: body('n = (n + 1) % 3; return LIST[n];', `var n = 0, LIST = [${P}, ${Q}, "DIRECT"];`),
    verdict: 'sometimes',
    words: /, after 2 calls by a client, gets PROXY p\.corp:8080/,
  },
  {
    name: 'a toggle between two proxies',
    source: body(`t = !t; return t ? ${P} : ${Q};`, 'var t = false;'),
    verdict: 'never',
  },
  {
    name: 'a toggle between a proxy and none',
    source: body(`t = !t; return t ? ${P} : "DIRECT";`, 'var t = false;'),
    verdict: 'sometimes',
  },
  {
    name: 'a flag that other URLs set and that matters for them only',
    source: body(
      `if (dnsDomainIs(host, ".corp")) seen = true;
      return seen && dnsDomainIs(host, ".corp") ? ${P} : "DIRECT";`,
      'var seen = false;',
    ),
    verdict: 'always',
  },
  {
    name: 'a flag that other URLs set',
    source: body(
      `if (dnsDomainIs(host, ".corp")) seen = true; return seen ? ${P} : "DIRECT";`,
      'var seen = false;',
    ),
    verdict: 'unknown',
  },
  {
    name: 'the first call differs',
    source: body(`if (first) { first = false; return ${P}; } return "DIRECT";`, 'var first = true;'),
    verdict: 'sometimes',
  },
  {
    name: 'calls are counted and nothing is made of it',
    source: body('calls++; if (calls > 100000) calls = 0; return "DIRECT";', 'var calls = 0;'),
    verdict: 'always',
  },
  {
    name: 'a count that is compared',
    source: body(`if (++calls >= 3) { calls = 0; return ${Q}; } return ${P};`, 'var calls = 0;'),
    verdict: 'never',
  },
  {
    name: 'a count in steps so large that it gets past every count that is followed',
    source: body(`calls += 999999999; return calls > 2199023255552 ? ${P} : "DIRECT";`, 'var calls = 0;'),
    verdict: 'unknown',
  },
  {
    // It is NaN from the first call on, and that is not equal to itself.
    name: 'a count from nothing, which is no number',
    source: body(`calls++; return calls % 2 == calls % 2 ? ${P} : "DIRECT";`, 'var calls;'),
    verdict: 'always',
  },
  {
    name: 'the other proxy than last time',
    source: body(`last = last == ${P} ? ${Q} : ${P}; return last;`, 'var last;'),
    verdict: 'never',
  },
  {
    name: 'the other proxy than last time, by name',
    source: body('last = (last === A) ? B : A; return last;', `var A = ${P}, B = ${Q}, last = A;`),
    verdict: 'never',
  },
  {
    name: 'a text that grows from call to call',
    source: body(`log = log + "x"; return log == "xx" ? ${P} : "DIRECT";`, 'var log = "";'),
    verdict: 'unknown',
  },
  {
    name: 'a counter in a closure',
    source: body(
      'return LIST[next()];',
      `var LIST = [${P}, ${Q}];
      var next = (function () { var n = 0; return function () { n = (n + 1) % 2; return n; }; })();`,
    ),
    verdict: 'never',
  },
  {
    // What is computed from a draw is not followed from one call to the next.
    name: 'a proxy drawn once',
    source: body(
      'if (pick < 0) pick = Math.floor(Math.random() * LIST.length); return LIST[pick];',
      `var pick = -1, LIST = [${P}, ${Q}];`,
    ),
    verdict: 'unknown',
  },
  {
    name: 'the host of the call before',
    source: body(
      `var before = last; last = host; return before == "other.example" ? ${P} : "DIRECT";`,
      'var last = "";',
    ),
    verdict: 'unknown',
  },
];
