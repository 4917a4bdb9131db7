/** The README of a folder of fixes: in which order, which file, where to, by which command, how to check, how to take back. */
import type { Finding } from '../audits/finding.js';
import { wordFor } from '../causes/commands.js';
import { teams } from '../generate/kit.js';
import type { Attempt, FixPlan, Place } from './types.js';

export interface Step {
  readonly fix: Attempt | FixPlan['untried'][number];
  readonly tried: boolean;
  /** In the folder; absent where the file has to be made where the original is. */
  readonly fileName?: string;
}

export interface ReadmeInput {
  readonly name: string;
  /** The line by which a folder is known for one of ours. */
  readonly header: string;
  readonly profile: string;
  readonly at: string;
  readonly tried: readonly Step[];
  readonly untried: readonly Step[];
  readonly plan: FixPlan;
}

export function readmeText(input: ReadmeInput): string {
  const { name, header, tried, untried, plan } = input;
  const lines = [`# Fixes that keep ${name} on the device`, '', header, ''];
  if (tried.length > 0)
    lines.push(...triedText(input), ...tried.flatMap((step, at) => stepText(step, at, input)));
  if (untried.length > 0) {
    lines.push('', '## Not tried', '');
    lines.push(
      'Of these programs the answers were seen, and not the configuration: whether a file closes its finding shows when the',
      'audit is run again. Take the one for the program that is in use, and leave the others.',
    );
    for (const [at, step] of untried.entries()) lines.push(...stepText(step, tried.length + at, input));
  }
  if (plan.notHandedOut.length > 0) {
    lines.push('', '## Not handed out', '');
    for (const { target, source, reason } of plan.notHandedOut)
      lines.push(`- ${code(target)}${source === undefined ? '' : ` for ${code(source)}`}: ${plain(reason)}`);
  }
  return `${lines.join('\n')}\n`;
}

function triedText({ plan, at }: ReadmeInput): string[] {
  const closed = new Set(plan.tried.flatMap(({ closes }) => closes.map(({ key }) => key))).size;
  const left = [...new Set(plan.tried.flatMap(({ leaves }) => leaves.map(told)))];
  return [
    `Tried: what was looked at on ${at}, with steps 1 to ${plan.tried.length} in place, was audited again.`,
    `${closed === 1 ? 'One finding is' : `${closed} findings are`} closed by it, and no new one opens.`,
    ...(left.length === 0
      ? []
      : ['', 'Still open, and to be closed otherwise:', '', ...left.map((one) => `- ${one}`)]),
    '',
    'Take the steps in this order, and keep a copy of each file that you replace: it is the way back. Commands are to be run in',
    'this folder; without an installation, `npx staylocal` stands for `staylocal`.',
  ];
}

function stepText(step: Step, at: number, input: ReadmeInput): string[] {
  const { fix, fileName } = step;
  const { artefact, place, target } = fix;
  const written = [target, ...('also' in fix ? (fix.also ?? []) : [])];
  const made = `${written.length === 1 ? 'target' : 'targets'} ${written.map((one) => `\`${one}\``).join(', ')}`;
  const companion = 'companion' in fix ? fix.companion : undefined;
  return [
    '',
    `## ${at + 1}. ${artefact.title} (${teams[artefact.team]})`,
    '',
    fileName === undefined
      ? `File: to be made where the original is, see "Do" (${made})`
      : `File \`${fileName}\` (${made})`,
    '',
    ...(place === undefined ? [] : [`- ${artefact.whole ? 'In place of' : 'For'}: ${code(place.source)}`]),
    ...(companion === undefined ? [] : [`- ${companion}`]),
    ...closing(step).map((finding) => `- ${step.tried ? 'Closes' : 'For'}: ${told(finding)}`),
    ...(fileName === undefined && place !== undefined
      ? mergeCommands(fix as Attempt, place, input).map((one) => `- Make it: ${one}`)
      : []),
    `- Do: ${artefact.apply}`,
    ...check(step, input).map((one) => `- Check the file: ${one}`),
    `- Check afterwards: ${artefact.verify}`,
    `- Take back: ${artefact.undo}`,
    ...artefact.notes.map((note) => `- Note: ${note}`),
    ...(step.tried ? [] : artefact.proven.map((sentence) => `- Checked before it was written: ${sentence}`)),
  ];
}

function closing({ fix }: Step): readonly Finding[] {
  const all = 'closes' in fix ? (fix as { closes: readonly Finding[] }).closes : fix.findings;
  const texts = new Map(all.map((finding) => [told(finding), finding]));
  return [...texts.values()].slice(0, 8);
}

/** Which system’s shells the commands about a file are for: they are read where the file is. */
function shellFor(source: string): 'windows' | 'posix' {
  return /^[A-Za-z]:[\\/]|\\|\.(?:reg|pol|cmd|ps1)$/i.test(source) ? 'windows' : 'posix';
}

/** One command; the sentence in its place where no shell of that system can be given the names as they are. */
function command(words: readonly string[], names: readonly string[], source: string): string {
  const written = names.map((name) => wordFor(name, shellFor(source)));
  let at = 0;
  if (written.includes(undefined))
    return `no command line can hold these names as they are: ${names.map(code).join(', ')}`;
  return code(words.map((word) => (word === '' ? (written[at++] ?? '') : word)).join(' '));
}

/** Into a new file beside the original; of several targets one after the other. */
function mergeCommands(
  { target, also = [] }: Attempt,
  { source }: Place,
  { profile }: ReadmeInput,
): string[] {
  const made = `${source}.new`;
  return [target, ...also].map((one, at) =>
    command(
      ['staylocal', 'generate', one, '--profile', '', '--merge', '', '--out', ''],
      [profile, at === 0 ? source : made, made],
      source,
    ),
  );
}

/** The audit over the file as it lies in the folder: it ends with 0. */
function check({ fix, fileName, tried }: Step, { profile }: ReadmeInput): string[] {
  if (fileName === undefined || !tried || fix.place === undefined || !fix.artefact.whole) return [];
  const option = fix.place.part === 'pac' ? '--pac' : '--proxy';
  const audits = [...new Set(fix.findings.map(({ audit }) => audit))].sort();
  return [
    command(
      [
        ...['staylocal', 'audit', '--profile', '', '--offline', '--no-env', option, ''],
        ...audits.map((audit) => `--only ${audit}`),
      ],
      [profile, fileName],
      fix.place.source,
    ),
  ];
}

/** Of many programs the first ones. */
function told({ subject, subjects = [], message }: Finding): string {
  const [one, two, three, ...more] = subjects;
  const who =
    three === undefined || more.length === 0
      ? subject
      : `${one ?? ''}, ${two ?? ''}, ${three} and ${more.length} more`;
  return plain(who === undefined ? message : `${who}: ${message}`);
}

/** Running text on one line: what came with evidence is no markup. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ').replaceAll('<', '&lt;');
}

function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')}${fence}`;
}
