/** The transports: every way to get a DNS message to a server and its response back. */
export { https, type HttpsOptions } from './https.js';
export { recording, replaying } from './recording.js';
export type { RecordedExchange, RecordedFailure, Recording } from './recording.js';
export { rotate } from './rotate.js';
export { parseServer, type ServerAddress, type ServerInput } from './server-address.js';
export { tcp, tls, type TcpOptions, type TlsOptions } from './stream.js';
export { parseResolvConf, systemResolvers } from './system-resolvers.js';
export type { Transport, TransportOptions } from './transport.js';
export { udp, type UdpOptions } from './udp.js';
