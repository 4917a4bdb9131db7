/** What a report rests on: which machine, who was asked, which files, each with its digest, so that another can be told apart. */
import { createHash } from 'node:crypto';
import { serializeEvidence, type Evidence } from '../../evidence/index.js';
import type { ReportInputs } from '../finding.js';

type InputFile = ReportInputs['files'][number];

export function inputsOf(evidence: Evidence): ReportInputs {
  const { label, dns, pac = [], proxySettings = [], host, given, durationMs, interrupted } = evidence;
  const system = host?.os;
  return {
    evidenceSha256: sha256(Buffer.from(serializeEvidence(evidence))),
    ...(label === undefined ? {} : { label }),
    ...(system === undefined
      ? {}
      : {
          system: {
            family: system.family,
            name: system.name,
            ...(system.architecture === undefined ? {} : { architecture: system.architecture }),
          },
        }),
    ...(given === undefined ? {} : { given }),
    ...(durationMs === undefined ? {} : { durationMs }),
    ...(interrupted === undefined ? {} : { interrupted }),
    resolvers: dns?.resolvers.map(({ id }) => id) ?? [],
    references: dns?.references?.map(({ id }) => id) ?? [],
    files: [
      ...pac.flatMap(({ source, bytes }) => fileOf('pac', source, bytes)),
      ...proxySettings.flatMap(({ source, bytes }) => fileOf('settings', source, bytes)),
    ],
  };
}

/** As it stands in the evidence: without the credentials that it held. */
function fileOf(kind: InputFile['kind'], source: string, base64: string | undefined): InputFile[] {
  if (base64 === undefined) return [];
  const bytes = Buffer.from(base64, 'base64');
  return [{ kind, source, bytes: bytes.length, sha256: sha256(bytes) }];
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
