/** What a settings file includes, as its reader takes it. */
import type { SettingsEvidence } from './types.js';

/** The files that were read, in their order. */
export function includedFiles({ included = [] }: Pick<SettingsEvidence, 'included'>): {
  readonly pattern: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}[] {
  return included.flatMap(({ pattern, source, bytes }) =>
    bytes === undefined ? [] : [{ pattern, fileName: source, bytes: Buffer.from(bytes, 'base64') }],
  );
}
