/** HTTPS, or a page of the device itself (Secure Contexts §3.1, "potentially trustworthy origin"). */
export function isSecureContext(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  return protocol === 'https:' || /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}
