/** Hosts that no exemption should touch: what is generated must leave them to the proxy. */
import type { Variables } from '../variables.js';

/**
 * Two strangers, and a sibling that only a suffix would take in. Left out are those below an exempted host, which curl,
 * Go and others take in with it, and those below `localhost`, which some never send to a proxy (RFC 6761 §6.3).
 */
export function controlHosts({ name, hosts }: Pick<Variables, 'name' | 'hosts'>): string[] {
  const dot = name.indexOf('.');
  const siblings = dot === -1 ? [] : [`staylocal-control${name.slice(dot)}`];
  return ['staylocal-control.example', 'staylocal-control.test', ...siblings].filter(
    (control) => ![...hosts, 'localhost'].some((host) => control.endsWith(`.${host}`)),
  );
}
