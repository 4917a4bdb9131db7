/** The bad servers in a thread of their own, so that what they hold is not taken for what the product holds. */
import { parentPort } from 'node:worker_threads';
import { badServers } from './bad-servers.js';

const { commands, close } = await badServers();
parentPort?.once('message', () => {
  close();
  parentPort?.close();
});
parentPort?.postMessage(commands);
