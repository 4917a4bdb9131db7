/** UUIDs for configuration profiles. */
import { createHash } from 'node:crypto';

/** A UUID made of a hash (RFC 9562 §5.8), so that a regenerated profile replaces the one installed. */
export function uuidFor(text: string): string {
  const hex = createHash('sha256').update(`staylocal/${text}`).digest('hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ];
  return parts.join('-').toUpperCase();
}
