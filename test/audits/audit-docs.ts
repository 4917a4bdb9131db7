/** The pages about the audits, made from their own metadata: `UPDATE_DOCS=1 npm test` writes them anew. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Audit } from '../../lib/audits/define.js';
import type { Status } from '../../lib/audits/finding.js';
import { registry } from '../../lib/audits/registry.js';
import { bySection } from '../../lib/audits/sections.js';
import { exampleOf } from '../../lib/lab/examples.js';
import { reportedExample } from './audit-example.js';

const folder = 'docs/audits';

const intro = `# Audits

Made from the audits' own metadata; a test keeps it true. Each audit looks at one part of the evidence and says one or
more of the messages on its page. A finding's id is the audit's, a colon, and the message's: \`dns/address-expected:stripped\`.
In a profile, \`"audits": { "dns/address-expected": "advice" }\` turns failures into warnings, and \`"off"\` switches it off.
What is looked at follows from the audits that run: \`staylocal audit --only dns/\` asks resolvers and nothing else.
`;

/** Path → text of every page: the index, and one for each audit. */
export async function auditDocs(): Promise<ReadonlyMap<string, string>> {
  const docs = new Map([['docs/audits.md', index()]]);
  for (const entry of registry)
    docs.set(`${folder}/${entry.id}.md`, page(entry, await exampleSection(entry)));
  return docs;
}

function index(): string {
  const parts = bySection(registry, ({ id }) => id).map(({ section, items }) =>
    [
      `## ${section.title}`,
      '',
      '| audit | what must hold |',
      '| --- | --- |',
      ...items.map(({ id, title }) => `| [\`${id}\`](audits/${id}.md) | ${cell(title)} |`),
      '',
    ].join('\n'),
  );
  return [intro, ...parts].join('\n');
}

function page(
  { id, title, why, requires, uses, limits, references, messages }: Audit,
  example: readonly string[],
): string {
  const texts = Object.entries(messages);
  const open = texts.filter(([, { fix }]) => fix !== undefined);
  return [
    `# ${title}`,
    '',
    `Audit \`${id}\`, [all audits](../../audits.md).`,
    '',
    '## Why',
    '',
    why,
    '',
    '## What it checks',
    '',
    `It reads ${list(requires)} in the evidence${uses.length === 0 ? '' : `, and ${list(uses)} where there is any`}, and says:`,
    '',
    '| message | status | says |',
    '| --- | --- | --- |',
    ...texts.map(([message, { status, text }]) => `| \`${message}\` | ${status} | ${cell(text)} |`),
    '',
    'A word in braces stands for what was found.',
    '',
    ...example,
    ...(open.length === 0
      ? []
      : [
          '## What to do',
          '',
          ...open.map(([message, { status, fix }]) => {
            const { advice = '', targets = [] } = fix ?? {};
            const target = targets.length === 0 ? '' : ` (\`staylocal generate ${targets.join(', ')}\`)`;
            return `- \`${message}\` (${words[status]}): ${escape(advice)}${target}.`;
          }),
          '',
        ]),
    ...(limits.length === 0 ? [] : ['## Known limits', '', ...limits.map((text) => `- ${escape(text)}`), '']),
    '## Sources',
    '',
    ...references.map((url) => `- <${url}>`),
    '',
  ].join('\n');
}

/** The first fault of the lab with what the report says of it, then the others. */
async function exampleSection(entry: Audit): Promise<string[]> {
  const [first, ...others] = Object.keys(entry.messages).flatMap((message) => {
    const example = exampleOf(`${entry.id}:${message}`);
    return example === undefined ? [] : [{ message, ...example }];
  });
  if (first === undefined) return [];
  const { report, finding } = await reportedExample(entry, first.message, first);
  const block = (lines: readonly string[]): string[] => ['', '```text', ...lines, '```', ''];
  const item = ({ message, description, fault }: typeof first): string =>
    `\`${message}\`: ${escape(description)} (\`staylocal demo --fault ${fault}\`)`;
  return [
    '## Example',
    '',
    `${item(first)}. The report says:`,
    ...block(report),
    ...(finding.length === 0 ? [] : ['and with `--verbose`:', ...block(finding)]),
    ...(others.length === 0
      ? []
      : ['Further faults of the lab:', '', ...others.map((one) => `- ${item(one)}`), '']),
  ];
}

const words: Readonly<Record<Status, string>> = {
  fail: 'fails',
  warn: 'warns',
  error: 'could not look',
  pass: 'passes',
  'not-applicable': 'not applicable',
  'not-collected': 'not collected',
};

function list(keys: readonly string[]): string {
  return keys.map((key) => `\`${key}\``).join(' and ');
}

function escape(text: string): string {
  return text.replaceAll('<', '&lt;');
}

function cell(text: string): string {
  return escape(text).replaceAll('|', '\\|');
}

/** Every page that is on disk, by path. */
export async function writtenDocs(): Promise<ReadonlyMap<string, string>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const pages = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = ['docs/audits.md', ...pages].map(
    async (path) => [path.replaceAll('\\', '/'), await readFile(path, 'utf8')] as const,
  );
  return new Map(await Promise.all(texts));
}

/** Writes every page, and takes away those of audits that are no more. */
export async function writeDocs(docs: ReadonlyMap<string, string>): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of docs) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
