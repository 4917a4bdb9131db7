/** Reads access rules of Squid back: a CONNECT to each host is refused on every port, and one to another is as it was. */
import { readSettings, squidAnswer, type SquidAnswer } from '../../proxy/index.js';
import { GenerateError } from '../error.js';
import { decoded } from '../merge.js';
import type { Draft, ReadBack } from '../targets/target.js';
import { controlHosts } from './controls.js';

export const squidRefuses: ReadBack = (draft) => {
  const { variables, options, text } = draft;
  const fileName = draft.target.fileName;
  // Our own lines alone are followed by rules that let everybody in; a file that was there has its own.
  const rest = '\nhttp_access allow all\n';
  const before = draft.inPlace ? decoded(draft.target.id, options.merge ?? { text: '' }) : rest;
  const after = draft.inPlace ? text : text + rest;
  for (const url of variables.urls) {
    const { answer } = answerOf(after, fileName, url);
    if (answer !== 'deny') fail(draft, `a CONNECT for ${url} is not refused (${answer})`);
  }
  for (const host of controlHosts(variables)) {
    const url = `https://${host}/`;
    if (answerOf(after, fileName, url).answer !== answerOf(before, fileName, url).answer)
      fail(draft, `a CONNECT for ${host} is no longer answered as before`);
  }
  return [`A CONNECT for ${variables.hosts.join(', ')} is refused on every port, and for no other host.`];
};

function answerOf(text: string, fileName: string, url: string): SquidAnswer {
  const [settings] = readSettings(text, { format: 'squid', fileName });
  return settings?.proxySide === undefined
    ? { answer: 'unknown', origin: null }
    : squidAnswer(settings.proxySide, url);
}

function fail({ target }: Draft, message: string): never {
  throw new GenerateError('read-back', `With the rules generated, ${message}.`, { target: target.id });
}
