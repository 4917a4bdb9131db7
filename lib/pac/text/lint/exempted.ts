/**
 * What the script does for the hosts that must go directly, seen by running it in a few environments: the names it looks up
 * on the way, and answers with a proxy first and DIRECT after it.
 */
import { isIP } from 'node:net';
import { openPac } from '../../pac.js';
import { urlFor } from '../patch/probes.js';
import { sampleEnvironments } from '../sample-environments.js';
import type { PacEnvironment } from '../../types.js';
import { isProxyThenDirect } from './calls.js';
import type { Followed, LintFinding, Site } from './types.js';

interface Told {
  /** What was asked, by index of the look-up. */
  readonly asked: Readonly<Record<string, string>>;
  readonly result: unknown;
  /** Index of the answer. */
  readonly from?: number;
}

const MOST_HOSTS = 20;
/** Length of a script whose runs take no time worth speaking of. */
const SMALL = 32 * 1024;

function told(result: string | null): Told | null {
  try {
    return JSON.parse(decodeURIComponent(result?.replace(/^PROXY /, '') ?? '')) as Told;
  } catch {
    return null;
  }
}

/** Environments that differ in what the script names; a few of them for a script whose runs take long. */
function environmentsFor(text: string, host: string): PacEnvironment[] {
  const touched = [
    text.includes('myIpAddress') ? 'i' : '',
    /isInNet|dnsResolve|isResolvable/.test(text) ? 'd' : '',
    /Range|Date/.test(text) ? 't' : '',
  ];
  const all = sampleEnvironments(text, host, touched.join(''));
  const step = text.length < SMALL ? 1 : Math.ceil(all.length / 6);
  return all.filter((_, index) => index % step === 0);
}

/** `null`: it could not be seen, as the script does not load or was stopped. */
export async function lintExempted(
  { text, lookups, answers }: Followed,
  hosts: readonly string[],
): Promise<LintFinding[] | null> {
  const pac = await openPac(text, {});
  const findings = new Map<Site, LintFinding>();
  const report = (site: Site | undefined, rule: LintFinding['rule'], message: string): void => {
    if (site === undefined || findings.has(site)) return;
    findings.set(site, { rule, message, line: site.line, column: site.column });
  };
  try {
    if (pac.problem !== null) return null;
    for (const host of hosts.slice(0, MOST_HOSTS)) {
      const url = urlFor(host.replace(/^\[|\]$/g, ''));
      if (!URL.canParse(url)) continue;
      for (const environment of environmentsFor(text, new URL(url).hostname)) {
        const decision = await pac.decide(url, environment, { trace: false });
        if (decision.bypass !== null) break;
        if (decision.failure?.code === 'limit') return null;
        const seen = told(decision.result);
        if (seen === null) continue;
        for (const [index, name] of Object.entries(seen.asked)) {
          if (isIP(name) !== 0) continue;
          const site = lookups[Number(index)];
          const message = `${site?.name ?? ''} looks a name up before ${host} is answered: a resolver round trip that blocks the browser; put the exemption before it`;
          report(site, 'lookup-before-exemption', message);
        }
        if (typeof seen.result !== 'string' || !isProxyThenDirect(seen.result)) continue;
        const message = `${host} gets ${JSON.stringify(seen.result.slice(0, 80))}: a proxy first and DIRECT after it is no exemption, the request goes out whenever the proxy answers`;
        report(answers[seen.from ?? -1], 'proxy-before-direct', message);
      }
    }
    return [...findings.values()];
  } finally {
    await pac.close();
  }
}
