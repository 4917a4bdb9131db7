/** What nobody looked at, with how to look; and what does not apply. */
import type { Finding, Report } from '../audits/finding.js';
import { bySection } from '../audits/sections.js';
import { escapeForTerminal } from './escape.js';
import { howToLook, shortWay, type GivenOption } from './how-to-look.js';
import { marked, paragraph, type Style } from './layout.js';

/** One paragraph: the sections of which nothing or not all was looked at, each with the option that leads there. */
export function notLookedShort(
  { findings, causes }: Report,
  style: Style,
  given: ReadonlySet<GivenOption> | undefined,
): string[] {
  const byWay = new Map<string, string[]>();
  for (const { section, items } of bySection(findings, ({ audit }) => audit)) {
    const asked = items.filter(({ status }) => status !== 'not-applicable');
    const dark = asked.filter(({ status }) => status === 'not-collected');
    const [first] = dark;
    if (first === undefined) continue;
    const number = causes.findIndex(({ key }) => key === first.cause) + 1;
    const way =
      number > 0
        ? `follows from ${number}`
        : isInterrupted(first)
          ? 'interrupted'
          : (shortWay(section.folder, given) ?? '');
    const title = dark.length < asked.length ? `some of ${section.title}` : section.title;
    byWay.set(way, [...(byWay.get(way) ?? []), title]);
  }
  if (byWay.size === 0) return [];
  const texts = [...byWay].map(([way, titles]) => `${titles.join(', ')}${way === '' ? '' : ` (${way})`}`);
  return marked('?', `Not looked at: ${texts.join('; ')}`, 0, style, style.colors.cyan);
}

/** A line for each way to look, with the sections that it opens; and one for each finding that has its own words. */
export function notLookedLines(
  { findings, causes }: Report,
  style: Style,
  given: ReadonlySet<GivenOption> | undefined,
): string[] {
  const dark = findings.filter(({ status }) => status === 'not-collected');
  const byWay = new Map<string, { titles: string[]; audits: number }>();
  const own = new Set<string>();
  for (const { section, items } of bySection(dark, ({ audit }) => audit)) {
    for (const finding of items) {
      const number = causes.findIndex(({ key }) => key === finding.cause) + 1;
      const isBare = finding.id === `${finding.audit}:not-collected` || isInterrupted(finding);
      if (finding.because !== true && !isBare) {
        own.add(`${section.title}: ${ownWords(finding)}`);
        continue;
      }
      const way =
        number > 0
          ? `follows from ${number}`
          : isInterrupted(finding)
            ? 'it was interrupted; look again, to the end'
            : (howToLook(section.folder, given) ?? '');
      const entry = byWay.get(way) ?? { titles: [], audits: 0 };
      byWay.set(way, entry);
      if (!entry.titles.includes(section.title)) entry.titles.push(section.title);
      entry.audits += 1;
    }
  }
  const ways = [...byWay].map(([way, { titles, audits }]) => {
    const count = `${titles.join(', ')} (${audits} ${audits === 1 ? 'audit' : 'audits'})`;
    return way === '' ? count : `${count}: ${way}`;
  });
  return [...ways, ...own].flatMap((text) => marked('?', text, 0, style, style.colors.cyan));
}

export function isInterrupted({ audit, id }: Finding): boolean {
  return id === `${audit}:interrupted`;
}

function ownWords({ subject, message }: Finding): string {
  return subject === undefined ? message : `${subject} ${message}`;
}

/** One line: the audits that do not apply, those that the profile switched off among them by name. */
export function notApplicableLines(findings: readonly Finding[], style: Style): string[] {
  const audits = [...new Set(findings.map(({ audit }) => audit))];
  const moot = audits.filter((id) =>
    findings.every(({ audit, status }) => audit !== id || status === 'not-applicable'),
  );
  const off = moot.filter((id) => findings.some((finding) => finding.id === `${id}:switched-off`));
  const others = moot.filter((id) => !off.includes(id));
  return [
    ...(others.length === 0 ? [] : [`Not applicable: ${others.join(', ')}`]),
    ...(off.length === 0 ? [] : [`Switched off by the profile: ${off.join(', ')}`]),
  ].flatMap((line) => paragraph(line, { first: 0, rest: 2 }, style).map((one) => style.colors.dim(one)));
}

/** What somebody has to check by hand, each with where it is said: no mark, since nobody knows. */
export function manualLines({ manual = [] }: Report, style: Style): string[] {
  if (manual.length === 0) return [];
  return [
    ...paragraph(
      'To check by hand (manual; no program can, and none of it is counted):',
      { first: 0, rest: 2 },
      style,
    ),
    ...manual.flatMap(({ text, source }) =>
      paragraph(escapeForTerminal(`[ ] ${text} ${source}`), { first: 2, rest: 6 }, style),
    ),
  ];
}
