/** What client programs are called. */
import { clients } from '../../proxy/index.js';

/** `chromium@156` as the table of clients has it; what is not in it stays as it is. */
export function clientTitle(id: string): string {
  const bare = id.replace(/@.*$/s, '');
  return clients().find((client) => client.id === bare)?.title ?? id;
}
