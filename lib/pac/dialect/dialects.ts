/**
 * What each client program does around the script: the table that every other file here asks. Sources:
 * - chromium: net/proxy_resolution (configured_proxy_resolution_service.cc, proxy_bypass_rules.cc,
 *   pac_file_decider.cc), net/base/proxy_string_util.cc, services/proxy_resolver/proxy_resolver_v8.cc
 * - firefox: netwerk/base/ProxyAutoConfig.cpp, nsProtocolProxyService.cpp, nsPACMan.cpp, and the browser itself
 *   (test/interop/pac-firefox.interop.ts)
 * - node: pac-resolver 9 (index.ts) and pac-proxy-agent, which uses it
 * - winhttp: Microsoft, "WinHTTP AutoProxy Functions", "IPv6 extensions to the navigator auto-config file format"
 * - apple: CFNetwork is closed; what stands here is common ground and marked so
 */
import type { DialectName, ResultEntry } from '../types.js';

type Scheme = Exclude<ResultEntry['scheme'], null>;

export interface Dialect {
  readonly name: DialectName;
  /** What of the URL the script sees, by scheme class. */
  readonly urlParts: {
    readonly secure: 'origin' | 'path' | 'all';
    readonly plain: 'origin' | 'path' | 'all';
  };
  /** The URL is shown with the user's name and password, where it has them. */
  readonly userInfo: boolean;
  /** An IPv6 host argument keeps its brackets. */
  readonly hostBrackets: boolean;
  /** Hosts for which the PAC is not consulted; `none` consults it always. */
  readonly implicitBypass: 'chromium' | 'firefox' | 'none';
  /** FindProxyForURLEx, where defined, is called instead of FindProxyForURL. */
  readonly prefersEx: boolean;
  /** `const FindProxyForURL = …` counts: the entry is looked up as a name, not as a property of the global object. */
  readonly lexicalEntry: boolean;
  /** UTF-16 is read as text; otherwise its bytes are, which is no script. */
  readonly readsUtf16: boolean;
  /** The file is compiled behind the builtins, in one text with them: no directive and no `#!` comes first. */
  readonly behindLibrary: boolean;
  readonly schemes: readonly Scheme[];
  /** `firefox`: see firefox-result.ts. */
  readonly grammar: 'common' | 'firefox';
  /** Text after DIRECT makes the element invalid. */
  readonly directTakesNothing: boolean;
  readonly emptyResult: 'direct' | 'unverified';
  /** What becomes of the request when the script fails. */
  readonly onFailure: 'direct' | 'proxy' | 'unverified';
  /** A result outside ASCII is a script failure. */
  readonly asciiOnly: boolean;
  readonly myIpUnknown: string;
  /** Address families `dnsResolve` and `myIpAddress` answer with. */
  readonly dnsFamilies: 'v4' | 'both';
  readonly myIpFamilies: 'v4' | 'both';
  /** Distinct names looked up in one run; later ones fail. `Infinity`: no bound known. */
  readonly dnsLookups: number;
  readonly unverified: readonly string[];
}

