/**
 * What programs make of the value of a proxy variable that is no plain `http://host:port`: some pass over it and go direct,
 * some fail, and most send the request to whatever they read in it. Each was run with the values of
 * test/proxy/proxy-values.test.ts; the sources are those named in the client's own file.
 */

/** `proxy`: it is asked. `nothing`: as if the variable were not set. `failure`: no request is sent. */
export type ProxyValue = 'proxy' | 'nothing' | 'failure';
export type ReadValue = (value: string, scheme: string) => ProxyValue;

function schemeOf(value: string): string | undefined {
  return /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(value)?.[1]?.toLowerCase();
}

/** curl refuses a scheme that it does not know; what has none is http. */
export const curlValue: ReadValue = (value) =>
  /^(?:https?|socks(?:4a?|5h?)?)$/.test(schemeOf(value) ?? 'http') ? 'proxy' : 'failure';

/** Go tries what has no scheme again with `http://` before it; what url.Parse refuses both times is dropped without a word. */
export const goValue: ReadValue = (value) => {
  if (/\p{Cc}/u.test(value) || /%(?![0-9A-Fa-f]{2})/.test(value.split(/[?#]/, 1)[0] ?? '')) return 'nothing';
  if (schemeOf(value) !== undefined) return 'proxy';
  const authority = value.split(/[/?#]/, 1)[0] ?? '';
  // Without a colon it parses as a path the first time.
  if (!authority.includes(':')) return 'proxy';
  const at = authority.lastIndexOf('@');
  const host = authority.slice(at + 1);
  const isUser = /^[A-Za-z0-9._:~!$&'()*+,;=%@-]*$/.test(authority.slice(0, Math.max(at, 0)));
  return isUser && /^(?:\[[^\]]*\]|[^ ^\\{}|`[\]]*?)(?::[0-9]*)?$/.test(host) ? 'proxy' : 'nothing';
};

/** hyper-util: http, https or socks; what it cannot use it passes over, and looks at ALL_PROXY. */
export const rustValue: ReadValue = (value) =>
  /^(?:https?|socks[45][ah]?)$/.test(schemeOf(value) ?? 'http') && /^(?:[^/?#]*:\/\/)?[!-~]+$/.test(value)
    ? 'proxy'
    : 'nothing';

/** Node's own agents: `http://` and `https://` in lower case and nothing else, then the URL Standard. */
export const nodeValue: ReadValue = (value) => {
  if (!/^https?:\/\//.test(value)) return 'nothing';
  return URL.canParse(value) ? 'proxy' : 'failure';
};

/** undici: an origin; the agent is not made with anything else. */
export const undiciValue: ReadValue = (value) => {
  if (!URL.canParse(value)) return 'failure';
  const { protocol, pathname, search, hash } = new URL(value);
  const isOrigin = /^\/?$/.test(pathname) && search === '' && hash === '';
  return isOrigin && /^(?:https?|socks5?):$/.test(protocol) ? 'proxy' : 'failure';
};

/** aiohttp: "HTTPS proxies are not supported, ignoring"; and yarl's URL, which a bad port stops. */
export const aiohttpValue: ReadValue = (value) => {
  const scheme = schemeOf(value);
  if (scheme === 'https' || scheme === 'wss') return 'nothing';
  return scheme === undefined || URL.canParse(value) ? 'proxy' : 'failure';
};

/** urllib opens the proxy's own scheme for http; for https it tunnels through whatever it is. */
export const urllibValue: ReadValue = (value, scheme) => {
  const [, own = 'http', slashes = '//'] = /^([^/:]+):(\/\/?)/.exec(value) ?? [];
  if (slashes !== '//') return 'failure';
  return scheme === 'https' || /^(?:https?|ftp)$/i.test(own) ? 'proxy' : 'failure';
};

/** LWP croaks while it reads the environment. */
export const lwpValue: ReadValue = (value) => {
  if (!/^[A-Za-z][A-Za-z0-9+.-]*:/.test(value)) return 'failure';
  return /^https?:(?!\/\/[^/?#:@]|\/\/[^/?#]*@[^/?#:])/i.test(value) ? 'failure' : 'proxy';
};

/** URI.parse of Ruby: no `host:port` that starts with a digit, no blank, digits for a port. */
export const rubyValue: ReadValue = (value) => {
  if (!/^[!-~]*$/.test(value)) return 'failure';
  const authority = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/([^/?#]*)/.exec(value)?.[1];
  if (authority !== undefined)
    return /^(?:[^@[\]]*@)?(?:\[[^\]@]+\]|[^@:[\]]*)(?::[0-9]*)?$/.test(authority) ? 'proxy' : 'failure';
  return /^(?:[A-Za-z][A-Za-z0-9+.-]*:|\/\/|[A-Za-z0-9._~%-]+(?:[/?#]|$))/.test(value) ? 'proxy' : 'failure';
};

/** @npmcli/agent: the URL Standard, and one of the schemes that it has an agent for. */
export const npmValue: ReadValue = (value) =>
  URL.canParse(value) && /^(?:https?|socks(?:4a?|5h?)?):$/.test(new URL(value).protocol)
    ? 'proxy'
    : 'failure';
