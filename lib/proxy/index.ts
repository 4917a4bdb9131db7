/** Public API of `staylocal/proxy`: read proxy settings, and say what each client program does with them. */
export { detectFormat, formats, readSettings, type IncludedFile, type ReadOptions } from './read.js';
export { bypasses, bypassRule, clientName, clients, route, router, type Verdict } from './route.js';
export { parseTarget, type Target } from './target.js';
export { routeOfFiles } from './route-of-files.js';
export { clientMistake } from './clients/registry.js';
export { proxyFacts, type FactsOptions } from './facts/index.js';
export type { FactCode, ProxyFact } from './facts/fact.js';
export type { RuleFailure } from './facts/rule-facts.js';
export { squidAnswer, type SquidAnswer } from './facts/squid-facts.js';
export { originText } from './origin-text.js';
export {
  readDocument,
  readRegistry,
  type Placed,
  type RegistryContent,
  type RegistryValue,
} from './structured.js';
export { windowsInForce, type WindowsInForce } from './clients/windows-scope.js';
export { withBypassList } from './formats/connection-settings.js';
export {
  registryValues,
  withRegistryTexts,
  type RegistryFormat,
  type RegistryText,
} from './edit/registry.js';
export { TextLines } from './edit/text-lines.js';
export { withPlistTexts, type PlistText } from './edit/plist.js';
export { encodeLike, openSource } from './text.js';
export { redactBytes } from './redact-bytes.js';
export { hasCredentials, redactSource, redactUrl, redactValue } from './redact.js';
export type { RouteContext, RuleMatch } from './clients/client.js';
export type * from './types.js';
