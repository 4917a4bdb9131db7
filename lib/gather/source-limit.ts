/** Bytes of one source. No PAC or settings file in the field comes near it. */
export const maxSourceBytes: number = 16 * 1024 * 1024;
