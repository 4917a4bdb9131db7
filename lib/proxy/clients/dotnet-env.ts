/**
 * .NET's HttpClient with environment variables (Unix always; Windows where one is set). Source: dotnet/runtime
 * System.Net.Http HttpEnvironmentProxy.cs (and .Unix.cs) at .NET 8 to 10. `.x` is x and what is below, a bare name is
 * exact; commas separate; no ports, no ranges, no `*`. HTTP_PROXY in upper case is not read in a CGI program.
 */
import { matched, type ClientModel, type Matcher } from './client.js';
import { environmentOnly, type EnvironmentPlan } from './environment-plan.js';
import { parsedOnce } from './parsed-once.js';
import { endsIn, isSameOrBelow, trimmedEntries } from './text-suffix.js';

const entriesOf = parsedOnce((rules) =>
  trimmedEntries(rules).map((entry) => ({ entry, rule: entry.toLowerCase() })),
);

const match: Matcher = (rules, target) => {
  const host = target.urlHost.toLowerCase();
  const hit = entriesOf(rules).find(({ rule }) =>
    rule.startsWith('.') ? endsIn(host, rule) || isSameOrBelow(host, rule.slice(1)) : host === rule,
  );
  return hit === undefined ? null : matched(hit.entry);
};

const plan: EnvironmentPlan = {
  proxy: (scheme) =>
    scheme === 'http' || scheme === 'ws'
      ? [['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']]
      : [['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY']],
  noProxy: ['no_proxy', 'NO_PROXY'],
  empty: { proxy: 'next', noProxy: 'next' },
  cgi: { variables: ['HTTP_PROXY'], then: 'ignore' },
};

export const dotnetEnv: ClientModel = {
  id: 'dotnet-env',
  title: '.NET HttpClient (environment variables)',
  reads: ['environment'],
  source: 'dotnet/runtime HttpEnvironmentProxy.cs, .NET 8 to 10',
  usedBy: ['PowerShell on Linux', 'NuGet on Linux', 'Azure CLI tools'],
  browser: false,
  variants: [{ since: '5.0', match }],
  decide: environmentOnly(plan),
};
