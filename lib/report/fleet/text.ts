/** A fleet for a person at a terminal: the answer, the changes that help most, the causes, what differs, the machines. */
import pc from 'picocolors';
import type { FleetCause, FleetData, FleetMachine } from '../../fleet/types.js';
import { traitNames } from '../../fleet/types.js';
import { escapeForTerminal } from '../escape.js';
import { looks } from '../finding-text.js';
import { marked, paragraph, type Style } from '../layout.js';
import type { WriteContext } from '../formats/format.js';
import {
  beforeWords,
  changeByCause,
  count,
  distinctionWords,
  headline,
  movementParts,
  openReasons,
} from './words.js';

/** More than these are counted. */
const most = { causes: 12, machines: 20, changes: 5, values: 4, names: 8, skipped: 10, columns: 12 } as const;

export function fleetText(fleet: FleetData, { color, columns, verbose }: WriteContext): string {
  const style: Style = { colors: pc.createColors(color), columns, breaksCommands: false };
  const lines = [
    ...headLines(fleet, style),
    ...changeLines(fleet, style),
    ...movementLines(fleet, style),
    ...causeLines(fleet, style, verbose),
    ...openLines(fleet, style),
    ...traitLines(fleet, style, verbose),
    ...matrixLines(fleet, style, verbose),
    ...(verbose ? findingLines(fleet, style) : []),
    ...skippedLines(fleet, style, verbose),
    '',
    ...footer(fleet, style, verbose),
  ];
  return `${lines.join('\n')}\n`;
}

function headLines(fleet: FleetData, style: Style): string[] {
  const { no, unknown, but, yes } = fleet.counts;
  const status =
    no > 0 ? 'fail' : unknown > 0 || fleet.counts.machines === 0 ? 'error' : but > 0 ? 'warn' : 'pass';
  const look = looks.find((one) => one.status === status);
  return [
    ...marked(look?.mark ?? '', ` ${headline(fleet)}`, 0, style, look?.paint(style.colors) ?? String),
    `  ✖ ${no} NO   ! ${unknown} UNKNOWN   ▲ ${but} YES, but   ✔ ${yes} YES`,
  ];
}

function changeLines(fleet: FleetData, style: Style): string[] {
  const { changes } = fleet;
  if (changes.length === 0) return [];
  const waiting = changes.at(-1)?.right ?? 0;
  return [
    '',
    style.colors.bold('What helps most machines first'),
    ...changes
      .slice(0, most.changes)
      .flatMap((change, index) =>
        marked(
          `${index + 1}`,
          `${changeByCause(change, fleet)}: ${change.right} of ${waiting} right${index === 0 ? '' : ' by then'}`,
          2,
          style,
          String,
        ),
      ),
    ...(changes.length > most.changes ? [`    and ${changes.length - most.changes} more in the JSON`] : []),
  ];
}

function movementLines(fleet: FleetData, style: Style): string[] {
  const { movement } = fleet;
  if (movement === undefined) return [];
  const parts = movementParts(fleet).filter(({ machines }) => machines.length > 0);
  return [
    '',
    style.colors.bold(`Since ${movement.since}`),
    ...parts.flatMap(({ title, machines }) =>
      paragraph(`${machines.length} ${title}: ${names(machines)}`, { first: 2, rest: 4 }, style),
    ),
    `  ${movement.same} as before`,
    ...movement.goneCauses
      .slice(0, most.causes)
      .flatMap(({ title, before }) =>
        paragraph(`gone (was ${before}): ${title}`, { first: 2, rest: 4 }, style),
      ),
  ];
}

