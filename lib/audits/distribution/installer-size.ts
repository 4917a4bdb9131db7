/** Whether the installer at the Distribution Service has the size that the prerequisites name, by the length it is announced with. */
import { failedStage } from '../../evidence/probe.js';
import { defineAudit, type Audit, type Outcome } from '../define.js';

type MessageId = 'fits' | 'too-large' | 'no-length' | 'not-there' | 'unknown';

const megabyte = 1_000_000;

export const installerSize: Audit = defineAudit<MessageId, 'distribution'>({
  id: 'distribution/installer-size',
  title: 'The installer is of the size that was said',
  why: 'Networks and software distribution are planned by the size that the prerequisites name. A file far beyond it is another build, or another file.',
  requires: ['distribution'],
  references: ['https://www.rfc-editor.org/rfc/rfc9110#section-8.6'],
  limits: ['The length is the one that the server announces (HEAD): the file itself is not fetched.'],
  strength: ({ disk, distributionServices }) =>
    disk !== undefined && distributionServices.some(({ installerPath }) => installerPath !== undefined)
      ? 'required'
      : 'none',
  messages: {
    fits: { status: 'pass', text: 'The installer {path} has {size} MB, of about {wanted} MB.' },
    'too-large': {
      status: 'fail',
      text: 'The installer {path} has {size} MB, and about {wanted} MB (within {tolerance} MB) were said.',
      fix: { advice: 'See that it is the build that was meant, or correct the sizes in the profile' },
    },
    'no-length': {
      status: 'error',
      text: 'The length of the installer {path} is not announced.',
      fix: { advice: 'Have the server answer HEAD with a Content-Length, or weigh the file by hand' },
    },
    'not-there': {
      status: 'fail',
      text: 'The installer {path} is answered with {status}.',
      fix: { advice: 'Correct the path in the profile (installerPath), or publish the installer' },
    },
    unknown: {
      status: 'not-collected',
      text: 'Nothing is known of the installer {path}: {reason}.',
    },
  },
  run({ distribution }, { profile: { disk, distributionServices } }) {
    const asked = distributionServices.filter(({ installerPath }) => installerPath !== undefined);
    const { installerMegabytes: wanted = 0, toleranceMegabytes: tolerance = 0 } = disk ?? {};
    return asked.map(({ url, installerPath: path = '' }): Outcome<MessageId> => {
      const probe = distribution.services.find((service) => service.url === url)?.installer;
      const say = (message: MessageId, data: Outcome['data'] = {}): Outcome<MessageId> => ({
        message,
        subject: url,
        data: { path, wanted, tolerance, ...data },
      });
      const failed = probe === undefined ? undefined : failedStage(probe)?.error.message;
      const { status, headers = {} } = probe?.http ?? {};
      if (status === undefined)
        return say('unknown', { reason: failed ?? 'the service did not answer, or was not asked for it' });
      if (status === 404 || status === 410) return say('not-there', { status });
      // A portal's page, a redirect or a refusal says nothing of the file.
      if (status !== 200) return say('unknown', { reason: `it is answered with ${status}` });
      if (/html|json/i.test(headers['content-type'] ?? ''))
        return say('unknown', { reason: `what answers is ${headers['content-type'] ?? ''} and no file` });
      const length = headers['content-length'] ?? '';
      if (!/^\d{1,15}$/.test(length)) return say('no-length');
      const size = Number(length) / megabyte;
      return say(size <= wanted + tolerance ? 'fits' : 'too-large', { size: size.toFixed(1) });
    });
  },
});
