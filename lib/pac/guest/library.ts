/**
 * The PAC builtins but for those of the calendar (`calendar.ts`), as a function whose source text is run inside the virtual machine: it must name nothing outside
 * itself. Behaviour: the library that Chromium (services/proxy_resolver/pac_js_library.h) and Firefox
 * (netwerk/base/ascii_pac_utils.js) share, and Chromium's C++ half (proxy_resolver_v8.cc) for the rest. As there, the
 * builtins are ordinary globals that find one another by name, so a PAC that redefines one changes the others too.
 */

/** What the machine's driver lends the builtins. */
export interface LibrarySupport {
  /** The client's primary address, or what the dialect answers when it is not known. */
  myIp(): string;
  /** All addresses of the client; empty when not known. */
  myIps(): string;
  /** Addresses of a name: the first one, or `;`-separated with `all`. `null` where there is none. */
  lookUp(name: string, all: boolean): string | null;
  /** Address literal → its canonical hexadecimal digits (8 or 32), or `''`. */
  addressDigits(text: string): string;
  /** Records one call; returns its result. */
  record<T>(name: string, args: ArrayLike<unknown>, result: T): T;
  alert(message: string): void;
  readonly dialect: {
    readonly exBuiltins: boolean;
    readonly alertWithoutArgument: 'undefined' | 'throws';
    readonly dnsResolveWithoutArgument: 'null' | 'throws';
    /** What timeRange throws is an `Error` and no text. */
    readonly errorsAreObjects: boolean;
    /** Chromium's own isPlainHostName knows IPv6 literals; the shared one looks for a dot or a colon. */
    readonly plainHostKnowsIpv6: boolean;
    /** pac-resolver's own versions of the calendar builtins (`calendar.ts`) and of isPlainHostName. */
    readonly nodeVersions: boolean;
  };
}

/** The global object as the builtins see it. */
interface PacGlobal {
  [name: string]: unknown;
  dnsResolve(host: unknown): string | null;
  dnsResolveEx(host: unknown): string | undefined;
  isValidIpAddress(text: unknown): boolean;
  convert_addr(text: string): number;
}

