/**
 * The part of the sandbox that runs inside the virtual machine, next to the PAC and so next to hostile code. It keeps
 * what it needs of the language before the PAC can change it, talks to the host in plain strings only, and describes
 * every outcome itself, so that the host never touches an object made by the PAC. The source of `installDriver` runs
 * inside the machine and names nothing outside itself.
 */
import type { Addresses } from './addresses.js';
import type { ClockSupport } from './date.js';
import type { LibrarySupport } from './library.js';

export interface DriverHost {
  offsetMinutes(milliseconds: number): number;
}

export interface DriverConfig {
  readonly dialect: LibrarySupport['dialect'];
  readonly myIpUnknown: string;
  readonly dnsFamilies: 'v4' | 'both';
  readonly myIpFamilies: 'v4' | 'both';
  readonly dnsLookups: number | null;
  readonly resultUnits: number;
}

export interface DriverEnvironment {
  readonly myIps: readonly string[];
  readonly dns: Readonly<Record<string, readonly string[]>>;
  readonly now: number | null;
  readonly random: readonly number[];
}

type LibraryInstaller = (global: never, support: LibrarySupport) => void;
type DateInstaller = (global: never, clock: ClockSupport) => void;

/**
 * What a run asked of its environment, one bit each: `i` the client's addresses, `d` DNS, `t` the time, `r` a random
 * number, `o` the zone's offset, `m` a time that was not given.
 */
export const TOUCHED: readonly string[] = ['i', 'd', 't', 'r', 'o', 'm'];

/**
 * `call` answers `<touched>|<letter><text>`; letters: `S` string, `K` string to be known by its number from now on (how
 * many there were before it), `T` other type, `E` thrown, `L` result too long, `N` no entry point. A string that is
 * known already is answered as a number, its own times 64 plus `touched`: most scripts have few answers.
 * `log()` is a flat list of fields, each `<length>:<text>`.
 */
export interface Driver {
  setEnvironment(json: string): void;
  /** What the calls from now on run, and whether they are recorded. */
  aim(name: string, lexical: boolean, trace: boolean): void;
  call(url: string, host: string): string | number;
  describe(error: unknown): string;
  has(name: string, lexical: boolean): boolean;
  log(): string;
  /** Functions to run before each call and on its result. */
  hook(begin: () => void, finish: (result: unknown) => unknown): void;
  /** What was asked since the last call began: the bits of `TOUCHED`, in decimals. */
  touched(): string;
}

