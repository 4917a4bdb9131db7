/**
 * Facts worth a finding, as data: what was seen, where, and for which clients. How bad it is, and what to do, is said by
 * those who word it.
 */
import type { Origin } from '../types.js';

/** What kind of fact it is; a closed list, each with what its `detail` and `text` hold. */
export type FactCode =
  /** The rule that lets the URL pass covers more than its host. `detail`: everything, top-level, domain. */
  | 'rule-too-wide'
  /** A rule that looks meant for the host and does not match it in these clients. `detail`: see `RuleFailure`. */
  | 'rule-without-effect'
  /** A list that would let the URL pass is not the one that counts for these clients. `text`: its key. */
  | 'rule-not-read'
  /** The same host goes two ways for http and https. `detail`: e.g. `http proxy, https direct`. */
  | 'http-https-differ'
  /** Windows' binary connection settings and the loose values disagree. `detail`: the fields. */
  | 'binary-drift'
  /** Discovery is on, and no PAC or server is set. */
  | 'wpad-without-server'
  /** The proxy is given with a user or password: it asks (407) before the request gets through. */
  | 'proxy-credentials'
  /** An address range in a Windows list, which has none. */
  | 'range-in-windows-list'
  /** `no_proxy` and `NO_PROXY` (or a proxy variable) are both set and differ. `detail`: the values' names. */
  | 'case-conflict'
  /** Direct in Chromium: the request falls under Local Network Access, so a policy is needed for the page. */
  | 'local-network-access'
  /** WSL makes the variables of its distributions from Windows' settings, which are to be read as well. */
  | 'proxy-from-windows'
  /** A list with an empty entry in it. `detail`: the clients for which it is a rule, and which. */
  | 'blank-entry'
  /** The proxy would forward the CONNECT, and dial its own loopback. */
  | 'proxy-dials-own-loopback'
  /** The proxy refuses the CONNECT. */
  | 'proxy-refuses';

/** Something about the settings that is worth a finding though it need not change a route. */
export interface ProxyFact {
  readonly code: FactCode;
  /** Where it stands; null where it is a client's own behaviour. */
  readonly origin: Origin | null;
  /** The second place, where two disagree. */
  readonly other?: Origin;
  /** The rule, variable or server in question. */
  readonly text?: string;
  readonly detail?: string;
  /** Ids of the clients concerned; empty where the fact does not depend on one. */
  readonly clients: readonly string[];
  readonly url?: string;
}

/** The same fact of several clients as one, in the order of first sight. */
export function mergeFacts(facts: readonly ProxyFact[]): ProxyFact[] {
  const merged = new Map<string, ProxyFact>();
  for (const fact of facts) {
    const { clients, ...rest } = fact;
    const key = JSON.stringify(rest);
    const known = merged.get(key);
    merged.set(key, { ...fact, clients: [...new Set([...(known?.clients ?? []), ...clients])] });
  }
  return [...merged.values()];
}
