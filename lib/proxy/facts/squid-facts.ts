/**
 * What a Squid proxy would do with a CONNECT to a name that points at loopback: refuse, or dial its own. Source:
 * squid.conf.documented at 5.7 and 6.13 (http_access, acl, the predefined ones). The client is taken to be one that the
 * `src` rules let in; what an acl of an unknown kind says is unknown, and so is then the answer.
 */
import { parseAddress, samePrefix } from '../address.js';
import { parseTarget, type Target } from '../target.js';
import type { Origin, ProxySettings, ProxySide, SquidAcl } from '../types.js';
import type { ProxyFact } from './fact.js';

/** Whether Squid lets a CONNECT through, by its http_access lines from the top. */
export interface SquidAnswer {
  readonly answer: 'allow' | 'deny' | 'unknown';
  /** The http_access line that decides; null where none does. */
  readonly origin: Origin | null;
}

type Truth = boolean | 'unknown';

/** The predefined acls of Squid 5 and 6. */
const PREDEFINED: Readonly<Record<string, Truth>> = {
  all: true,
  CONNECT: true,
  localhost: false,
  to_localhost: true,
  to_linklocal: false,
  manager: false,
};

/** The answer for a CONNECT to the URL's host and port, where the host resolves to loopback. */
export function squidAnswer(side: ProxySide, url: string): SquidAnswer {
  const target = parseTarget(url);
  for (const line of side.access) {
    const truths = line.acls.map(({ name, negated }) => negate(truthOf(name, side.acls, target), negated));
    if (truths.includes(false)) continue;
    if (truths.includes('unknown')) return { answer: 'unknown', origin: line.origin };
    return { answer: line.allow ? 'allow' : 'deny', origin: line.origin };
  }
  // "If none of the access lines cause a match, the default is the opposite of the last line in the list."
  const last = side.access.at(-1);
  return last === undefined
    ? { answer: 'deny', origin: null }
    : { answer: last.allow ? 'deny' : 'allow', origin: last.origin };
}

function negate(truth: Truth, negated: boolean): Truth {
  return truth === 'unknown' ? truth : truth !== negated;
}

/** Several lines of one name are one list. */
function truthOf(name: string, acls: readonly SquidAcl[], target: Target): Truth {
  const own = acls.filter((acl) => acl.name === name);
  if (own.length === 0) return PREDEFINED[name] ?? 'unknown';
  const truths = own.map((acl) =>
    acl.values.some((value) => value.startsWith('"')) ? 'unknown' : valueOf(acl, target),
  );
  return truths.includes(true) ? true : truths.includes('unknown') ? 'unknown' : false;
}

function valueOf({ type, values }: SquidAcl, target: Target): Truth {
  switch (type) {
    case 'port':
      return values.some((value) => inPorts(value, target.port));
    case 'method':
      return values.includes('CONNECT');
    case 'dstdomain':
      return values.some((value) => inDomain(value.toLowerCase(), target.host));
    case 'dst':
      return values.some((value) => coversLoopback(value));
    case 'src':
      return true;
    case 'proto':
      return false;
    default:
      return 'unknown';
  }
}

function inPorts(value: string, port: number): boolean {
  const [low, high] = value.split('-').map(Number);
  return low !== undefined && port >= low && port <= (high ?? low);
}

function inDomain(value: string, host: string): boolean {
  return value.startsWith('.') ? host === value.slice(1) || host.endsWith(value) : host === value;
}

function coversLoopback(value: string): boolean {
  const [head = '', length] = value.split('/');
  const network = parseAddress(head);
  if (network === undefined) return value === 'all';
  const bits = length === undefined ? network.length * 8 : Number(length);
  return network.length === 4 ? samePrefix(network, [127, 0, 0, 1], bits) : false;
}

/** One fact for each squid.conf: it refuses, or it dials its own loopback; nothing where that is unknown. */
export function squidFacts(settings: readonly ProxySettings[], url: string): ProxyFact[] {
  return settings.flatMap(({ proxySide }): ProxyFact[] => {
    if (proxySide === undefined) return [];
    const { answer, origin } = squidAnswer(proxySide, url);
    if (answer === 'unknown') return [];
    return [
      { code: answer === 'allow' ? 'proxy-dials-own-loopback' : 'proxy-refuses', origin, clients: [], url },
    ];
  });
}
