/**
 * Core NATS subject on which a worker says that it is about to commit messages and will publish them itself. Relays look
 * a little later whether it lived to do so. Unlike a NOTIFY it does not serialise the commits of all workers.
 */
export const OUTBOX_HINT_SUBJECT = 'outbox.committing';

/** When a relay looks after a hint. */
export const LOOK_AFTER_HINT_MS = 40;
/** What is younger then is left to its worker. */
export const LEFT_TO_WORKER_MS = 20;
