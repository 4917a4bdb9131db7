/** `staylocal/dns`: how DNS messages are written and how they travel. Knows nothing of DNSSEC. */
export { ExchangeError } from './exchange.js';
export type { Exchange, ExchangeErrorCode, ExchangeOptions } from './exchange.js';
export { buildQuery, type QueryOptions } from './query.js';
export * from './transport/index.js';
