/**
 * JUnit XML as Jenkins and Ant know it: a suite for each section, a case for each finding. What nobody looked at is skipped, and
 * what could not be looked at is an error: neither is a pass. A warning passes, with its words beside it.
 */
import { bySection } from '../../audits/sections.js';
import { escapeForTerminal } from '../escape.js';
import { sheetOf, type Row, type Sheet } from '../sheet/index.js';
import type { Document } from './document.js';

export async function writeJunit(document: Document): Promise<string> {
  const sheet = await sheetOf(document);
  const suites = bySection(sheet.rows, ({ rule }) => rule);
  const counts = countsOf(sheet.rows);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({
      name: `staylocal ${sheet.kind} ${sheet.name}`,
      tests: counts.tests,
      failures: counts.failures,
      errors: counts.errors,
      time: seconds(sheet),
    })}>`,
    ...suites.flatMap(({ section, items }, index) => suite(section.title, items, sheet, index)),
    '</testsuites>',
  ];
  return `${lines.join('\n')}\n`;
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function countsOf(rows: readonly Row[]): Counts {
  const count = (kind: Outcome): number => rows.filter((row) => outcomeOf(row) === kind).length;
  return {
    tests: rows.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

type Outcome = 'passed' | 'failure' | 'error' | 'skipped';

const outcomes: Readonly<Record<Row['status'], Outcome>> = {
  pass: 'passed',
  warn: 'passed',
  fail: 'failure',
  error: 'error',
  'not-collected': 'skipped',
  'not-applicable': 'skipped',
};

/** What is accepted fails nothing, and passes nothing either. */
function outcomeOf({ status, known }: Row): Outcome {
  const outcome = outcomes[status];
  return known !== undefined && outcome !== 'passed' ? 'skipped' : outcome;
}

function suite(title: string, rows: readonly Row[], sheet: Sheet, index: number): string[] {
  return [
    `  <testsuite${attributes({
      name: title,
      ...countsOf(rows),
      time: index === 0 ? seconds(sheet) : '0.000',
      timestamp: sheet.at.replace(/\.\d+Z$|Z$/, ''),
      hostname: sheet.label === undefined || sheet.label === '' ? 'localhost' : sheet.label,
      id: index,
      package: 'staylocal',
    })}>`,
    '    <properties>',
    ...properties(sheet).map(([name, value]) => `      <property${attributes({ name, value })}/>`),
    '    </properties>',
    ...rows.flatMap(testcase),
    '    <system-out></system-out>',
    '    <system-err></system-err>',
    '  </testsuite>',
  ];
}

function properties({ name, headline, line, profile }: Sheet): readonly (readonly [string, string])[] {
  return [
    ['name', name],
    ['verdict', headline],
    ['because', line],
    ...(profile === undefined ? [] : [['profile', profile] as const]),
  ];
}

function testcase(row: Row): string[] {
  const { rule, key, message } = row;
  const start = `    <testcase${attributes({ classname: rule.replaceAll('/', '.'), name: key, time: '0.000' })}`;
  const outcome = outcomeOf(row);
  const inner = {
    passed: row.status === 'warn' ? [`      <system-out>${text(wordsOf(row))}</system-out>`] : [],
    skipped: [`      <skipped>${text(row.known ?? message)}</skipped>`],
    error: [`      <error${attributes({ message, type: row.id })}>${text(wordsOf(row))}</error>`],
    failure: [`      <failure${attributes({ message, type: row.id })}>${text(wordsOf(row))}</failure>`],
  }[outcome];
  return inner.length === 0 ? [`${start}/>`] : [`${start}>`, ...inner, '    </testcase>'];
}

function wordsOf({ message, locations, details, advice, because, cause }: Row): string {
  return [
    message,
    ...locations.map(({ file, line }) => `at ${file}${line === undefined ? '' : `:${line}`}`),
    ...details,
    ...(advice === undefined ? [] : [`→ ${advice}`]),
    ...(because && cause !== undefined ? [`follows from ${cause}`] : []),
  ]
    .map(escapeForTerminal)
    .join('\n');
}

function seconds({ durationMs = 0 }: Sheet): string {
  return (durationMs / 1000).toFixed(3);
}

function attributes(all: Readonly<Record<string, string | number>>): string {
  return Object.entries(all)
    .map(([name, value]) => ` ${name}="${attribute(String(value))}"`)
    .join('');
}

/** What a terminal would obey is shown, and with it all that XML 1.0 cannot hold (§2.2); noncharacters are left. */
function attribute(value: string): string {
  return entities(escapeForTerminal(value));
}

/** Its own line feeds stay. */
function text(value: string): string {
  return value.split('\n').map(escapeForTerminal).map(entities).join('\n');
}

function entities(value: string): string {
  return value
    .replace(/[\uFFFE\uFFFF]/g, (character) => `\\u{${character.charCodeAt(0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
