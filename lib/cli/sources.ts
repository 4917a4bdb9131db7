/** What a report may show beside its findings: the text of the files, and what the audits are about. */
import { includedFiles } from '../evidence/included.js';
import type { Evidence, SettingsEvidence } from '../evidence/index.js';
import { decodeSource } from '../pac/index.js';
import { openSource } from '../proxy/index.js';
import { registry } from '../audits/registry.js';
import type { Report } from '../audits/finding.js';
import { ParseError } from '../errors.js';
import type { AuditDocument, SourceFile } from '../report/formats/index.js';

export function auditDocument(report: Report, evidence: Evidence): AuditDocument {
  return {
    kind: 'audit',
    report,
    sources: sourcesOf(evidence),
    rules: registry.map(({ id, title, why, references }) => ({ id, title, why, references })),
  };
}

function sourcesOf({ pac = [], proxySettings = [] }: Evidence): readonly SourceFile[] {
  return [
    ...pac.flatMap(({ source, bytes }) =>
      bytes === undefined ? [] : pacSource(source, Buffer.from(bytes, 'base64')),
    ),
    ...proxySettings.flatMap(settingsSources),
  ];
}

/** As an engine reads it: lines are counted in this text. */
export function pacSource(file: string, bytes: Uint8Array): SourceFile {
  return { kind: 'pac', file, text: decodeSource(bytes).text };
}

/** Of one settings file, and of those that it includes; none of what is not text. */
export function settingsSources(settings: SettingsEvidence): readonly SourceFile[] {
  const { source, bytes } = settings;
  if (bytes === undefined) return [];
  const all = [
    { fileName: source, bytes: Buffer.from(bytes, 'base64') },
    ...includedFiles(settings).map((one) => ({ fileName: one.fileName, bytes: one.bytes })),
  ];
  return all.flatMap(({ fileName, bytes: content }) => {
    const text = settingsText(fileName, content);
    return text === '' ? [] : [{ kind: 'settings' as const, file: fileName, text }];
  });
}

function settingsText(fileName: string, bytes: Uint8Array): string {
  try {
    return openSource(bytes, fileName).text;
  } catch (error) {
    // What cannot be read as text is told where it is audited.
    if (error instanceof ParseError) return '';
    throw error;
  }
}
