/** The bad servers in a process of their own, so that what they hold is not taken for what the product holds. */
import { badServers } from './bad-servers.js';

const { commands, close } = await badServers();
process.once('disconnect', () => {
  close();
  process.exit();
});
process.send?.(commands);
