/** A proxy as a setting or a PAC names it → the URL that `probe` takes; and the password that belongs to it. */
import type { ProxyCredentials } from './tunnel.js';

const schemes: Readonly<Record<string, string>> = {
  http: 'http',
  https: 'https',
  socks5: 'socks5',
  socks5h: 'socks5',
};

/** `http://host:port` without credentials; undefined where it is not a proxy that is spoken to here. */
export function proxyUrl(text: string): string | undefined {
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):\/\//.exec(text)?.[1]?.toLowerCase() ?? 'http';
  const spoken = schemes[scheme];
  const rest = text.replace(/^[A-Za-z][A-Za-z0-9+.-]*:\/\//, '').replace(/^[^/]*@/, '');
  // Written as http, since that is a scheme whose host a URL parser checks.
  if (spoken === undefined || !URL.canParse(`http://${rest}`)) return undefined;
  const { hostname, port } = new URL(`http://${rest}`);
  return `${spoken}://${hostname}${port === '' ? '' : `:${port}`}`;
}

/** Keywords of a PAC's answer that are spoken to here; bare SOCKS is version 4 to Chromium and is not. */
const keywords: Readonly<Record<string, string>> = {
  PROXY: 'http',
  HTTP: 'http',
  HTTPS: 'https',
  SOCKS5: 'socks5',
};

export function pacProxyUrl(keyword: string, host: string, port: number): string | undefined {
  const scheme = keywords[keyword];
  const shown = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  return scheme === undefined ? undefined : proxyUrl(`${scheme}://${shown}:${port}`);
}

/**
 * The user name and password that a proxy variable of this process holds for `proxy`. Settings come here without their
 * passwords, so the variables themselves are asked; what they say is used and goes nowhere else.
 */
export function credentialsFor(
  proxy: string,
  env: Readonly<Record<string, string | undefined>>,
): ProxyCredentials | undefined {
  for (const [name, value = ''] of Object.entries(env)) {
    if (!/^(?:https?|all)_proxy$/i.test(name) || proxyUrl(value) !== proxy) continue;
    const found = /^(?:[A-Za-z][A-Za-z0-9+.-]*:\/\/)?([^/:@]*):?([^/]*)@/.exec(value);
    if (found !== null) return { user: decoded(found[1] ?? ''), password: decoded(found[2] ?? '') };
  }
  return undefined;
}

/** A password with a bare % in it is taken as it stands, as curl does. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
