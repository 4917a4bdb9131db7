/**
 * Downloads of one document, bounded in bytes and time. A redirect may not lead to another class of host: what answers
 * on the Internet must not choose which device of this network, or which port of this machine, is asked next.
 */
import { lookup as lookUpAll, type LookupAddress } from 'node:dns';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { isIP } from 'node:net';
import type * as GotModule from 'got';
import type { Options } from 'got';
import ipaddr from 'ipaddr.js';
import { DEFAULT_GATHER_LIMITS } from './limits.js';

export interface ReadBytes {
  readonly bytes: Uint8Array;
  readonly mediaType?: string;
}

export type HostClass = 'this machine' | 'a private network' | 'the Internet';

/** Why nothing was downloaded; `message` goes on a sentence whose subject is the URL. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Whose an address is, by the special-purpose registries of IANA. */
export function classOf(address: string): HostClass {
  const range = ipaddr.process(address).range();
  if (range === 'loopback' || range === 'unspecified') return 'this machine';
  return range === 'unicast' ? 'the Internet' : 'a private network';
}

export interface DownloadOptions {
  readonly maxBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** For the whole of it; default `DEFAULT_GATHER_LIMITS.serverMs`. */
  readonly timeoutMs?: number;
  /** The system's; another one in tests. */
  readonly lookup?: typeof lookUpAll;
}

/** Throws `DownloadError`, or what Node says of the connection. */
export async function download(
  url: string,
  { maxBytes, signal, timeoutMs = DEFAULT_GATHER_LIMITS.serverMs, lookup = lookUpAll }: DownloadOptions,
): Promise<ReadBytes> {
  // Loaded where something is downloaded: it takes longer than the rest of the start.
  const Got = await import('got');
  const request = Got.got(url, {
    responseType: 'buffer',
    timeout: { request: timeoutMs },
    retry: { limit: 0 },
    maxRedirects: 5,
    // Connections of their own: one that is kept from an earlier download is looked up by nobody.
    agent: { http: new HttpAgent(), https: new HttpsAgent() },
    ...oneClass(url, lookup),
    ...(signal === undefined ? {} : { signal }),
  });
  void request.on('downloadProgress', ({ transferred, total }) => {
    if (transferred > maxBytes || (total ?? 0) > maxBytes) request.cancel();
  });
  try {
    const response = await request;
    const mediaType = response.headers['content-type'];
    return { bytes: response.body, ...(mediaType === undefined ? {} : { mediaType }) };
  } catch (error) {
    // Nothing else cancels: an abort through the signal is an AbortError.
    if (error instanceof Got.CancelError)
      throw new DownloadError('too-large', `has more; at most ${maxBytes} bytes are read`);
    throw said(error, Got);
  }
}

/** An answer is told of only where it is what failed: the time may run out behind its status line. */
function said(error: unknown, { HTTPError, RequestError }: typeof GotModule): unknown {
  if (error instanceof HTTPError)
    return new DownloadError('http-status', `the server answered ${error.response.statusCode}`);
  if (error instanceof RequestError && error.cause instanceof DownloadError) return error.cause;
  return error;
}

/** The addresses themselves are looked at, at the moment they are connected to: a name can be given another one. */
function oneClass(url: string, lookup: typeof lookUpAll): Pick<Options, 'dnsLookup' | 'hooks'> {
  let first: HostClass | undefined;
  const check = (address: string, host: string): DownloadError | undefined => {
    const found = classOf(address);
    first ??= found;
    return found === first
      ? undefined
      : new DownloadError(
          'redirect-refused',
          `a redirect from a host on ${first} to ${host} on ${found} is not followed`,
        );
  };
  const checkLiteral = (target: URL): void => {
    const host = target.hostname.replace(/^\[|\]$/g, '');
    const refused = isIP(host) === 0 ? undefined : check(host, host);
    if (refused !== undefined) throw refused;
  };
  if (URL.canParse(url)) checkLiteral(new URL(url));
  const dnsLookup = (
    host: string,
    options: object,
    done: (error: Error | null, address: string | LookupAddress[], family?: number) => void,
  ): void => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        done(error, '');
        return;
      }
      const [one] = addresses;
      const refused = addresses
        .map(({ address }) => check(address, host))
        .find((found) => found !== undefined);
      if (refused !== undefined || one === undefined)
        done(refused ?? new Error(`${host} has no address`), '');
      else if ('all' in options && options.all === true) done(null, addresses);
      else done(null, one.address, one.family);
    });
  };
  return {
    dnsLookup: dnsLookup,
    hooks: {
      beforeRedirect: [
        ({ url: target }: { readonly url?: string | URL }): void => {
          if (target !== undefined) checkLiteral(new URL(target));
        },
      ],
    } as unknown as NonNullable<Options['hooks']>,
  };
}
