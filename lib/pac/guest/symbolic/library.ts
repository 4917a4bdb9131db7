/**
 * The PAC builtins, `Date` and `Math.random` where they answer with boxes. Runs inside the virtual machine; the source
 * of `installSymbolicLibrary` names nothing outside itself.
 */
import type { DriverConfig } from '../driver.js';
import type { Fn, SourceAnswer, SymbolicCalls, SymbolicValues } from './types.js';

export function installSymbolicLibrary(
  global: Record<string, unknown>,
  config: DriverConfig,
  values: SymbolicValues,
  { aware }: SymbolicCalls,
): void {
  const {
    ask,
    boxOf,
    sampled,
    make,
    opaque,
    addressText,
    decided,
    lift,
    escape,
    matches,
    equalsText,
    NativeDate,
    reasons: REASONS,
  } = values;
  const construct = Reflect.construct;
  let draws = 0;
  const own: Record<string, unknown> = {};

  const source = (kind: 'me' | 'meEx' | 'dns' | 'dnsEx', name: string): unknown => {
    const answer = ask({ q: 'source', kind, name }) as SourceAnswer;
    if (answer.family === 'none') return kind === 'dns' ? null : '';
    if (answer.family === 'text') return answer.text;
    if (answer.family === 'several') return opaque(answer.text, 'a list of several addresses is used');
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
  override('dnsResolve', (_original, [host]) => resolve(host));
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
  override('isInNet', (original, [host, pattern, mask]) => {
    checkOwn(['isValidIpAddress', 'convert_addr']);
    const net = decided(pattern);
    const bits = decided(mask);
    const box = boxOf(host);
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
    if (box?.kind !== 'address' || typeof net !== 'string') return original(decided(address), net);
    return ask({ q: 'netEx', sym: box.sym, prefix: net });
  });
  override('sortIpAddressList', (original, [list]) =>
    boxOf(list)?.kind === 'address' ? list : lift([list], ([one]) => original(one)),
  );
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
    return box?.kind === 'address' ? box.family === 'v4' : lift([text], ([one]) => original(one));
  });
  override('dnsDomainLevels', (original, [host]) => {
    const box = boxOf(host);
    if (box?.kind === 'address') return box.family === 'v4' ? 3 : 0;
    return lift([host], ([one]) => original(one));
  });
  override('convert_addr', (original, [text]) => lift([text], ([one]) => original(one)));
  override('alert', () => undefined);
  for (const name of ['weekdayRange', 'dateRange', 'timeRange']) {
    override(name, (original, args) => {
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
        throw 'timeRange: bad number of arguments';
      void original;
      return ask({ q: 'calendar', fn: name, args: plain });
    });
  }

  const SymbolicDate = function (this: unknown, ...args: unknown[]): unknown {
    if (new.target === undefined)
      return opaque(String(new NativeDate(ask({ q: 'now' }) as number)), REASONS.now);
    if (args.length === 0) {
      ask({ q: 'clock' });
      return make({ kind: 'now' });
    }
    if (args.length === 1 && boxOf(args[0])?.kind === 'now') return args[0];
    return construct(NativeDate, args.map(decided), new.target) as unknown;
  };
  SymbolicDate.prototype = NativeDate.prototype;
  SymbolicDate.now = (): unknown => opaque(ask({ q: 'now' }), REASONS.now);
  SymbolicDate.parse = NativeDate.parse;
  SymbolicDate.UTC = NativeDate.UTC;
  aware.add(SymbolicDate);
  aware.add(SymbolicDate.now);
  global['Date'] = SymbolicDate;
  for (const name of ['isValidIpAddress', 'convert_addr', 'wdays', 'months', 'Date'])
    own[name] = global[name];
  const random = (): unknown => make({ kind: 'random', sym: `random${draws++}` });
  aware.add(random);
  Math.random = random as () => number;
}
