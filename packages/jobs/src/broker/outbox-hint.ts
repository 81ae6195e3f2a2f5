/**
 * Core NATS subject on which a worker says that it is about to commit messages and will publish them itself. Outbox relays
 * look a little later whether it lived to do so. Unlike a NOTIFY it does not serialise the commits of all workers.
 */
export const OUTBOX_HINT_SUBJECT = 'outbox.committing';
