/**
 * The PAC builtins and `Math.random` where they answer with boxes. Runs inside the virtual machine; the source
 * of `installSymbolicLibrary` names nothing outside itself.
 */
import type { SymbolicConfig } from './types.js';
import type { Box, Fn, SourceAnswer, SymbolicCalls, SymbolicValues } from './types.js';

export function installSymbolicLibrary(
  global: Record<string, unknown>,
  config: SymbolicConfig,
  values: SymbolicValues,
  { aware }: SymbolicCalls,
): void {
  const {
    ask,
    boxOf,
    sampled,
    make,
    addressText,
    decided,
    lift,
    escape,
    matches,
    equalsText,
    numberOf,
    listed,
    binary,
    truth,
  } = values;
  let draws = 0;
  const own: Record<string, unknown> = {};

  const source = (kind: 'me' | 'meEx' | 'dns' | 'dnsEx', name: string): unknown => {
    const answer = ask({ q: 'source', kind, name }) as SourceAnswer;
    if (answer.family === 'none') return kind === 'dns' ? null : '';
    if (answer.family === 'text') return answer.text;
    if (answer.family === 'list') return make({ kind: 'list', sym: answer.sym });
    return make({ kind: 'address', sym: answer.sym, family: answer.family });
  };
  const originals: Record<string, Fn> = {};
  const override = (name: string, body: (original: Fn, args: readonly unknown[]) => unknown): void => {
    const original = global[name];
    if (typeof original !== 'function') return;
    originals[name] = original as Fn;
    const replacement = (...args: unknown[]): unknown => body(original as Fn, args);
    aware.add(replacement);
    global[name] = replacement;
  };
  const plainConvert = global['convert_addr'] as Fn;
  const isLiteralV4 = (text: string): boolean =>
    /^\d{1,3}(?:\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
  const resolve = (host: unknown): unknown => {
    const box = boxOf(host);
    if (box?.kind === 'address') return box.family === 'v4' || config.dnsFamilies === 'both' ? host : null;
    const plain = decided(host);
    if (typeof plain !== 'string') return null;
    return isLiteralV4(plain) ? plain : source('dns', plain);
  };
  override('myIpAddress', () => source('me', ''));
  override('myIpAddressEx', () => source('meEx', ''));
  override('dnsResolve', (original, args) => (args.length === 0 ? original() : resolve(args[0])));
  override('dnsResolveEx', (original, [host]) => {
    const plain = boxOf(host)?.kind === 'address' ? host : decided(host);
    if (typeof plain !== 'string') return boxOf(plain) === undefined ? original(plain) : plain;
    return isLiteralV4(plain) || plain.indexOf(':') !== -1 ? plain : source('dnsEx', plain);
  });
  override('isResolvable', (_original, [host]) => {
    const address = (global['dnsResolve'] as Fn)(host);
    return boxOf(address)?.kind === 'address' || decided(address) != null;
  });
  override('isResolvableEx', (_original, [host]) => (global['dnsResolveEx'] as Fn)(host) !== '');
  /** Says so where the script has put something of its own in the place of what a builtin rests on. */
  const checkOwn = (names: readonly string[]): void => {
    for (const name of names)
      if (global[name] !== own[name]) sampled(`${name}, on which builtins rest, is the script's own`);
  };
  /** The address that a network is given by is one of the environment's itself. */
  const isInSame = (host: unknown, pattern: Box, mask: unknown): boolean => {
    const address = boxOf(host)?.kind === 'address' ? host : resolve(host);
    const box = boxOf(address);
    const bits = decided(mask);
    if (pattern.family === 'v6' || typeof bits !== 'string' || !isLiteralV4(bits)) return false;
    if (address === null || box?.family === 'v6') return false;
    const number = box?.kind === 'address' ? numberOf(box.sym) : plainConvert(decided(address));
    const under = (value: unknown): unknown => binary('&', value, plainConvert(bits));
    return truth(binary('==', under(number), under(numberOf(pattern.sym))));
  };
  const BELOW_IS_IN_NET = ['isValidIpAddress', 'convert_addr'];
  override('isInNet', (original, [host, pattern, mask]) => {
    checkOwn(BELOW_IS_IN_NET);
    const own = boxOf(pattern);
    if (own?.kind === 'address' && config.dnsFamilies === 'v4') return isInSame(host, own, mask);
    const net = decided(pattern);
    const bits = decided(mask);
    const box = boxOf(host);
    if (
      box?.kind === 'address' &&
      box.family === 'v4' &&
      typeof net === 'string' &&
      typeof bits === 'string'
    ) {
      // Long scripts do little else. The host answers `null` where one of them is no address or the mask has too many holes.
      const answer = ask({ q: 'net', sym: box.sym, pattern: net, mask: bits });
      if (answer !== null) return answer;
    }
    const isPlainValue = box === undefined || box.kind !== 'address';
    const plain = isPlainValue ? decided(host) : host;
    if (typeof net !== 'string' || typeof bits !== 'string' || !isLiteralV4(net) || !isLiteralV4(bits)) {
      return original(typeof plain === 'string' ? plain : '', net, bits);
    }
    if (isPlainValue && (typeof plain !== 'string' || isLiteralV4(plain))) return original(plain, net, bits);
    const address = isPlainValue ? (global['dnsResolve'] as Fn)(plain) : host;
    const found = boxOf(address);
    if (found?.kind !== 'address') return address === null ? false : original(decided(address), net, bits);
    if (found.family === 'v4') {
      const answer = ask({ q: 'net', sym: found.sym, pattern: net, mask: bits });
      if (answer !== null) return answer;
      sampled(`the mask ${bits} is tried on one address only`);
      return original(addressText(found.sym), net, bits);
    }
    return config.dnsFamilies === 'both' ? original('0.0.0.0', net, bits) : false;
  });
  override('isInNetEx', (original, [address, prefix]) => {
    const box = boxOf(address);
    const net = decided(prefix);
    if (box?.kind === 'list') return false;
    if (box?.kind !== 'address' || typeof net !== 'string') return original(decided(address), net);
    return ask({ q: 'netEx', sym: box.sym, prefix: net });
  });
  /** Whether the first of two addresses comes after the second: IPv6 comes first, and then the lower number. */
  const isAfter = (one: Box, other: Box): boolean => {
    if (one.family !== other.family) return one.family === 'v4';
    if (one.family === 'v4') {
      const unsigned = (box: Box): unknown => binary('>>>', numberOf(box.sym), 0);
      return truth(binary('>', unsigned(one), unsigned(other)));
    }
    sampled('IPv6 addresses are put in order');
    return false;
  };
  override('sortIpAddressList', (original, [list]) => {
    const box = boxOf(list);
    if (box?.kind === 'address') return list;
    if (box?.kind !== 'list') return lift([list], ([one]) => original(one));
    const sorted: Box[] = [];
    for (const one of listed(box)) {
      const own = boxOf(one) as Box;
      let at = sorted.length;
      while (at > 0 && isAfter(sorted[at - 1] as Box, own)) at--;
      sorted.splice(at, 0, own);
    }
    return make({ kind: 'list', sym: box.sym, value: sorted });
  });
  override('shExpMatch', (original, [text, pattern]) => {
    const plain = decided(pattern);
    const box = boxOf(text);
    if (box?.kind !== 'address' || typeof plain !== 'string')
      return lift([text], ([one]) => original(one, plain));
    const expression = `^${plain.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.')}$`;
    new RegExp(expression);
    return matches(box.sym, expression, '');
  });
  override('dnsDomainIs', (original, [host, domain]) => {
    const box = boxOf(host);
    const plain = decided(domain);
    if (box?.kind !== 'address' || typeof plain !== 'string')
      return lift([host], ([one]) => original(one, plain));
    return matches(box.sym, `${escape(plain)}$`, '');
  });
  override('localHostOrDomainIs', (original, [host, domain]) => {
    const box = boxOf(host);
    const plain = decided(domain);
    if (box?.kind !== 'address' || typeof plain !== 'string')
      return lift([host], ([one]) => original(one, plain));
    // The domain may begin with the address and a dot; each such beginning is one address to compare.
    const parts = plain.split('.');
    if (equalsText(box, plain)) return true;
    for (let count = 1; count < parts.length; count++)
      if (equalsText(box, parts.slice(0, count).join('.'))) return true;
    return false;
  });
  override('isPlainHostName', (original, [host]) =>
    boxOf(host)?.kind === 'address' ? false : lift([host], ([one]) => original(one)),
  );
  override('isValidIpAddress', (original, [text]) => {
    const box = boxOf(text);
    if (box?.kind === 'list') return false;
    return box?.kind === 'address' ? box.family === 'v4' : lift([text], ([one]) => original(one));
  });
  override('dnsDomainLevels', (original, [host]) => {
    const box = boxOf(host);
    if (box?.kind === 'address') return box.family === 'v4' ? 3 : 0;
    return lift([host], ([one]) => original(one));
  });
  override('convert_addr', (original, [text]) => {
    const box = boxOf(text);
    if (box?.kind !== 'address') return lift([text], ([one]) => original(one));
    // An IPv6 address is one piece, and no number.
    return box.family === 'v4' ? numberOf(box.sym) : 0;
  });
  override('alert', (original, args) => (args.length === 0 ? original() : undefined));
  const bad = 'timeRange: bad number of arguments';
  const badCount: unknown = config.dialect.errorsAreObjects ? new Error(bad) : bad;
  for (const name of ['weekdayRange', 'dateRange', 'timeRange']) {
    override(name, (_original, args) => {
      checkOwn(['wdays', 'months', 'Date']);
      const plain = args
        .map(decided)
        .map((arg) => (typeof arg === 'string' || typeof arg === 'number' ? arg : String(arg)));
      const count = plain[plain.length - 1] === 'GMT' ? plain.length - 1 : plain.length;
      if (plain.length < 1) return false;
      if (
        name === 'timeRange' &&
        !config.dialect.nodeVersions &&
        count !== 1 &&
        count !== 2 &&
        count !== 4 &&
        count !== 6
      )
        throw badCount;
      return ask({ q: 'calendar', fn: name, args: plain });
    });
  }

  for (const name of ['isValidIpAddress', 'convert_addr', 'wdays', 'months', 'Date'])
    own[name] = global[name];
  const random = (): unknown => make({ kind: 'random', sym: `random${draws++}` });
  aware.add(random);
  Math.random = random as () => number;
}
