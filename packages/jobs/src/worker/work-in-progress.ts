/** Sent to a message's ack subject, it begins the message's ack wait anew. */
export const WORK_IN_PROGRESS = '+WPI';
