/**
 * Perl's LWP::UserAgent with env_proxy. Source: lib/LWP/UserAgent.pm (_need_proxy, env_proxy) at 6.68, 6.69 and 6.77;
 * pull requests 426 and 447. Case counts. Until 6.69 an entry is any tail of the name, and an empty entry (`a,,b`)
 * matches everything; the upper-case variable wins.
 */
import { matched, type ClientModel, type Matcher } from './client.js';
import { environmentOnly, type EnvironmentPlan } from './environment-plan.js';

type Test = (host: string, domain: string) => boolean;

function grammar(test: Test): Matcher {
  return (rules, target) => {
    if (rules === '') return null;
    const hit = entries(rules).find((domain) => test(target.rawHost, domain));
    return hit === undefined ? null : matched(hit);
  };
}

/** Perl's split drops empty fields at the end, and only there. */
function entries(rules: string): string[] {
  const fields = rules.split(/\s*,\s*/);
  while (fields.at(-1) === '') fields.pop();
  return fields;
}

const onBoundary: Test = (host, domain) =>
  host === domain || host.endsWith(`.${domain}`) || (domain === '' && (host === '' || host.endsWith('.')));

const plan: EnvironmentPlan = {
  proxy: (scheme) => [`${scheme}_proxy`.toUpperCase(), `${scheme}_proxy`],
  noProxy: ['NO_PROXY', 'no_proxy'],
  empty: { proxy: 'next', noProxy: 'next' },
  cgi: { variables: ['HTTP_PROXY'], then: 'ignore', instead: 'CGI_HTTP_PROXY' },
};

export const perlLwp: ClientModel = {
  id: 'perl-lwp',
  title: 'Perl LWP::UserAgent (env_proxy)',
  reads: ['environment'],
  source: 'libwww-perl lib/LWP/UserAgent.pm at 6.68, 6.69, 6.77',
  usedBy: ['CPAN clients', 'lwp-request'],
  browser: false,
  variants: [
    { since: '6.73', match: grammar((host, domain) => onBoundary(host, domain.replace(/^\./, ''))) },
    { since: '6.69', match: grammar(onBoundary) },
    { since: '6.0', match: grammar((host, domain) => host.endsWith(domain)) },
  ],
  decide: environmentOnly(plan),
};