function names(all: readonly string[]): string {
  const more = all.length - most.names;
  return `${all.slice(0, most.names).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function causeLines({ causes, counts }: FleetData, style: Style, verbose: boolean): string[] {
  if (causes.length === 0) return [];
  const shown = verbose ? causes : causes.slice(0, most.causes);
  return [
    '',
    style.colors.bold('Causes, by how many machines each one holds up'),
    ...shown.flatMap((cause, index) => oneCause(cause, index + 1, counts.machines, style)),
    ...(causes.length > shown.length ? [`  and ${causes.length - shown.length} more: --verbose`] : []),
  ];
}

function oneCause(cause: FleetCause, number: number, machines: number, style: Style): string[] {
  const look = looks.find(({ status }) => status === cause.status);
  const paint = look?.paint(style.colors) ?? String;
  const mark = look?.mark ?? '';
  return [
    ...marked(
      mark,
      `${number}  ${cause.title}: ${cause.machines} of ${count(machines, 'machine')}${beforeWords(cause)}`,
      0,
      style,
      paint,
      5,
    ),
    ...(cause.first === undefined
      ? []
      : marked('→', `${cause.first} (${cause.owner})`, 5, style, style.colors.bold)),
    ...cause.distinctions.flatMap((one) => paragraph(distinctionWords(one), { first: 5, rest: 7 }, style)),
  ];
}

/** Machines of which nobody can say, without a cause that says why. */
function openLines(fleet: FleetData, style: Style): string[] {
  const reasons = openReasons(fleet);
  if (reasons.length === 0) return [];
  return [
    '',
    style.colors.bold('UNKNOWN, and no cause above says why'),
    ...reasons
      .slice(0, most.causes)
      .flatMap(({ why, machines }) =>
        marked(
          '!',
          `${count(machines.length, 'machine')}: ${why} (${names(machines)})`,
          2,
          style,
          style.colors.magenta,
        ),
      ),
    ...(reasons.length > most.causes ? [`  and ${reasons.length - most.causes} more in the JSON`] : []),
  ];
}

function traitLines({ traits }: FleetData, style: Style, verbose: boolean): string[] {
  const differing = traits.filter(({ values }) => values.length > 1);
  if (differing.length === 0) return [];
  return [
    '',
    style.colors.bold('What differs (machines, of them NO)'),
    ...differing.flatMap(({ trait, values }) => {
      const shown = verbose ? values : values.slice(0, most.values);
      const more = values.length > shown.length ? `; and ${values.length - shown.length} more` : '';
      const text = shown.map(({ value, machines, no }) => `${value} (${machines}, ${no})`).join('; ');
      return paragraph(`${traitNames[trait]}: ${text}${more}`, { first: 2, rest: 4 }, style);
    }),
  ];
}

/** The causes by their number, the machines a line each. */
function matrixLines(fleet: FleetData, style: Style, verbose: boolean): string[] {
  const columns = fleet.causes.slice(0, most.columns);
  const shown = verbose ? fleet.machines : fleet.machines.slice(0, most.machines);
  if (shown.length === 0) return [];
  const width = Math.min(32, Math.max(7, ...shown.map(({ machine }) => machine.length)));
  const head = `  ${'machine'.padEnd(width)}  verdict   ${columns.map((_, index) => String(index + 1).padStart(2)).join(' ')}`;
  const left = fleet.machines.length - shown.length;
  return [
    '',
    style.colors.bold('Machines × causes'),
    style.colors.dim(head.trimEnd()),
    ...shown.map((machine) => `  ${matrixLine(machine, columns, width)}`.trimEnd()),
    ...(left > 0 ? [`  and ${left} more: --verbose`] : []),
  ];
}

function matrixLine(
  { machine, verdict, but, causes }: FleetMachine,
  columns: readonly FleetCause[],
  width: number,
): string {
  const name = escapeForTerminal(machine);
  const shortened = name.length > width ? `${name.slice(0, width - 1)}…` : name.padEnd(width);
  const marks = columns.map(({ key }) => {
    const status = Object.hasOwn(causes, key) ? causes[key] : undefined;
    return ` ${looks.find((look) => look.status === status)?.mark ?? '·'}`;
  });
  return `${shortened}  ${`${verdict}${verdict === 'YES' && but ? ', but' : ''}`.padEnd(8)}  ${marks.join(' ')}`;
}

function findingLines({ findings }: FleetData, style: Style): string[] {
  if (findings.length === 0) return [];
  return [
    '',
    style.colors.bold('Findings'),
    ...findings.flatMap(({ id, title, status, machines }) =>
      paragraph(
        `${looks.find((look) => look.status === status)?.mark ?? ''} ${machines}  ${id}  ${title}`,
        { first: 2, rest: 4 },
        style,
      ),
    ),
  ];
}

function skippedLines({ skipped, counts }: FleetData, style: Style, verbose: boolean): string[] {
  if (counts.skipped === 0) return [];
  const shown = verbose ? skipped : skipped.slice(0, most.skipped);
  const more = counts.skipped - shown.length;
  return [
    '',
    style.colors.bold('Skipped, and not judged'),
    ...shown.flatMap(({ source, reason }) =>
      marked('!', reason.includes(source) ? reason : `${source}: ${reason}`, 2, style, style.colors.magenta),
    ),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}

function footer({ profile, at, counts }: FleetData, style: Style, verbose: boolean): string[] {
  const older = counts.superseded === 0 ? '' : `, ${counts.superseded} older left aside`;
  const hint = verbose ? '' : '; --output html=FILE is the page with every machine';
  const text = `${profile.title}, ${count(counts.machines, 'machine')}${older}, newest of ${at}${hint}`;
  return paragraph(text, { first: 0, rest: 2 }, style);
}
