/** The page of an audit or of one of its messages, for a terminal: what, why, an example, what to do, limits, sources. */
import pc from 'picocolors';
import type { Fix, Status } from '../audits/finding.js';
import { looks } from './finding-text.js';
import { marked, paragraph, type Style } from './layout.js';

export interface ExplainedMessage {
  readonly id: string;
  readonly status: Status;
  readonly text: string;
  readonly fix?: Fix;
  /** A fault of the lab that shows it. */
  readonly example?: { readonly fault: string; readonly description: string };
}

export interface Explained {
  readonly audit: string;
  readonly title: string;
  readonly why: string;
  /** In words: what it needs, and what it reads besides. */
  readonly reads: string;
  readonly messages: readonly ExplainedMessage[];
  readonly limits: readonly string[];
  readonly references: readonly string[];
}

export function explainText(
  { audit, title, why, reads, messages, limits, references }: Explained,
  options: { readonly color: boolean; readonly columns?: number },
): string {
  const style: Style = {
    colors: pc.createColors(options.color),
    columns: options.columns,
    breaksCommands: true,
  };
  const body = (text: string): string[] => paragraph(text, { first: 2, rest: 2 }, style);
  const section = (name: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ['', style.colors.bold(name), ...lines];
  const examples = messages.filter(({ example }) => example !== undefined).slice(0, 3);
  const lines = [
    ...paragraph(title, { first: 0, rest: 0 }, style).map(style.colors.bold),
    ...paragraph(audit, { first: 0, rest: 0 }, style).map(style.colors.dim),
    ...section('Why', body(why)),
    ...section('What it says', [...body(reads), ...messages.flatMap((one) => messageLines(one, style))]),
    ...section(
      examples.length > 1 ? 'Examples' : 'Example',
      examples.flatMap(({ id, example }) => [
        ...body(`${id}: ${example?.description ?? ''}`),
        ...body(`$ staylocal demo --fault ${example?.fault ?? ''}`),
      ]),
    ),
    ...section(
      'What to do',
      messages.flatMap((one) => fixLines(one, style)),
    ),
    ...section('Known limits', limits.flatMap(body)),
    ...section('Sources', references.flatMap(body)),
  ];
  return `${lines.join('\n')}\n`;
}

function messageLines({ id, status, text }: ExplainedMessage, style: Style): string[] {
  const look = looks.find((each) => each.status === status);
  const { mark = '', paint } = look ?? {};
  return marked(mark, `${id}: ${text}`, 2, style, paint?.(style.colors) ?? String);
}

function fixLines({ id, fix }: ExplainedMessage, style: Style): string[] {
  if (fix === undefined) return [];
  const { targets = [] } = fix;
  // Some advice is all the reason's own.
  const advice = /^\{\w+\}$/.test(fix.advice) ? 'what the reason calls for; the finding says it' : fix.advice;
  const commands = targets.length === 0 ? '' : ` (staylocal generate ${targets.join(', ')})`;
  return marked('→', `${id}: ${advice}${commands}`, 2, style, style.colors.bold);
}
