/** What `staylocal pac` prints: a decision, and a proof. */
import { isIP } from 'node:net';
import {
  afterFailure,
  dependencesOf,
  type Decision,
  type FailureCode,
  type LintFinding,
  type PacEnvironment,
  type Proof,
  type VariantProof,
} from '../../pac/index.js';
import { escapeForTerminal } from '../escape.js';

/** What each degree of compliance means, in words. */
const complianceWords: Readonly<Record<Decision['compliance'], string>> = {
  direct: 'DIRECT',
  'direct-first': 'DIRECT first, a proxy when that fails',
  proxied: 'not direct',
  failed: 'no answer',
};

export function decisionText(
  decision: Decision,
  url: string,
  name: string,
  assumed: readonly string[],
): string {
  const lines = [`${name}: ${complianceWords[decision.compliance]} for ${url} (${decision.dialect})`];
  if (decision.bypass !== null) lines.push(`  the client does not ask the PAC for it: ${decision.bypass}`);
  if (decision.result !== null)
    lines.push(`  result: ${JSON.stringify(decision.result)}${placeOf(' from', decision)}`);
  if (decision.failure !== null) {
    const { code, message } = decision.failure;
    lines.push(`  ${code}${placeOf(' at', decision.failure)}: ${message}`, ...afterwards(code, '  '));
  }
  for (const { call, args, result } of decision.trace)
    lines.push(`  ${call}(${args.join(', ')}) = ${result}`);
  if (decision.traceDropped > 0) lines.push(`  … and ${decision.traceDropped} more calls`);
  for (const alert of decision.alerts) lines.push(`  alert: ${alert}`);
  for (const assumption of assumed) lines.push(`  assumed: ${assumption}`);
  for (const assumption of decision.unverified) lines.push(`  not verified for this client: ${assumption}`);
  return `${lines.map(escapeForTerminal).join('\n')}\n`;
}

function placeOf(
  preposition: string,
  { line, column }: { readonly line?: number | null; readonly column?: number | null },
): string {
  if (line === undefined || line === null) return '';
  return `${preposition} line ${line}${column === undefined || column === null ? '' : `, column ${column}`}`;
}

/** What clients do after a failure. */
function afterwards(code: FailureCode, indent: string): string[] {
  const words = afterFailure(code);
  return words === null ? [] : [`${indent}then: ${words}`];
}

/** What the script asked and no one had said: which answers it was given. */
export function assumptions(
  { trace }: Decision,
  { dns = {}, at, myIp, timeZone = 'UTC' }: PacEnvironment,
  flags: { readonly dns?: readonly string[] },
  profileName: string,
): string[] {
  const given = new Set((flags.dns ?? []).map((pair) => pair.slice(0, pair.indexOf('=')).toLowerCase()));
  const assumed = new Set<string>();
  for (const { call, args, result } of trace) {
    const asked = dependencesOf(call);
    const name = /^"(.*)"$/.exec(args[0] ?? '')?.[1]?.toLowerCase();
    if (asked.includes('client') && myIp === undefined)
      assumed.add(`the client does not know its own address: ${call}() = ${result} (--my-ip)`);
    if (asked.includes('clock'))
      assumed.add(`it is ${at?.toISOString() ?? ''}, in the zone ${timeZone} (--at, --time-zone)`);
    if (!asked.includes('dns') || name === undefined || given.has(name) || isIP(name) !== 0) continue;
    const addresses = dns[name] ?? [];
    const source = name === profileName ? ', as the profile expects' : '';
    const answer =
      addresses.length === 0 ? 'does not resolve' : `resolves to ${addresses.join(', ')}${source}`;
    assumed.add(`${name} ${answer} (--dns ${name}=ADDRESS)`);
  }
  return [...assumed];
}

const verdictWords: Readonly<Record<Proof['verdict'], string>> = {
  always: 'always DIRECT',
  never: 'never DIRECT',
  sometimes: 'DIRECT in some environments only',
  unknown: 'could not be proven',
};

/** `verbose`: every variant of the URL and every line that is never reached. */
export function proofText(proof: Proof, name: string, verbose = false): string {
  const lines = [
    `${name}: ${verdictWords[proof.verdict]} for ${proof.url} (${proof.dialect}, ${proof.paths} ${proof.paths === 1 ? 'path' : 'paths'})`,
  ];
  lines.push(...evidenceLines(proof, '  '));
  for (const variant of proof.variants) {
    if (variant.verdict === proof.verdict && !verbose) continue;
    lines.push(
      `  ${variant.variant} ${variant.asked.url}: ${verdictWords[variant.verdict]}`,
      ...evidenceLines(variant, '    '),
    );
  }
  const alike = proof.variants.filter(({ verdict }) => verdict === proof.verdict).length;
  if (alike > 0 && !verbose)
    lines.push(`  the same for ${alike} ${alike === 1 ? 'variant' : 'variants'} of the URL`);
  if (proof.unreached.length > 0) {
    // A branch inside one that is never reached goes without saying.
    const outer = proof.unreached.filter(
      (one) =>
        !proof.unreached.some(
          (other) => other !== one && other.line <= one.line && one.endLine <= other.endLine,
        ),
    );
    const most = verbose ? Infinity : 20;
    const places = outer.map(({ line, endLine }) => (line === endLine ? `${line}` : `${line}-${endLine}`));
    lines.push(
      `  never reached for this URL: line ${places.slice(0, most).join(', ')}${places.length > most ? ` and ${places.length - most} more places` : ''}`,
    );
  }
  for (const assumption of proof.unverified) lines.push(`  not verified for this client: ${assumption}`);
  return `${lines.map(escapeForTerminal).join('\n')}\n`;
}

function evidenceLines(
  { counterexamples, failure, obstacles, mayFallBack, bypass }: VariantProof,
  indent: string,
): string[] {
  return [
    ...(bypass === null ? [] : [`${indent}the client does not ask the PAC for it: ${bypass}`]),
    ...(failure === null
      ? []
      : [
          `${indent}${failure.code}${placeOf(' at', failure)}: ${failure.message}`,
          ...afterwards(failure.code, indent),
        ]),
    ...(failure === null ? counterexamples.map(({ words }) => `${indent}${words}`) : []),
    ...(mayFallBack ? [`${indent}a proxy behind DIRECT is asked when nothing listens on the port`] : []),
    // What the file itself is at fault for is said once.
    ...obstacles
      .filter(({ reason }) => reason !== failure?.message)
      .map(({ reason, line }) => `${indent}${line === null ? '' : `line ${line}: `}${reason}`),
  ];
}

export function lintText(found: readonly LintFinding[], name: string): string {
  if (found.length === 0) return `${escapeForTerminal(name)}: nothing to remark\n`;
  return found
    .map(
      ({ rule, line, column, message }) =>
        `${escapeForTerminal(`${name}:${line}:${column}: ${message} (${rule})`)}\n`,
    )
    .join('');
}
