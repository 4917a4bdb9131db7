/** The page about the audits, made from their own metadata: `UPDATE_DOCS=1 npm test` writes it anew. */
import type { Audit } from '../../lib/audits/define.js';
import { registry } from '../../lib/audits/registry.js';

const intro = `# Audits

Made from the audits' own metadata; a test keeps it true. Each audit looks at one part of the evidence and says one or
more of the messages in its table. The finding's id is the audit's, a colon, and the message's: \`dns/address-expected:stripped\`.
In a profile, \`"audits": { "dns/address-expected": "advice" }\` turns failures into warnings, and \`"off"\` switches it off.
`;

export function auditDocs(): string {
  return [intro, ...registry.map(section)].join('\n');
}

function section({ id, title, why, requires, references, messages }: Audit): string {
  const rows = Object.entries(messages).map(([message, { status, text, fix }]) => {
    const { targets = [] } = fix ?? {};
    const target = targets.length === 0 ? '' : ` (\`staylocal generate ${targets.join(', ')}\`)`;
    return `| \`${message}\` | ${status} | ${cell(text)} | ${fix === undefined ? '' : cell(fix.advice) + target} |`;
  });
  return [
    `## ${id}`,
    '',
    `**${title}.** ${why}`,
    '',
    `Needs in the evidence: ${requires.map((key) => `\`${key}\``).join(', ')}. Sources: ${references.map((url) => `<${url}>`).join(', ')}.`,
    '',
    '| message | status | says | what to do |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
