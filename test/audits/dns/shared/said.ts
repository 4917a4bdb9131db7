/** A resolver's evidence, of messages made here: what no lab says. */
import {
  buildQuery,
  formatName,
  readMessage,
  recording,
  rrType,
  type Exchange,
} from '../../../../lib/dns/index.js';
import { writeRecord } from '../../../../lib/dns/message-writer.js';
import { parseRecord } from '../../../../lib/dns/rdata-parse.js';
import type { Evidence, ResolverEvidence } from '../../../../lib/evidence/index.js';

export interface Said {
  readonly code?: number;
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  /** Code of an Extended DNS Error. */
  readonly error?: number;
}

/** A response to the query: its header, question, and records in presentation form. */
function respond(query: Uint8Array, { code = 0, answer = [], authority = [], error }: Said): Uint8Array {
  const records = [...answer, ...authority].map((line) => {
    const { name, type, class: one, ttlSeconds, rdata } = parseRecord(line);
    return writeRecord(name, type, one, ttlSeconds, rdata);
  });
  const end = query.indexOf(0, 12) + 5;
  const option = error === undefined ? [] : [0, 15, 0, 2, error >> 8, error & 0xff];
  const opt =
    error === undefined ? [] : [Uint8Array.of(0, 0, 41, 4, 208, 0, 0, 0, 0, 0, option.length, ...option)];
  const header = Buffer.from(query.subarray(0, 12));
  header.writeUInt16BE(0x8180 | code, 2);
  header.writeUInt16BE(answer.length, 6);
  header.writeUInt16BE(authority.length, 8);
  header.writeUInt16BE(opt.length, 10);
  return Buffer.concat([header, query.subarray(12, end), ...records, ...opt]);
}

/** What a resolver said that answers by name and type (`t1c.t1t.io A`); anything else is NOERROR and empty. */
export async function said(answers: Readonly<Record<string, Said>>): Promise<ResolverEvidence> {
  const exchange: Exchange = (query) => {
    const [question] = readMessage(respond(query, {})).questions;
    const type = Object.entries(rrType).find(([, number]) => number === question?.type)?.[0] ?? '';
    const name = question === undefined ? '' : formatName(question.name).replace(/\.$/, '');
    return Promise.resolve(respond(query, answers[`${name} ${type}`] ?? {}));
  };
  const kept = recording(exchange);
  for (const key of Object.keys(answers)) {
    const [name = '', type = 'A'] = key.split(' ');
    for (const manner of [{ udpPayloadSize: undefined }, {}])
      await kept(buildQuery({ name: name === '' ? '.' : name, type: rrType[type as 'A'] }, manner));
  }
  return { id: 'resolver', records: kept.records() };
}

/** Evidence of that resolver alone. */
export const saidBy = (answers: Readonly<Record<string, Said>>) => async (): Promise<Partial<Evidence>> => ({
  dns: { resolvers: [await said(answers)], system: [] },
});
