/**
 * Several settings of one place, of which only one is in force: which one cannot be told from files alone. Where all
 * say the same about a URL that is the answer; where they do not, there is none.
 */
import { ofStore, unknown, type Decision } from './client.js';
import type { ProxySettings } from '../types.js';

/** The last one's decision where all agree on the way. Undefined without any. */
export function agreed(
  candidates: readonly ProxySettings[],
  decide: (settings: ProxySettings) => Decision,
): Decision | undefined {
  const decisions = candidates.map(decide);
  const last = decisions.at(-1);
  if (last === undefined) return undefined;
  const other = decisions.find((one) => way(one) !== way(last));
  if (other === undefined) return last;
  const { file, line, key } = last.rule ??
    other.rule ?? { file: candidates.at(-1)?.file ?? '', line: null, key: '' };
  return unknown('differs-by-scope', { file, line, key });
}

function way({ via, proxy, pacUrl }: Decision): string {
  return JSON.stringify([via, proxy, pacUrl]);
}

/** Profiles whose proxies hold on one network, or while a tunnel is up. */
const CONDITIONAL = /^com\.apple\.(?:wifi|vpn)\./;

/**
 * The macOS settings any of which may be in force: a profile for all networks; else what the system says is in force; else
 * the services and the profiles of single networks that were read.
 */
export function macosCandidates(settings: readonly ProxySettings[]): readonly ProxySettings[] {
  const all = ofStore(settings, 'macos');
  const everywhere = all.find(({ managed, scope }) => managed && !CONDITIONAL.test(scope));
  if (everywhere !== undefined) return [everywhere];
  const current = all.filter(({ format }) => format === 'scutil').at(-1);
  return current === undefined ? all : [current];
}
