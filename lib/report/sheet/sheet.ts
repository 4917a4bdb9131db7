/**
 * Any document as rows: what formats for programs have in common. A row says one thing about one subject, under a rule, with its
 * places; what is to be changed stands beside them as causes.
 */
import type { Cause, Location, Status } from '../../audits/finding.js';
import type { DocumentKind, RuleInfo } from '../formats/document.js';

export interface Row {
  /** Unique within the document. */
  readonly key: string;
  /** The same from run to run: the rule, a colon, and which of its messages it is. */
  readonly id: string;
  readonly rule: string;
  /** The rule's title. */
  readonly title: string;
  readonly status: Status;
  /** With its subject: complete in itself. */
  readonly message: string;
  readonly subject?: string;
  readonly locations: readonly Location[];
  readonly details: readonly string[];
  readonly advice?: string;
  readonly references: readonly string[];
  /** Key of the cause that it names or follows from. */
  readonly cause?: string;
  readonly because: boolean;
  /** In words, since when and that it is accepted; absent: it is not. */
  readonly known?: string;
  /** What makes it the same thing in another run, lines left out. */
  readonly identity: readonly string[];
}

export interface SheetCause extends Pick<
  Cause,
  'key' | 'status' | 'title' | 'why' | 'where' | 'owner' | 'first' | 'command' | 'check'
> {
  readonly location?: Location;
  readonly known?: string;
}

export interface Sheet {
  readonly kind: DocumentKind;
  /** What it is about: a DNS name, a file. */
  readonly name: string;
  /** ISO 8601. */
  readonly at: string;
  readonly label?: string;
  readonly profile?: string;
  readonly state: 'passed' | 'failed' | 'open';
  /** The answer in a line, and the sentence that decides it. */
  readonly headline: string;
  readonly line: string;
  readonly causes: readonly SheetCause[];
  readonly rows: readonly Row[];
  readonly rules: readonly RuleInfo[];
  readonly durationMs?: number;
}

export const openStatuses: ReadonlySet<Status> = new Set<Status>(['fail', 'error', 'warn']);

/** A row of a document that has no causes of its own: each open one is a cause. */
export function causeOfRow(row: Row, owner: string, check: string): SheetCause[] {
  const { key, status, message, details, locations, advice, title } = row;
  if (status !== 'fail' && status !== 'error' && status !== 'warn') return [];
  const [location] = locations;
  return [
    {
      key,
      status,
      title: message.replace(/\.$/, ''),
      why: details.length > 0 ? details : [title],
      where: locations.map(({ file, line }) => (line === undefined ? file : `${file}:${line}`)),
      owner,
      check,
      ...(location === undefined ? {} : { location }),
      ...(advice === undefined ? {} : { first: advice }),
    },
  ];
}
