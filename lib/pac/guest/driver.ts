/**
 * The part of the sandbox that runs inside the virtual machine, next to the PAC and so next to hostile code. It keeps
 * what it needs of the language before the PAC can change it, talks to the host in plain strings only, and describes
 * every outcome itself, so that the host never touches an object made by the PAC. The source of `installDriver` runs
 * inside the machine and names nothing outside itself.
 */
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
 * `call` answers `<touched>|<letter><text>`; letters: `S` string, `T` other type, `E` thrown, `L` result too long, `N` no entry point.
 * `log()` is a flat list of fields, each `<length>:<text>`.
 */
export interface Driver {
  setEnvironment(json: string): void;
  call(names: string, url: string, host: string, lexical: boolean, trace: boolean): string;
  describe(error: unknown): string;
  has(name: string, lexical: boolean): boolean;
  log(): string;
  /** Functions to run before each call and on its result. */
  hook(begin: () => void, finish: (result: unknown) => unknown): void;
  /** Letters for what the run asked of its environment: i(p), d(ns), t(ime), r(andom), o(ffset), m(issing time). */
  touched(): string;
}

export function installDriver(
  host: DriverHost,
  configJson: string,
  installLibrary: LibraryInstaller,
  installDate: DateInstaller,
  lexicalLookup: (name: string) => unknown,
): Driver {
  const config = JSON.parse(configJson) as DriverConfig;
  const parseJson = JSON.parse;
  const apply = Reflect.apply;
  const stringOf = String;
  const isSafe = Number.isFinite;
  const sliceText = String.prototype.slice;
  const lowerText = String.prototype.toLowerCase;
  const matchAddress = RegExp.prototype.exec;
  const global = globalThis as unknown as Record<string, unknown>;
  const hasOwn = Object.prototype.hasOwnProperty;

  let environment: DriverEnvironment = { myIps: [], dns: {}, now: null, random: [0] };
  let draws = 0;
  let log = '';
  let logging = true;
  let touched = '';
  let looked: Record<string, true> = Object.create(null) as Record<string, true>;
  let lookups = 0;
  let offset = 0;
  let offsetAt = NaN;
  let begin: (() => void) | null = null;
  let finish: ((result: unknown) => unknown) | null = null;

  const touch = (letter: string): void => {
    for (let i = 0; i < touched.length; i++) if (touched[i] === letter) return;
    touched += letter;
  };
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

  /** Address literal → hexadecimal digits, 8 for IPv4 and 32 for IPv6; `''` for anything else. */
  const hex = (value: number, width: number): string => {
    let text = '';
    for (let i = width - 1; i >= 0; i--) text += '0123456789abcdef'[(value >>> (4 * i)) & 15] ?? '';
    return text;
  };
  const v4Digits = (text: string): string => {
    const parts = text.split('.');
    if (parts.length !== 4) return '';
    let digits = '';
    for (const part of parts) {
      if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return '';
      digits += hex(Number(part), 2);
    }
    return digits;
  };
  const addressDigits = (text: string): string => {
    if (text.indexOf(':') === -1) return v4Digits(text);
    const halves = text.split('::');
    if (halves.length > 2 || !/^[0-9a-f:.]+$/i.test(text)) return '';
    const groups = (half: string): string | null => {
      if (half === '') return '';
      let digits = '';
      const parts = half.split(':');
      for (let i = 0; i < parts.length; i++) {
        const part = parts[i] ?? '';
        if (part.indexOf('.') !== -1) {
          const tail = i === parts.length - 1 ? v4Digits(part) : '';
          if (tail === '') return null;
          digits += tail;
        } else if (/^[0-9a-f]{1,4}$/i.test(part)) digits += hex(parseInt(part, 16), 4);
        else return null;
      }
      return digits;
    };
    const head = groups(halves[0] ?? '');
    const tail = halves.length === 2 ? groups(halves[1] ?? '') : '';
    if (head === null || tail === null) return '';
    const missing = 32 - head.length - tail.length;
    if (halves.length === 1 ? missing !== 0 : missing < 4) return '';
    return head + '0'.repeat(missing) + tail;
  };

  const support: LibrarySupport = {
    dialect: config.dialect,
    addressDigits,
    myIp: () => {
      touch('i');
      for (const address of environment.myIps) if (fits(address, config.myIpFamilies)) return address;
      return config.myIpUnknown;
    },
    myIps: () => {
      touch('i');
      return joined(environment.myIps);
    },
    lookUp: (name, all) => {
      const text = clip(name);
      if (isV4(text) && v4Digits(text) !== '') return text;
      if ((all || config.dnsFamilies === 'both') && addressDigits(text) !== '') return text;
      touch('d');
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
      touch('t');
      if (environment.now === null) {
        touch('m');
        throw new Error('the time of day was not given');
      }
      return environment.now;
    },
    offsetMinutes: (ms) => {
      touch('o');
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
    touch('r');
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
  const entry = (name: string, lexical: boolean): unknown => (lexical ? lexicalLookup(name) : global[name]);

  const outcomeOf = (name: string, url: string, hostName: string, lexical: boolean): string => {
    try {
      const fn = entry(name, lexical);
      if (typeof fn !== 'function') return 'N';
      if (begin !== null) begin();
      const answer: unknown = apply(fn as (...args: unknown[]) => unknown, global, [url, hostName]);
      const result = finish === null ? answer : finish(answer);
      if (typeof result !== 'string') return 'T' + (result === null ? 'null' : typeof result);
      return result.length > config.resultUnits ? 'L' + stringOf(result.length) : 'S' + result;
    } catch (error) {
      return describe(error);
    }
  };

  return {
    describe,
    setEnvironment: (json) => {
      offsetAt = NaN;
      environment = parseJson(json) as DriverEnvironment;
    },
    has: (name, lexical) => {
      try {
        return typeof entry(name, lexical) === 'function';
      } catch {
        return false;
      }
    },
    call: (name, url, hostName, lexical, trace) => {
      logging = trace;
      draws = 0;
      lookups = 0;
      looked = Object.create(null) as Record<string, true>;
      touched = '';
      const outcome = outcomeOf(name, url, hostName, lexical);
      return touched + '|' + outcome;
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
      const letters = touched;
      touched = '';
      return isSafe(draws) ? letters : '';
    },
  };
}
