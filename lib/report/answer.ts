/** The head of a report: the answer, what decides it, the first thing to do, and which part of the way is open. */
import type { Finding, Report } from '../audits/finding.js';
import { looks } from './finding-text.js';
import { marked, paragraph, type Style } from './layout.js';
import { capital, findingsAt, stations, statusOf } from './stations.js';

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
  const texts = stations.map((station) => {
    const status = statusOf(findingsAt(station, findings));
    const look = looks.find((each) => each.status === status);
    return `${look?.paint(colors)(look.mark) ?? ''} ${station.title}`;
  });
  return `  ${texts.join(colors.dim(arrow))}`;
}
