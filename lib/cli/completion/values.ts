/** The words that an option or an argument may have, where commander does not know them: asked of what reads them. */
import { registry } from '../../audits/registry.js';
import { targets } from '../../generate/index.js';
import { areas } from '../../lab/areas/index.js';
import { builtInProfiles } from '../../profile/index.js';
import { clients, formats as settingsFormats } from '../../proxy/index.js';
import type { DocumentKind } from '../../report/formats/index.js';
import { formatsFor } from '../outputs.js';

const audits = (): string[] => registry.map(({ id }) => id);
const folders = (): string[] => [...new Set(audits().map((id) => id.replace(/[^/]+$/, '')))];
const auditChoices = (): string[] => [...folders(), ...audits()];

/** By the command's words and the option's long name, or the argument's name; `*`: of every command. */
const table: Readonly<Record<string, () => readonly string[]>> = {
  '* --profile': builtInProfiles,
  '* --only': auditChoices,
  '* --skip': auditChoices,
  'demo --fault': () => areas.flatMap(({ faults }) => faults.map(({ id }) => id)),
  'proxy --client': () => clients().map(({ id }) => id),
  'proxy --format': () => settingsFormats().map(({ id }) => id),
  'explain id': audits,
  'generate target': () => targets().map(({ id }) => id),
  'profile show id|file': builtInProfiles,
};

const documents: Readonly<Record<string, DocumentKind>> = { pac: 'pac', dnssec: 'dnssec', proxy: 'proxy' };

export function valuesOf(path: string, name: string): readonly string[] {
  if (name === '--output') return formatsFor(documents[path] ?? 'audit').map(({ id }) => id);
  return (table[`${path} ${name}`] ?? table[`* ${name}`])?.() ?? [];
}
