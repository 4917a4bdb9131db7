/** `staylocal/dns`: how DNS messages are written and how they travel. Knows nothing of DNSSEC. */
export { ExchangeError } from './exchange.js';
export type { Exchange, ExchangeErrorCode, ExchangeOptions } from './exchange.js';
export { buildQuery, type QueryOptions } from './query.js';
export * from './transport/index.js';
export * from './codes.js';
export * from './message.js';
export * from './name.js';
export { canonicalRdata } from './rdata.js';
export { parseRdata, parseRecord, parseTime } from './rdata-parse.js';
export { formatRdata, formatTime } from './rdata-text.js';
export * from './rrset.js';
export { readTypeBitmap, writeTypeBitmap } from './type-bitmap.js';
export { formatBase32Hex, parseBase32Hex } from './base32hex.js';
export { iterate } from './iterate/iterator.js';
export type { IterationOptions, IterativeExchange, ServerOfZone } from './iterate/iterator.js';
export type { NameServer } from './iterate/delegation.js';
export { rootHints } from './iterate/root-hints.js';
export { writeResponse, type Response, type ResponseFlags } from './message-writer.js';
