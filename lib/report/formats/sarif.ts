/**
 * SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/): what is open, at its line, for code review. What passed is not
 * written: services that read SARIF show every result as an alert.
 */
import type { Location } from '../../audits/finding.js';
import { version } from '../../version.js';
import { jsonText } from '../escape.js';
import { fingerprint } from '../sheet/fingerprint.js';
import { openStatuses, sheetOf, type Row, type Sheet } from '../sheet/index.js';
import { fileReference, isFile } from '../sheet/place.js';
import type { Document, RuleInfo } from './document.js';
import type { WriteContext } from './format.js';

/** The OASIS schema, as the format's own name for itself. */
const schema = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** What has no file gets one of this name: services refuse a result without. */
const noFile = 'no file associated with this alert';
/** More places than services take of one result. */
const maxPlaces = 10;

export async function writeSarif(document: Document, { folder }: WriteContext): Promise<string> {
  const sheet = await sheetOf(document);
  const results = sheet.rows.filter(({ status }) => openStatuses.has(status));
  const log = {
    $schema: schema,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'staylocal', version, semanticVersion: version, rules: sheet.rules.map(ruleOf) },
        },
        automationDetails: { id: `staylocal/${sheet.kind}/${sheet.name}/` },
        invocations: [{ executionSuccessful: true, endTimeUtc: sheet.at }],
        originalUriBaseIds: {
          SRCROOT: { description: { text: 'The folder in which staylocal was run.' } },
          ROOT: { uri: 'file:///' },
        },
        columnKind: 'utf16CodeUnits',
        results: results.map((row) => resultOf(row, sheet, folder)),
        properties: { verdict: sheet.headline, because: sheet.line },
      },
    ],
  };
  return `${jsonText(log)}\n`;
}

function ruleOf({ id, title, why, references }: RuleInfo): object {
  const helpUri = references.find((reference) => /^https:\/\/[\x21-\x7e]+$/.test(reference));
  const sources = references.length === 0 ? '' : ` Sources: ${references.join(' ')}`;
  return {
    id,
    name: pascal(id),
    shortDescription: { text: sentence(title) },
    fullDescription: { text: sentence(why) },
    help: { text: `${sentence(why)} staylocal explain ${id} tells what to do.${sources}` },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: 'error' },
  };
}

function pascal(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** Of what could not be looked at nobody knows: SARIF's word for that is `open`, which has no level (§3.27.9, §3.27.10). */
function resultOf(row: Row, { rules, causes }: Sheet, folder: string | undefined): object {
  const { id, rule, status, message, details, advice, locations, known, cause, because } = row;
  const ruleIndex = rules.findIndex((one) => one.id === rule);
  const owner = causes.find(({ key }) => key === cause)?.owner;
  const text = [
    message,
    ...details.slice(0, 5).map(sentence),
    ...(advice === undefined ? [] : [sentence(advice)]),
  ];
  const [first, ...others] = locations.slice(0, maxPlaces);
  return {
    ruleId: rule,
    ...(ruleIndex === -1 ? {} : { ruleIndex }),
    kind: status === 'error' ? 'open' : 'fail',
    level: status === 'error' ? 'none' : status === 'warn' ? 'warning' : 'error',
    message: { text: text.join(' ') },
    locations: [locationOf(first, row, folder)],
    ...(others.length === 0
      ? {}
      : {
          relatedLocations: others.map((one, index) => ({ id: index + 1, ...locationOf(one, row, folder) })),
        }),
    partialFingerprints: { 'staylocalIdentity/v1': fingerprint(row) },
    ...(known === undefined
      ? {}
      : {
          baselineState: 'unchanged',
          suppressions: [{ kind: 'external', status: 'accepted', justification: known }],
        }),
    properties: {
      id,
      ...(cause === undefined ? {} : { cause }),
      ...(because ? { followsFromCause: true } : {}),
      ...(owner === undefined ? {} : { owner }),
    },
  };
}

function locationOf(
  location: Location | undefined,
  { subject, rule }: Row,
  folder: string | undefined,
): object {
  if (location === undefined || !isFile(location.file))
    return {
      physicalLocation: { artifactLocation: { uri: encodeURIComponent(noFile) } },
      logicalLocations: [{ fullyQualifiedName: location?.file ?? subject ?? rule }],
    };
  const { file, line, column, endLine, endColumn, key } = location;
  const { base, uri } = fileReference(file, folder);
  return {
    physicalLocation: {
      artifactLocation: { uri, uriBaseId: base },
      region: {
        startLine: line ?? 1,
        ...(column === undefined ? {} : { startColumn: column }),
        ...(endLine === undefined ? {} : { endLine }),
        // Without where it begins, an end says nothing.
        ...(column === undefined || endColumn === undefined ? {} : { endColumn }),
      },
    },
    ...(key === undefined || key === '' ? {} : { logicalLocations: [{ fullyQualifiedName: key }] }),
  };
}
