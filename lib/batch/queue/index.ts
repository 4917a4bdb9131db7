/** The same work on many machines: BullMQ on Redis. */
export { queueAddress } from './address.js';
export { connect, QueueError, type Connected } from './connect.js';
export { producerOf } from './producer.js';
export { defaultTiming, type QueueTiming } from './settings.js';
export { deadLetters, queueStatus, reviveDead } from './status.js';
export { startWorker } from './worker.js';
