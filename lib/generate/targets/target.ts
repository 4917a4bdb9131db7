/** What one row of the target tables holds. */
import type { Store } from '../../proxy/index.js';
import type { GenerateOptions, Group, InputName, Team } from '../types.js';
import type { TextEdit } from '../in-place-text.js';
import type { Variables } from '../variables.js';

/** One artefact while it is made and read back. */
export interface Draft {
  readonly target: Target;
  readonly variables: Variables;
  readonly options: GenerateOptions;
  readonly text: string;
  /** The text is the existing file, changed where it had to be. */
  readonly inPlace: boolean;
  /** That file as it will lie on disk, where it has an encoding or is no text; and the reader that it is for. */
  readonly bytes?: Uint8Array;
  readonly format?: string;
}

/** Policies of one browser in a file of the registry, or of Apple's configuration profiles. */
export interface PolicyMerge {
  readonly kind: 'policy';
  readonly engine: 'chromium' | 'firefox';
  readonly store: Store;
  /** Ids of the readers of such files. */
  readonly formats: readonly string[];
  /** Below the hive. */
  readonly key: string;
  /** The type of the payload. */
  readonly payload: RegExp;
  readonly separator: string;
}

/**
 * Shows that the text does what it is for; gives one sentence for each thing shown and throws `GenerateError`
 * (`read-back`) where it does not hold.
 */
export type ReadBack = (draft: Draft) => string[] | Promise<string[]>;

/**
 * How `options.merge` is used: the PAC itself, a text in which ours gets its place, the bypass list of one store to
 * keep, or a JSON document to keep.
 * Without a format the content says which it is.
 */
export type MergeKind =
  | PolicyMerge
  | { readonly kind: 'pac' }
  | { readonly kind: 'text'; readonly edit: (edit: TextEdit) => string }
  | {
      readonly kind: 'bypass';
      readonly format?: string;
      /** In place of one: the content says which of these it is. */
      readonly formats?: readonly string[];
      readonly store: Store;
      readonly separator: string;
      readonly starAlone?: true;
    }
  | {
      readonly kind: 'json';
      readonly bypassAt: readonly string[];
      readonly separator: string;
      /** Where the list may be parted as well; default the separator alone. */
      readonly splitAt?: RegExp;
      /** `*` exempts everything where it stands alone: an entry beside it would send all else to the proxy again. */
      readonly starAlone?: true;
    };

export interface Target {
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  readonly team: Team;
  readonly consumers: readonly string[];
  /** File in `templates/`. */
  readonly template: string;
  readonly fileName: string;
  readonly mediaType: string;
  /** Windows: CRLF, and UTF-16 where its own exports are. */
  readonly windows?: 'crlf' | 'utf-16le';
  readonly accepts?: readonly InputName[];
  readonly needs?: readonly (readonly InputName[])[];
  readonly merge?: MergeKind;
  /**
   * Ours before the entries that are there, and the longest first: for a program that reads its list from the end and
   * gives it up at an entry that ends in the name asked for.
   */
  readonly oursFirst?: true;
  /** Markdown with the template variables in it, as `apply`, `verify`, `undo` and `notes` of the artefact. */
  readonly apply: string;
  /** In place of `apply`, where the artefact is the existing file with the exemption in it. */
  readonly replaces?: string;
  readonly verify: string;
  readonly undo: string;
  readonly notes?: readonly string[];
  /** Notes on an artefact that is not the existing file with the exemption in it. */
  readonly notesAlone?: readonly string[];
  readonly readBack: readonly ReadBack[];
}
