/** The way out of this machine: which one a URL takes, and one request over it, stage by stage. */
export { Trust } from './anchor.js';
export { probe, type ProbeOptions, type ProbeRoute } from './probe.js';
export { pemCertificates, readTrust } from './trust.js';
export { decideRoute } from './decide.js';
export { credentialsFor, proxyUrl } from './proxy-url.js';
export { openOutbound, toldRoute, type Outbound, type OutboundOptions } from './outbound.js';
