/** The parts of the evidence, as a sentence names them. */
import type { EvidenceKey } from '../evidence/types.js';

export const evidenceNames: Readonly<Record<EvidenceKey, string>> = {
  dns: 'DNS answers',
  pac: 'PAC files',
  proxySettings: 'proxy settings',
  agent: 'probe of the program on this machine',
  browserPolicies: 'browser policies',
  host: 'facts about the machine',
  hosts: 'hosts file',
  distribution: 'answers of a Distribution Service',
  token: 'answer to an API key',
  frontEnd: 'files of a front end',
};
