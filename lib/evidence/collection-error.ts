/** Why something that was asked for could not be read. */
export interface CollectionError {
  /** Lower-case with dashes, e.g. `file-not-found`. */
  readonly code: string;
  readonly message: string;
}
