/**
 * The PAC builtins, as a function whose source text is run inside the virtual machine: it must name nothing outside
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
    /** Chromium's own isPlainHostName knows IPv6 literals; the shared one looks for a dot or a colon. */
    readonly plainHostKnowsIpv6: boolean;
    /** pac-resolver's own versions of the calendar builtins and of isPlainHostName. */
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
  wdays: Record<string, number>;
  months: Record<string, number>;
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

  global.wdays = { SUN: 0, MON: 1, TUE: 2, WED: 3, THU: 4, FRI: 5, SAT: 6 };
  global.months = {
    JAN: 0,
    FEB: 1,
    MAR: 2,
    APR: 3,
    MAY: 4,
    JUN: 5,
    JUL: 6,
    AUG: 7,
    SEP: 8,
    OCT: 9,
    NOV: 10,
    DEC: 11,
  };

  define('weekdayRange', function (...args: unknown[]) {
    const dayOf = (name: unknown): number =>
      String(name) in global.wdays ? (global.wdays[String(name)] ?? -1) : -1;
    if (args.length < 1) return record('weekdayRange', args, false);
    const now = new Date();
    const gmt = args[args.length - 1] == 'GMT';
    const count = gmt ? args.length - 1 : args.length;
    const today = gmt ? now.getUTCDay() : now.getDay();
    const first = dayOf(args[0]);
    const last = count == 2 ? dayOf(args[1]) : first;
    let inside = false;
    if (first != -1 && last != -1) {
      inside = first <= last ? first <= today && today <= last : last >= today || today >= first;
    }
    return record('weekdayRange', args, inside);
  });

  // Both ends of a range start as now or as the year's ends and are then set field by field, so what is not given
  // keeps its present value; `GMT` turns the clock alone, never the ends. That is the shared library's way.
  const toGmtFields = (date: Date): void => {
    date.setFullYear(date.getUTCFullYear());
    date.setMonth(date.getUTCMonth());
    date.setDate(date.getUTCDate());
    date.setHours(date.getUTCHours());
    date.setMinutes(date.getUTCMinutes());
    date.setSeconds(date.getUTCSeconds());
  };
  const between = (from: Date, date: Date, to: Date): boolean =>
    from <= to ? from <= date && date <= to : to >= date || date >= from;

  define('dateRange', function (...args: unknown[]) {
    const monthOf = (name: unknown): number =>
      String(name) in global.months ? (global.months[String(name)] ?? -1) : -1;
    if (args.length < 1) return record('dateRange', args, false);
    const now = new Date();
    const gmt = args[args.length - 1] == 'GMT';
    const count = gmt ? args.length - 1 : args.length;
    if (count == 1) {
      const value = parseInt(String(args[0]));
      let same: boolean;
      if (isNaN(value)) same = (gmt ? now.getUTCMonth() : now.getMonth()) == monthOf(args[0]);
      else if (value < 32) same = (gmt ? now.getUTCDate() : now.getDate()) == value;
      else same = (gmt ? now.getUTCFullYear() : now.getFullYear()) == value;
      return record('dateRange', args, same);
    }
    const year = now.getFullYear();
    const from = new Date(year, 0, 1, 0, 0, 0);
    const to = new Date(year, 11, 31, 23, 59, 59);
    let adjustMonth = false;
    const middle = count >> 1;
    for (let i = 0; i < count; i++) {
      const end = i < middle ? from : to;
      const value = parseInt(String(args[i]));
      if (isNaN(value)) end.setMonth(monthOf(args[i]));
      else if (value < 32) {
        if (i < middle) adjustMonth = count <= 2;
        end.setDate(value);
      } else end.setFullYear(value);
    }
    if (adjustMonth) {
      from.setMonth(now.getMonth());
      to.setMonth(now.getMonth());
    }
    if (gmt) toGmtFields(now);
    return record('dateRange', args, between(from, now, to));
  });

  define('timeRange', function (...args: unknown[]) {
    if (args.length < 1) return record('timeRange', args, false);
    const now = new Date();
    const gmt = args[args.length - 1] == 'GMT';
    const count = gmt ? args.length - 1 : args.length;
    const given = args as number[];
    const hour = gmt ? now.getUTCHours() : now.getHours();
    if (count == 1) return record('timeRange', args, hour == given[0]);
    if (count == 2) return record('timeRange', args, Number(given[0]) <= hour && hour <= Number(given[1]));
    if (count != 4 && count != 6) throw 'timeRange: bad number of arguments';
    const from = new Date();
    const to = new Date();
    const middle = count >> 1;
    if (count == 6) {
      from.setSeconds(Number(given[2]));
      to.setSeconds(Number(given[5]));
    }
    from.setHours(Number(given[0]));
    from.setMinutes(Number(given[1]));
    to.setHours(Number(given[middle]));
    to.setMinutes(Number(given[middle + 1]));
    if (middle == 2) to.setSeconds(59);
    if (gmt) toGmtFields(now);
    return record('timeRange', args, between(from, now, to));
  });

  if (support.dialect.nodeVersions) {
    // As pac-resolver 9 has them: no date ranges, an hour range without its end, ranges that do not wrap.
    define('isPlainHostName', function (host: string) {
      return record('isPlainHostName', arguments, !/\./.test(host));
    });
    define('dateRange', function () {
      return record('dateRange', arguments, false);
    });
    define('timeRange', function (...args: unknown[]) {
      const now = new Date();
      const gmt = args[args.length - 1] === 'GMT';
      const given = (gmt ? args.slice(0, -1) : args).map((arg) => parseInt(String(arg), 10));
      const hour = gmt ? now.getUTCHours() : now.getHours();
      const minute = gmt ? now.getUTCMinutes() : now.getMinutes();
      const second = gmt ? now.getUTCSeconds() : now.getSeconds();
      const [a = NaN, b = NaN, c = NaN, d = NaN, e = NaN, f = NaN] = given;
      const elapsed = (hours: number, minutes: number, seconds: number): number =>
        hours * 3600 + minutes * 60 + seconds;
      let inside = false;
      if (given.length === 1) inside = hour === a;
      else if (given.length === 2) inside = a <= hour && hour < b;
      else if (given.length === 4) {
        const at = elapsed(hour, minute, 0);
        inside = elapsed(a, b, 0) <= at && at <= elapsed(c, d, 59);
      } else if (given.length === 6) {
        const at = elapsed(hour, minute, second);
        inside = elapsed(a, b, c) <= at && at <= elapsed(d, e, f);
      }
      return record('timeRange', args, inside);
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