export function installLibrary(global: PacGlobal, support: LibrarySupport): void {
  'use strict'; // In functions that are not, every `arguments` is bound to the parameters, at a price.
  const { record, addressDigits } = support;
  const { plainHostKnowsIpv6 } = support.dialect;
  const expressions = new Map<string, RegExp>();
  const mapGet = Map.prototype.get;
  const mapSet = Map.prototype.set;
  const apply = Reflect.apply;

  // Name → implementation. `record` is called by each with what it was given and what it answers.
  const define = (name: string, body: (...args: never[]) => unknown): void => {
    global[name] = body;
  };

  define('dnsDomainIs', function (host: string, domain: string) {
    const tail = host.length >= domain.length && host.substring(host.length - domain.length) == domain;
    return record('dnsDomainIs', arguments, tail);
  });

  define('dnsDomainLevels', function (host: string) {
    return record('dnsDomainLevels', arguments, host.split('.').length - 1);
  });

  define('isValidIpAddress', function (text: string) {
    const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
    if (octets == null) return false;
    for (let i = 1; i <= 4; i++) if (Number(octets[i]) > 255) return false;
    return true;
  });

  define('convert_addr', function (text: string) {
    const bytes = text.split('.') as unknown as number[];
    let value = 0;
    for (let i = 0; i < 4; i++) value |= ((bytes[i] ?? 0) & 0xff) << (24 - 8 * i);
    return value;
  });

  // Addresses already read, by their text. Used as long as the script leaves the two helpers above as they are.
  const numbers = new Map<string, number | null>();
  const ownValid = global.isValidIpAddress;
  const ownConvert = global.convert_addr;
  const numberOf = (text: string): number | null => {
    let value = apply(mapGet, numbers, [text]) as number | null | undefined;
    if (value === undefined) {
      value = ownValid(text) ? ownConvert(text) : null;
      if (numbers.size < 20000) apply(mapSet, numbers, [text, value]);
    }
    return value;
  };

  define('isInNet', function (host: string, pattern: string, mask: string) {
    const read =
      global.isValidIpAddress === ownValid && global.convert_addr === ownConvert
        ? numberOf
        : (text: string): number | null => (global.isValidIpAddress(text) ? global.convert_addr(text) : null);
    const net = read(pattern);
    const bits = read(mask);
    let inside = false;
    if (net !== null && bits !== null) {
      const own = read(host);
      const address = own === null ? global.dnsResolve(host) : host;
      if (address != null) inside = ((own ?? global.convert_addr(address)) & bits) == (net & bits);
    }
    return record('isInNet', arguments, inside);
  });

  define('isPlainHostName', function (host: string) {
    const plain = plainHostKnowsIpv6
      ? typeof host === 'string' && host.indexOf('.') === -1 && addressDigits(host) === ''
      : host.search('(\\.)|:') == -1;
    return record('isPlainHostName', arguments, plain);
  });

  define('isResolvable', function (host: unknown) {
    return record('isResolvable', arguments, global.dnsResolve(host) != null);
  });

  define('localHostOrDomainIs', function (host: string, domain: string) {
    return record('localHostOrDomainIs', arguments, host == domain || domain.lastIndexOf(host + '.', 0) == 0);
  });

  define('shExpMatch', function (text: string, pattern: string) {
    let expression = apply(mapGet, expressions, [pattern]) as RegExp | undefined;
    if (expression === undefined) {
      const source = pattern.replace(/\./g, '\\.').replace(/\*/g, '.*').replace(/\?/g, '.');
      expression = new RegExp('^' + source + '$');
      if (expressions.size < 20000) apply(mapSet, expressions, [pattern, expression]);
    }
    return record('shExpMatch', arguments, expression.test(text));
  });

  define('dnsResolve', function (host: unknown) {
    if (arguments.length === 0 && support.dialect.dnsResolveWithoutArgument === 'throws') {
      throw new TypeError('dnsResolve needs an argument');
    }
    return record('dnsResolve', arguments, typeof host === 'string' ? support.lookUp(host, false) : null);
  });

  define('myIpAddress', function () {
    return record('myIpAddress', arguments, support.myIp());
  });

  define('alert', function (message: unknown) {
    if (arguments.length === 0 && support.dialect.alertWithoutArgument === 'throws') {
      throw new TypeError('alert needs an argument');
    }
    support.alert(String(message));
  });

  if (support.dialect.nodeVersions) {
    // As pac-resolver 9 has it.
    define('isPlainHostName', function (host: string) {
      return record('isPlainHostName', arguments, !/\./.test(host));
    });
  }

  if (!support.dialect.exBuiltins) return;

  define('myIpAddressEx', function () {
    return record('myIpAddressEx', arguments, support.myIps());
  });

  define('dnsResolveEx', function (host: unknown) {
    // Chromium answers undefined, not '', where the argument is no string.
    return record(
      'dnsResolveEx',
      arguments,
      typeof host === 'string' ? (support.lookUp(host, true) ?? '') : undefined,
    );
  });

  define('isResolvableEx', function (host: unknown) {
    return record('isResolvableEx', arguments, global.dnsResolveEx(host) != '');
  });

  define('isInNetEx', function (address: unknown, prefix: unknown) {
    if (typeof address !== 'string' || typeof prefix !== 'string')
      return record('isInNetEx', arguments, null);
    const slash = /^([^/]+)\/(\d{1,3})$/.exec(prefix);
    let digits = addressDigits(address);
    let base = slash === null ? '' : addressDigits(slash[1] ?? '');
    let length = slash === null ? -1 : Number(slash[2]);
    let inside = false;
    if (digits !== '' && base !== '' && length <= base.length * 4) {
      // Families that differ meet as IPv4-mapped IPv6 (proxy_resolver_v8.cc, IsInNetEx).
      const mapped = '00000000000000000000ffff';
      if (digits.length < base.length) digits = mapped + digits;
      if (base.length < digits.length) {
        base = mapped + base;
        length += 96;
      }
      inside = true;
      for (let bit = 0; bit < length && inside; bit += 4) {
        const nibble = (text: string): number =>
          parseInt(text.charAt(bit / 4), 16) >> Math.max(0, bit + 4 - length);
        inside = nibble(digits) === nibble(base);
      }
    }
    return record('isInNetEx', arguments, inside);
  });

  define('sortIpAddressList', function (list: unknown) {
    if (typeof list !== 'string') return record('sortIpAddressList', arguments, null);
    const entries = list
      .replace(/[ \t]/g, '')
      .split(';')
      .filter((text) => text !== '');
    const keyed = entries.map((text, index) => ({ text, index, key: addressDigits(text) }));
    if (keyed.length === 0 || keyed.some((entry) => entry.key === '')) {
      return record('sortIpAddressList', arguments, false);
    }
    keyed.sort(
      (a, b) => b.key.length - a.key.length || (a.key < b.key ? -1 : a.key > b.key ? 1 : a.index - b.index),
    );
    return record('sortIpAddressList', arguments, keyed.map((entry) => entry.text).join(';'));
  });

  define('getClientVersion', function () {
    return record('getClientVersion', arguments, '1.0');
  });
}
