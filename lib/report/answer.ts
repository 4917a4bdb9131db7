/** The head of a report: the answer, what decides it, the first thing to do, and which part of the way is open. */
import type { Finding, Report, Status } from '../audits/finding.js';
import { looks } from './finding-text.js';
import { marked, paragraph, type Style } from './layout.js';

interface Station {
  readonly title: string;
  /** Folders of audits; the last station takes what no other has. */
  readonly folders: readonly string[];
}

const stations: readonly Station[] = [
  { title: 'address', folders: ['dns'] },
  { title: 'proof', folders: ['dnssec'] },
  { title: 'way', folders: ['proxy'] },
  { title: 'program', folders: ['agent'] },
  { title: 'around it', folders: ['distribution', 'token', 'browser', 'disk', 'os', 'registry'] },
];

const marks = { YES: '✔', NO: '✖', UNKNOWN: '!' } as const;

export function answerLines({ verdict, findings }: Report, style: Style): string[] {
  const { word, headline, line, first } = verdict;
  const { colors } = style;
  const paint = { YES: colors.green, NO: colors.red, UNKNOWN: colors.magenta }[word];
  const [head = '', ...more] = marked(marks[word], `${word}  ${capital(headline)}`, 0, style, paint);
  return [
    head.replace(word, colors.bold(paint(word))),
    ...more,
    ...paragraph(line, { first: 2, rest: 2 }, style),
    ...(first === undefined ? [] : marked('→', first, 2, style, colors.bold)),
    '',
    stationLine(findings, style),
  ];
}

function stationLine(findings: readonly Finding[], { colors, columns }: Style): string {
  const arrow = columns !== undefined && columns < 80 ? ' → ' : '  →  ';
  const texts = stations.map(({ title, folders }) => {
    const status = statusOf(findings.filter(({ audit }) => folders.includes(audit.split('/')[0] ?? '')));
    const look = looks.find((each) => each.status === status);
    return `${look?.paint(colors)(look.mark) ?? ''} ${title}`;
  });
  return `  ${texts.join(colors.dim(arrow))}`;
}

/**
 * The worst that names a cause there. Where all that is open follows from something elsewhere nobody could look, and where
 * nothing of it was looked at nobody did.
 */
function statusOf(findings: readonly Finding[]): Status {
  const own = findings.filter(({ because }) => because !== true);
  const open = (['fail', 'error', 'warn'] as const).find((status) =>
    own.some((finding) => finding.status === status),
  );
  if (open !== undefined) return open;
  if (findings.some(({ because }) => because === true)) return 'error';
  if (own.some(({ status }) => status === 'pass')) return 'pass';
  return own.some(({ status }) => status === 'not-applicable') ? 'not-applicable' : 'not-collected';
}

function capital(text: string): string {
  // A name keeps its own first letter.
  return /^\S+\.\S/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
}
