/**
 * Perl's LWP::UserAgent with env_proxy. Source: lib/LWP/UserAgent.pm (_need_proxy, env_proxy) at 6.68, 6.69 and 6.77;
 * pull requests 426 and 447. Case counts. Until 6.69 an entry is any tail of the name, and an empty entry (`a,,b`)
 * matches everything; a variable counts in any case, the upper-case one wins.
 */
import { matched, type ClientModel, type Matcher } from './client.js';
import { environmentOnly, type EnvironmentPlan, type Variables } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn } from './text-suffix.js';
import { lwpValue } from './proxy-values.js';
import type { Target } from '../target.js';

interface Entry {
  readonly domain: string;
  /** Without a dot before it. */
  readonly name: string;
}
type Test = (host: string, entry: Entry) => boolean;

function grammar(test: Test): Matcher {
  return (rules, target) => {
    if (rules === '') return null;
    const host = hostOf(target);
    const hit = entriesOf(rules).find((entry) => test(host, entry));
    return hit === undefined ? null : matched(hit.domain);
  };
}

/** URI->host: case kept, names in ASCII; the colon of an empty port (`https://t1c.t1t.io:/`) stays, and spoils every rule. */
function hostOf({ authority, host }: Target): string {
  const written = authority.replace(/^.*@/, '').replace(/:[0-9]+$/, '');
  const bare = written.replace(/^\[(.*)\]$/, '$1').replace('%25', '%');
  return /^[\0-\x7f]*$/.test(bare) ? bare : host;
}

/** Perl's split drops empty fields at the end, and only there; blanks are those of ASCII. */
const entriesOf = parsedOnce((rules) => {
  const fields = rules.split(/[ \t-\r]*,[ \t-\r]*/);
  while (fields.at(-1) === '') fields.pop();
  return fields.map((domain): Entry => ({ domain, name: domain.replace(/^\./, '') }));
});

const onBoundary = (host: string, domain: string): boolean =>
  host === domain || endsIn(host, `.${domain}`) || (domain === '' && (host === '' || endsIn(host, '.')));

/**
 * A name counts in any case, the first in the order of ASCII that Perl takes for true wins. In a CGI program no variable
 * that starts with `HTTP_` counts, and `CGI_HTTP_PROXY` is http's.
 */
function spellings(variables: Variables, name: string): readonly string[] {
  const isCgi = isTrue(variables.get('REQUEST_METHOD')?.value);
  return [...variables.keys()]
    .filter((key) => {
      if (!isTrue(variables.get(key)?.value) || (isCgi && key.startsWith('HTTP_'))) return false;
      return isCgi && key === 'CGI_HTTP_PROXY' ? name === 'http_proxy' : key.toLowerCase() === name;
    })
    .sort();
}

function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0';
}

const plan: EnvironmentPlan = {
  proxy: (scheme) => [[`${scheme}_proxy`]],
  noProxy: ['no_proxy'],
  spellings,
  empty: { proxy: 'next', noProxy: 'next' },
  value: lwpValue,
  opens: ['http', 'https', 'ftp'],
};

export const perlLwp: ClientModel = {
  id: 'perl-lwp',
  title: 'Perl LWP::UserAgent (env_proxy)',
  reads: ['environment'],
  source: 'libwww-perl lib/LWP/UserAgent.pm at 6.68, 6.69, 6.77',
  usedBy: ['CPAN clients', 'lwp-request'],
  browser: false,
  takes: ({ scheme }) => ['http', 'https', 'ftp'].includes(scheme),
  variants: [
    { since: '6.73', match: grammar((host, { name }) => onBoundary(host, name)) },
    { since: '6.69', match: grammar((host, { domain }) => onBoundary(host, domain)) },
    { since: '6.0', match: grammar((host, { domain }) => endsIn(host, domain)) },
  ],
  decide: environmentOnly(plan),
};