export function installDriver(
  host: DriverHost,
  configJson: string,
  installLibrary: LibraryInstaller,
  installDate: DateInstaller,
  installAddresses: () => Addresses,
  lexicalLookup: (name: string) => unknown,
): Driver {
  const config = JSON.parse(configJson) as DriverConfig;
  const parseJson = JSON.parse;
  const apply = Reflect.apply;
  const stringOf = String;
  const sliceText = String.prototype.slice;
  const lowerText = String.prototype.toLowerCase;
  const matchAddress = RegExp.prototype.exec;
  const global = globalThis as unknown as Record<'FindProxyForURL' | 'FindProxyForURLEx', unknown>;
  const hasOwn = Object.prototype.hasOwnProperty;
  const emptyTable = Object.create as (prototype: null) => Record<string, never>;
  const { v4Digits, addressDigits, v6Text } = installAddresses();
  // The bits of `TOUCHED`.
  const [IP, DNS, TIME, RANDOM, OFFSET, NO_TIME] = [1, 2, 4, 8, 16, 32];
  const KNOWN_ANSWERS = 500;
  const KNOWN_UNITS = 1000;

  let environment: DriverEnvironment = { myIps: [], dns: {}, now: null, random: [0] };
  let draws = 0;
  let log = '';
  let logging = true;
  let touched = 0;
  let looked: Record<string, true> = emptyTable(null);
  let lookups = 0;
  const known: Record<string, number> = emptyTable(null);
  let knownCount = 0;
  let entryEx = false;
  let entryLexical = false;
  let offset = 0;
  let offsetAt = NaN;
  let begin: (() => void) | null = null;
  let finish: ((result: unknown) => unknown) | null = null;

  const clip = (text: string): string =>
    text.length > 300 ? (apply(sliceText, text, [0, 300]) as string) : text;
  const field = (text: string): void => {
    log += stringOf(text.length) + ':' + text;
  };
  const plain = (value: unknown): string => {
    if (typeof value === 'string') return 's' + clip(value);
    if (typeof value === 'object') return value === null ? 'vnull' : 'vobject';
    if (typeof value === 'function') return 'vfunction';
    if (typeof value === 'symbol') return 'vsymbol';
    return 'v' + stringOf(value);
  };

  const isV4 = (text: string): boolean => apply(matchAddress, /^\d+\.\d+\.\d+\.\d+$/, [text]) !== null;
  const isV6 = (text: string): boolean => {
    for (let i = 0; i < text.length; i++) if (text[i] === ':') return true;
    return false;
  };
  const fits = (text: string, families: 'v4' | 'both'): boolean => families === 'both' || !isV6(text);
  const joined = (list: readonly string[]): string => {
    let text = '';
    for (let i = 0; i < list.length; i++) text += (i === 0 ? '' : ';') + stringOf(list[i]);
    return text;
  };

  const support: LibrarySupport = {
    dialect: config.dialect,
    addressDigits,
    myIp: () => {
      touched |= IP;
      for (const address of environment.myIps) if (fits(address, config.myIpFamilies)) return address;
      return config.myIpUnknown;
    },
    myIps: () => {
      touched |= IP;
      return joined(environment.myIps);
    },
    lookUp: (name, all) => {
      const text = clip(name);
      if (isV4(text) && v4Digits(text) !== '') return text;
      const digits = all || config.dnsFamilies === 'both' ? addressDigits(text) : '';
      if (digits !== '') return digits.length === 32 ? v6Text(digits, !all) : text;
      touched |= DNS;
      const key = apply(lowerText, text, []) as string;
      if (looked[key] !== true) {
        lookups++;
        // Chromium answers no more than 20 distinct names in a run (proxy_resolver_v8_tracing.cc).
        if (config.dnsLookups !== null && lookups > config.dnsLookups) return null;
        looked[key] = true;
      }
      const addresses = apply(hasOwn, environment.dns, [key]) ? (environment.dns[key] ?? []) : [];
      if (all) return addresses.length === 0 ? null : joined(addresses);
      for (const address of addresses) if (fits(address, config.dnsFamilies)) return address;
      return null;
    },
    alert: (message) => {
      if (log.length > 60000) return;
      field('alert');
      field('1');
      field('s' + clip(message));
      field('vundefined');
    },
    record: (name, args, result) => {
      if (!logging) return result;
      if (log.length > 60000) {
        field('');
        return result;
      }
      field(name);
      const count = args.length > 8 ? 8 : args.length;
      field(stringOf(count));
      for (let i = 0; i < count; i++) field(plain(args[i]));
      field(plain(result));
      return result;
    },
  };
  const clock: ClockSupport = {
    now: () => {
      touched |= TIME;
      if (environment.now === null) {
        touched |= NO_TIME;
        throw new Error('the time of day was not given');
      }
      return environment.now;
    },
    offsetMinutes: (ms) => {
      touched |= OFFSET;
      // A script asks about the same instant again and again.
      if (ms !== offsetAt) {
        offset = host.offsetMinutes(ms);
        offsetAt = ms;
      }
      return offset;
    },
  };

  installDate(globalThis as never, clock);
  installLibrary(globalThis as never, support);
  Math.random = () => {
    touched |= RANDOM;
    const { random } = environment;
    const value = random[draws < random.length ? draws : random.length - 1];
    draws++;
    return typeof value === 'number' && value >= 0 && value < 1 ? value : 0;
  };

  const textOf = (value: unknown): string => {
    try {
      return clip(stringOf(value));
    } catch {
      return 'a value that cannot be shown';
    }
  };
  const describe = (error: unknown): string => {
    if (typeof error !== 'object' || error === null) return 'E' + textOf(error) + '\n';
    let text = 'E';
    try {
      const { name, message, stack } = error as { name: unknown; message: unknown; stack: unknown };
      text +=
        typeof message === 'string'
          ? (name === undefined ? '' : textOf(name) + ': ') + clip(message)
          : textOf(error);
      text += '\n' + (typeof stack === 'string' ? (apply(sliceText, stack, [0, 600]) as string) : '');
    } catch {
      text += 'a value that cannot be shown\n';
    }
    return text;
  };
  const entry = (ex: boolean, lexical: boolean): unknown => {
    if (lexical) return lexicalLookup(ex ? 'FindProxyForURLEx' : 'FindProxyForURL');
    return ex ? global.FindProxyForURLEx : global.FindProxyForURL;
  };
  const said = (letter: string, text: string): string => stringOf(touched) + '|' + letter + text;
  const told = (result: string): string => {
    if (result.length > config.resultUnits) return said('L', stringOf(result.length));
    if (result.length > KNOWN_UNITS || knownCount === KNOWN_ANSWERS) return said('S', result);
    known[result] = knownCount++;
    return said('K', result);
  };

  return {
    describe,
    setEnvironment: (json) => {
      offsetAt = NaN;
      environment = parseJson(json) as DriverEnvironment;
    },
    has: (name, lexical) => {
      try {
        return typeof entry(name === 'FindProxyForURLEx', lexical) === 'function';
      } catch {
        return false;
      }
    },
    aim: (name, lexical, trace) => {
      entryEx = name === 'FindProxyForURLEx';
      entryLexical = lexical;
      logging = trace;
    },
    // All in one function, which is half the price of two or three.
    call: (url, hostName) => {
      draws = 0;
      touched = 0;
      if (lookups > 0) {
        lookups = 0;
        looked = emptyTable(null);
      }
      try {
        const fn = entryLexical
          ? entry(entryEx, true)
          : entryEx
            ? global.FindProxyForURLEx
            : global.FindProxyForURL;
        if (typeof fn !== 'function') return said('N', '');
        if (begin !== null) begin();
        let result: unknown = apply(fn as (...args: unknown[]) => unknown, global, [url, hostName]);
        if (finish !== null) result = finish(result);
        if (typeof result !== 'string') return said('T', result === null ? 'null' : typeof result);
        const number = known[result];
        return number === undefined ? told(result) : number * 64 + touched;
      } catch (error) {
        const described = describe(error);
        return stringOf(touched) + '|' + described;
      }
    },
    hook: (before, after) => {
      begin = before;
      finish = after;
    },
    log: () => {
      const text = log;
      log = '';
      return text;
    },
    touched: () => {
      const bits = touched;
      touched = 0;
      return stringOf(bits);
    },
  };
}