const COMMON_SCHEMES: readonly Scheme[] = ['DIRECT', 'PROXY', 'HTTPS', 'SOCKS', 'SOCKS4', 'SOCKS5'];

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  chromium: {
    name: 'chromium',
    urlParts: { secure: 'origin', plain: 'all' },
    userInfo: false,
    hostBrackets: false,
    implicitBypass: 'chromium',
    prefersEx: false,
    lexicalEntry: false,
    readsUtf16: true,
    behindLibrary: false,
    schemes: [...COMMON_SCHEMES, 'QUIC'],
    grammar: 'common',
    directTakesNothing: true,
    emptyResult: 'direct',
    onFailure: 'direct',
    asciiOnly: true,
    myIpUnknown: '127.0.0.1',
    dnsFamilies: 'v4',
    myIpFamilies: 'both',
    dnsLookups: 20,
    unverified: [],
  },
  firefox: {
    name: 'firefox',
    urlParts: { secure: 'origin', plain: 'origin' },
    userInfo: true,
    hostBrackets: false,
    implicitBypass: 'firefox',
    prefersEx: false,
    lexicalEntry: false,
    readsUtf16: false,
    behindLibrary: true,
    schemes: [...COMMON_SCHEMES, 'HTTP'],
    grammar: 'firefox',
    directTakesNothing: false,
    emptyResult: 'direct',
    onFailure: 'direct',
    asciiOnly: false,
    myIpUnknown: '127.0.0.1',
    dnsFamilies: 'both',
    myIpFamilies: 'both',
    dnsLookups: Number.POSITIVE_INFINITY,
    unverified: [],
  },
  winhttp: {
    name: 'winhttp',
    urlParts: { secure: 'all', plain: 'all' },
    userInfo: false,
    hostBrackets: false,
    implicitBypass: 'none',
    prefersEx: true,
    lexicalEntry: false,
    readsUtf16: true,
    behindLibrary: false,
    schemes: ['DIRECT', 'PROXY', 'SOCKS', 'HTTP', 'HTTPS'],
    grammar: 'common',
    directTakesNothing: false,
    emptyResult: 'unverified',
    onFailure: 'unverified',
    asciiOnly: false,
    myIpUnknown: '127.0.0.1',
    dnsFamilies: 'v4',
    myIpFamilies: 'v4',
    dnsLookups: Number.POSITIVE_INFINITY,
    unverified: [
      'what part of the URL the script sees (WinHTTP passes the URL it was given)',
      'how a result string is parsed',
      'what follows a failure or an empty result',
      'that the engine is JScript, older than ECMAScript 2015',
    ],
  },
  apple: {
    name: 'apple',
    urlParts: { secure: 'origin', plain: 'all' },
    userInfo: false,
    hostBrackets: false,
    implicitBypass: 'none',
    prefersEx: false,
    lexicalEntry: true,
    readsUtf16: true,
    behindLibrary: false,
    schemes: COMMON_SCHEMES,
    grammar: 'common',
    directTakesNothing: false,
    emptyResult: 'unverified',
    onFailure: 'unverified',
    asciiOnly: false,
    myIpUnknown: '127.0.0.1',
    dnsFamilies: 'both',
    myIpFamilies: 'both',
    dnsLookups: Number.POSITIVE_INFINITY,
    unverified: ['everything outside the script itself: CFNetwork is closed source and was not at hand'],
  },
  node: {
    name: 'node',
    urlParts: { secure: 'all', plain: 'all' },
    userInfo: false,
    hostBrackets: true,
    implicitBypass: 'none',
    prefersEx: false,
    lexicalEntry: true,
    readsUtf16: true,
    behindLibrary: false,
    schemes: [...COMMON_SCHEMES, 'HTTP'],
    grammar: 'common',
    directTakesNothing: false,
    emptyResult: 'direct',
    onFailure: 'unverified',
    asciiOnly: false,
    myIpUnknown: '127.0.0.1',
    dnsFamilies: 'v4',
    myIpFamilies: 'both',
    dnsLookups: Number.POSITIVE_INFINITY,
    unverified: ['what the program does when the resolver rejects: pac-proxy-agent passes the error on'],
  },
};

/** Every client whose way of running PAC files is known, in the order of the table. */
export const DIALECT_NAMES: readonly DialectName[] = Object.values(DIALECTS).map(({ name }) => name);

/** Throws `RangeError` for a name that is none of `DIALECT_NAMES`, as a program without types may give. */
export function checkDialect(name: string): void {
  if (Object.hasOwn(DIALECTS, name)) return;
  throw new RangeError(
    `there is no dialect ${JSON.stringify(name)}: it is one of ${DIALECT_NAMES.join(', ')}`,
  );
}
