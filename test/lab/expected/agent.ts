import type { ExpectedAudits } from './types.js';

const notRunning = ['agent/listening'];
const otherProgram = ['agent/listening', 'agent/port-owner', 'agent/dynamic-range'];

export const agentExpected: ExpectedAudits = {
  'agent-not-running': notRunning,
  'agent-port-plain-http': otherProgram,
  'agent-port-other-tls': otherProgram,
  'agent-port-other-https': otherProgram,
  'agent-port-mute': otherProgram,
  'agent-second-port-taken': ['agent/port-owner', 'agent/dynamic-range'],
  'agent-on-all-interfaces': ['agent/loopback-only'],
  'agent-certificate-expired': ['agent/certificate'],
  'agent-certificate-not-yet-valid': ['agent/certificate'],
  'agent-certificate-ends-soon': ['agent/certificate'],
  'agent-certificate-other-name': ['agent/certificate'],
  'agent-certificate-untrusted': ['agent/certificate'],
  'agent-tls-company-root': ['agent/interception'],
  'agent-tls-security-program': ['agent/interception'],
  'agent-info-slow': ['agent/info-in-time'],
  'agent-info-dead': ['agent/info-in-time'],
  'agent-info-error': ['agent/info-in-time'],
  'agent-without-version': ['agent/version'],
  'agent-cors-lacks-origin': ['agent/cors'],
  'agent-jwt-off': ['agent/jwt'],
  'agent-other-distribution-service': ['agent/distribution-url'],
  'agent-open-without-token': ['agent/token-required'],
  'agent-preflight-refused': ['agent/preflight'],
  'agent-preflight-without-origin': ['agent/preflight'],
  'agent-preflight-without-credentials': ['agent/preflight'],
  'agent-preflight-without-headers': ['agent/preflight'],
  'agent-private-network-rejected': ['agent/private-network'],
  'agent-lets-every-origin-in': ['agent/foreign-origin'],
  'agent-any-host': ['agent/host-header'],
  'agent-sets-cookie': ['agent/cookies'],
  'agent-port-kept-back': ['agent/dynamic-range'],
  'agent-listeners-unreadable': ['agent/loopback-only'],
};
