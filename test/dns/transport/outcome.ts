/** What became of an exchange, in the terms a test asserts on. */
import assert from 'node:assert/strict';
import { decode } from 'dns-packet';
import { ExchangeError } from '../../../lib/dns/exchange.js';

/** The RDATA of each answer record, as dns-packet shows it. */
export function addresses(message: Uint8Array): unknown[] {
  return (decode(Buffer.from(message)).answers ?? []).map((record) =>
    'data' in record ? record.data : record,
  );
}

/** The code of the `ExchangeError` the exchange must end in. */
export async function failure(asked: Promise<unknown>): Promise<string> {
  const error: unknown = await asked.then(
    () => assert.fail('a response came'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ExchangeError, String(error));
  return error.code;
}
