/**
 * A file for node_exporter's textfile collector (https://prometheus.io/docs/instrumenting/exposition_formats/): one series an
 * audit, and the verdict. Labels never hold what findings say: that would make a new series each day.
 */
import type { Status } from '../../audits/finding.js';
import { escapeForTerminal } from '../escape.js';
import { sheetOf, type Row, type Sheet } from '../sheet/index.js';
import type { Document } from './document.js';

/** The worst counts. What nobody looked at is below what passed, so that `> 0` is what is open. */
const values: readonly (readonly [Status, number])[] = [
  ['fail', 3],
  ['error', 2],
  ['warn', 1],
  ['pass', 0],
  ['not-collected', -1],
  ['not-applicable', -2],
];

const states = { passed: 1, failed: 0, open: -1 } as const;

type Labels = Readonly<Record<string, string>>;

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly samples: readonly (readonly [labels: Labels, value: number])[];
}

export async function writePrometheus(document: Document): Promise<string> {
  const sheet = await sheetOf(document);
  return metricsOf(sheet)
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} gauge`,
      ...samples.map(([labels, value]) => `${name}{${labelText(labels)}} ${value}`),
    ])
    .map((line) => `${line}\n`)
    .join('');
}

function metricsOf(sheet: Sheet): readonly Metric[] {
  const { rows, rules, name, kind, profile, label, state, at, durationMs } = sheet;
  const common: Labels = {
    name,
    kind,
    ...(profile === undefined ? {} : { profile }),
    ...(label === undefined ? {} : { machine: label }),
  };
  return [
    {
      name: 'staylocal_stays_local',
      help: 'Whether the name stays on this device: 1 yes, 0 no, -1 it could not be told.',
      samples: [[common, states[state]]],
    },
    {
      name: 'staylocal_audit_status',
      help: 'The worst finding of an audit: 3 failed, 2 could not be looked at, 1 to heed, 0 passed, -1 not looked at, -2 not applicable.',
      samples: rules.map(({ id }) => [
        { ...common, audit: id },
        worst(rows.filter(({ rule }) => rule === id)),
      ]),
    },
    {
      name: 'staylocal_findings',
      help: 'Findings by status; known ones, which a baseline accepts, are counted apart.',
      samples: values.flatMap(([status]) =>
        (['no', 'yes'] as const).map(
          (known) =>
            [
              { ...common, status, known },
              rows.filter((row) => row.status === status && (row.known !== undefined) === (known === 'yes'))
                .length,
            ] as const,
        ),
      ),
    },
    {
      name: 'staylocal_report_timestamp_seconds',
      help: 'When the evidence was collected.',
      samples: [[common, Date.parse(at) / 1000]],
    },
    ...(durationMs === undefined
      ? []
      : [
          {
            name: 'staylocal_gathering_seconds',
            help: 'How long gathering took.',
            samples: [[common, durationMs / 1000] as const],
          },
        ]),
  ];
}

/** What is known raises no alarm. */
function worst(rows: readonly Row[]): number {
  return Math.max(
    ...rows.map(({ status, known }) =>
      known === undefined ? (values.find(([one]) => one === status)?.[1] ?? 0) : 0,
    ),
  );
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(
      ([name, value]) =>
        `${name}="${escapeForTerminal(value).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
    )
    .join(',');
}
