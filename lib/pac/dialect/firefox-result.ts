/**
 * How Firefox takes a result apart (netwerk/base/nsProtocolProxyService.cpp, ExtractProxyInfo), as the browser itself
 * shows (test/interop/pac-firefox.interop.ts):
 *
 * - The text ends at a NUL. Spaces and tabs are skipped behind a `;`, and nowhere else: with a space or a line end before
 *   it, a keyword is none, and the element is skipped.
 * - An address is read as a URL. One that cannot be read leaves its element in the list, without an address. What the
 *   browser then does is neither DIRECT nor a proxy: by PROXY it speaks to the target as if that were the proxy, by HTTPS
 *   with TLS around it, by SOCKS not at all. So such an element counts as a proxy.
 */

/** The elements, empty ones included. */
export function firefoxElements(result: string): string[] {
  const end = result.indexOf('\0');
  return (end === -1 ? result : result.slice(0, end)).split(/;[; \t]*/);
}

/** Accepted in a host by the URL standard, and not by Firefox. */
const NOT_IN_A_HOST = /["*]/;

/**
 * The address in an element, which may be a whole URL, with a name and a path that are not used. A port that is the
 * default of that URL's scheme counts as not given: `SOCKS5 p:80` is port 1080.
 */
export function firefoxAddress(text: string, defaultPort: number): { host: string; port: number } | null {
  for (const candidate of [text, `http://${text}`]) {
    if (!URL.canParse(candidate)) continue;
    const { protocol, hostname, port } = new URL(candidate);
    if (protocol === 'file:' || hostname === '') continue;
    if (NOT_IN_A_HOST.test(hostname)) return null;
    return { host: hostname, port: port === '' ? defaultPort : Number(port) };
  }
  return null;
}
