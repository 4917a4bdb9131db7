/** The file that is there, which an artefact is merged with. */

export interface Existing {
  readonly text: string;
  /** The file as it lies on disk, whose encoding and byte order mark a merged PAC keeps. */
  readonly bytes?: Uint8Array;
  readonly fileName?: string;
}

/** For messages. */
export function nameOf({ fileName }: Existing): string {
  return fileName ?? 'the existing file';
}
