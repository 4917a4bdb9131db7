/**
 * A partner's profile out of a few answers: the template with its comments, and the answers in their places. What an
 * answer may be is for the profile's own rules to say; they are asked after every answer.
 */
import { applyEdits, modify } from 'jsonc-parser';
import { builtInProfileText } from './load.js';
import { ProfileError } from './issue.js';
import { parseProfile } from './parse.js';

export interface ProfileQuestion {
  /** The field that is answered, and so the one whose mistakes are told; a dot leads into a field of a field. */
  readonly field:
    'name' | 'id' | 'title' | 'ports' | 'dnssec' | 'origins' | 'distributionServices' | 'dns.references';
  /** Option of the command line, without the dashes. */
  readonly flag: string;
  readonly ask: string;
  /** What is meant when nothing is answered; undefined: an answer is needed. */
  readonly fallback: (answers: Answers) => string | undefined;
}

/** Answers as they were typed: lists with commas. */
export type Answers = Readonly<Partial<Record<ProfileQuestion['field'], string>>>;

export const profileQuestions: readonly ProfileQuestion[] = [
  { field: 'name', flag: 'name', ask: 'DNS name that points at this machine', fallback: () => undefined },
  {
    field: 'id',
    flag: 'id',
    ask: 'a word for it in reports, lower case',
    fallback: ({ name = '' }) =>
      name
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 63),
  },
  { field: 'title', flag: 'title', ask: 'its title', fallback: ({ name }) => name },
  { field: 'ports', flag: 'ports', ask: 'ports it listens on, with commas between', fallback: () => '51983' },
  {
    field: 'dnssec',
    flag: 'dnssec',
    ask: 'DNSSEC: required (a breach fails), advised (it warns) or none',
    fallback: () => 'advised',
  },
  {
    field: 'origins',
    flag: 'origin',
    ask: 'origins of the web applications that call it, with commas between; none: -',
    fallback: () => '-',
  },
  {
    field: 'distributionServices',
    flag: 'ds-url',
    ask: 'URL of the Distribution Service; none: -',
    fallback: () => 'https://ds.t1t.io',
  },
  {
    field: 'dns.references',
    flag: 'reference',
    ask: 'resolvers that give a second opinion, with commas between; none: -',
    fallback: () => 'https://dns.google/dns-query',
  },
];

/** A list as it was typed; `-` is the empty one. */
function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '' && item !== '-');
}

const valueOf: Readonly<Record<ProfileQuestion['field'], (text: string) => unknown>> = {
  name: (text) => text.trim(),
  id: (text) => text.trim(),
  title: (text) => text.trim(),
  dnssec: (text) => text.trim(),
  // What is no number stays as it is, for the rules to complain about.
  ports: (text) => list(text).map((port) => (/^\d+$/.test(port) ? Number(port) : port)),
  origins: list,
  'dns.references': list,
  distributionServices: (text) => list(text).map((url) => ({ url, environment: 'production' })),
};

/** The profile's text with those answers in; nothing is checked. */
export function profileText(answers: Answers): string {
  const template = builtInProfileText('partner-template') ?? '';
  const start = `// A profile of staylocal for ${(answers.name ?? '').replace(/[^\w.-]/g, '')}. Change it as you need, and check it with\n//   staylocal profile check FILE\n`;
  const own = template
    .replace(/^\/\/ A partner's own[^]*?(?=\/\/ Comments like)/, start)
    .replace(' Change it.', '');
  return profileQuestions.reduce((text, { field }) => {
    const answer = answers[field];
    if (answer === undefined) return text;
    const edits = modify(text, field.split('.'), valueOf[field](answer), {
      formattingOptions: { insertSpaces: true, tabSize: 2 },
    });
    return applyEdits(text, edits);
  }, own);
}

/** What is wrong with the answer to one field, in words; empty where nothing is. */
export function answerMistakes(field: ProfileQuestion['field'], answer: string): readonly string[] {
  try {
    parseProfile(profileText({ [field]: answer }));
    return [];
  } catch (error) {
    if (!(error instanceof ProfileError)) throw error;
    return error.issues
      .filter(
        (issue) =>
          issue.field === field || [`${field}.`, `${field}[`].some((start) => issue.field.startsWith(start)),
      )
      .map(({ message }) => message);
  }
}
