/** The README of a folder of fixes: in which order, which file, where to, by which command, how to check, how to take back. */
import type { Finding } from '../audits/finding.js';
import { shellWord } from '../causes/commands.js';
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
  const companion = 'companion' in fix ? fix.companion : undefined;
  return [
    '',
    `## ${at + 1}. ${artefact.title} (${teams[artefact.team]})`,
    '',
    fileName === undefined
      ? `File: to be made where the original is, see "Do" (target ${code(target)})`
      : `File \`${fileName}\` (target \`${target}\`)`,
    '',
    ...(place === undefined ? [] : [`- ${artefact.whole ? 'In place of' : 'For'}: ${code(place.source)}`]),
    ...(companion === undefined ? [] : [`- ${companion}`]),
    ...closing(step).map((finding) => `- ${step.tried ? 'Closes' : 'For'}: ${told(finding)}`),
    ...(fileName === undefined && place !== undefined
      ? [`- Make it: ${code(mergeCommand(fix, place, input))}`]
      : []),
    `- Do: ${artefact.apply}`,
    ...check(step, input).map((command) => `- Check the file: ${code(command)}`),
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

function mergeCommand({ target }: { target: string }, { source }: Place, { profile }: ReadmeInput): string {
  return `staylocal generate ${target} --profile ${shellWord(profile)} --merge ${shellWord(source)} --out ${shellWord(`${source}.new`)}`;
}

/** The audit over the file as it lies in the folder: it ends with 0. */
function check({ fix, fileName, tried }: Step, { profile }: ReadmeInput): string[] {
  if (fileName === undefined || !tried || fix.place === undefined || !fix.artefact.whole) return [];
  const option = fix.place.part === 'pac' ? '--pac' : '--proxy';
  const audits = [...new Set(fix.findings.map(({ audit }) => audit))].sort();
  return [
    [
      `staylocal audit --profile ${shellWord(profile)} --offline --no-env`,
      `${option} ${shellWord(fileName)}`,
      ...audits.map((audit) => `--only ${audit}`),
    ].join(' '),
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
