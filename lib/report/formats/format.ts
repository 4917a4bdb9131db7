/** The shape of a row in the table of formats. */
import type { GivenOption } from '../how-to-look.js';
import type { Document, DocumentKind, DocumentOf } from './document.js';

/** What a format may depend on beside the document. */
export interface WriteContext {
  /** ANSI colours in the formats that have them. */
  readonly color: boolean;
  /** Columns at which text is broken; absent: it is not. */
  readonly columns?: number;
  /** Text with every finding in full. */
  readonly verbose: boolean;
  /** Where the user stands: files below it are named from there. Absent: files stay as they are named. */
  readonly folder?: string;
  /** The options that decided what was looked at: text advises none of them again. Absent: unknown. */
  readonly given?: ReadonlySet<GivenOption>;
  /** Whose shell reads commands that are copied from text; default `posix`. */
  readonly shell?: 'posix' | 'windows';
}

export interface Format {
  readonly id: string;
  /** For help: who reads it, in a few words. */
  readonly title: string;
  readonly mediaType: string;
  /** Without the dot: what a file of it is usually called. */
  readonly extension: string;
  /** The documents that it can write. */
  readonly kinds: readonly DocumentKind[];
  /** What somebody else's checker holds it to. */
  readonly standard?: string;
  /** The text whole, with a line feed at its end. Throws `TypeError` where it cannot write that kind. */
  readonly write: (document: Document, context: WriteContext) => Promise<string>;
}

type Written<K extends DocumentKind> = (
  document: DocumentOf<K>,
  context: WriteContext,
) => string | Promise<string>;

/** `load` imports the writer when it is first needed: a command line is not to wait for formats that nobody asked for. */
export function defineFormat<K extends DocumentKind>({
  load,
  ...row
}: Omit<Format, 'kinds' | 'write'> & {
  readonly kinds: readonly K[];
  readonly load: () => Promise<Written<K>>;
}): Format {
  const canWrite = (document: Document): document is DocumentOf<K> =>
    row.kinds.some((kind) => kind === document.kind);
  return {
    ...row,
    write: async (document, context) => {
      if (!canWrite(document)) throw new TypeError(`${row.id} writes no ${document.kind}`);
      return (await load())(document, context);
    },
  };
}
