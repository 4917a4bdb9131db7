/** Whether the files of a front end give the API key away: what a browser loads, anybody can read. */
import type { FrontEndEvidence } from '../../evidence/front-end.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';
import { groupBy } from '../shared/group-by.js';

type MessageId = 'clean' | 'clean-without-key' | 'secret' | 'use' | 'cut' | 'unread' | 'nothing-read';

export const frontEnd: Audit = defineAudit<MessageId, 'frontEnd'>({
  id: 'token/front-end',
  title: 'The API key is in no front end',
  why: 'Whoever has the key makes tokens for any device. A front end is read by everybody who opens it, so that a key in it, or code that exchanges it there, has given it away: the exchange belongs on the application’s own server.',
  requires: ['frontEnd'],
  references: ['https://cheatsheetseries.owasp.org/cheatsheets/Secrets_Management_Cheat_Sheet.html'],
  limits: [
    'A key that is taken apart and put together again by code is found in its common forms only.',
    'Without the key itself, only its use and tokens are looked for.',
  ],
  messages: {
    clean: { status: 'pass', text: 'Neither the API key nor its use stands in {files} files.' },
    'clean-without-key': {
      status: 'pass',
      text: 'No use of an API key and no token stands in {files} files; the key itself was not at hand to be looked for.',
    },
    secret: {
      status: 'fail',
      text: 'holds {what}, in {count}.',
      fix: {
        advice:
          'Take it out, have the vendor withdraw the key, and exchange it on the application’s server alone',
      },
    },
    use: {
      status: 'fail',
      text: 'works with an API key ({what}), in {count}.',
      fix: { advice: 'Exchange the key on the application’s server, and hand the front end the token alone' },
    },
    cut: {
      status: 'warn',
      text: 'More was found than is told.',
      fix: { advice: 'Close what is told, and look again' },
    },
    unread: {
      status: 'error',
      text: 'could not be read: {reason}.',
      fix: { advice: 'Name files that this user may read' },
    },
    'nothing-read': {
      status: 'error',
      text: 'No file was read in {paths}.',
      fix: { advice: 'Name the folder that the front end is served from' },
    },
  },
  run({ frontEnd: seen }) {
    if (seen.files === 0 && seen.unread.length === 0)
      return [{ message: 'nothing-read', data: { paths: seen.paths.join(', ') } }];
    const open: Outcome<MessageId>[] = [
      ...[...groupBy(seen.hits, ({ file, kind }) => `${kind} ${file}`).values()].flatMap(ofFile),
      ...(seen.isCut ? [{ message: 'cut' } as const] : []),
      ...seen.unread.map(({ path, reason }): Outcome<MessageId> => ({
        message: 'unread',
        subject: path,
        data: { reason },
      })),
    ];
    if (open.length > 0) return open;
    return [{ message: seen.lookedForKey ? 'clean' : 'clean-without-key', data: { files: seen.files } }];
  },
});

const words: Readonly<Record<string, string>> = {
  'api-key': 'the API key',
  'api-key-literal': 'what looks like an API key',
  'bearer-token': 'a bearer token',
  jwt: 'a token',
  'api-key-header': 'the header that carries it',
  'api-key-variable': 'a variable named for it',
  'token-endpoint': 'the endpoint that exchanges it',
};

function ofFile(hits: FrontEndEvidence['hits']): Outcome<MessageId>[] {
  const [first] = hits;
  if (first === undefined) return [];
  const place = ({
    file,
    line,
    column,
    original,
  }: typeof first): { file: string; line: number; column: number } =>
    original === undefined
      ? { file, line, column }
      : { file: original.source, line: original.line, column: original.column };
  const what = [...new Set(hits.map(({ rule }) => words[rule] ?? rule))].join(' and ');
  return [
    {
      message: first.kind,
      subject: first.file,
      location: place(first),
      ...(hits.length > 1 ? { locations: hits.slice(0, 20).map(place) } : {}),
      data: { what, count: hits.length === 1 ? 'one place' : `${hits.length} places` },
    },
  ];
}
