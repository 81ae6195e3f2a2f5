/** $1: ids of messages that the broker has. */
export const DELETE_MESSAGES_SQL = 'DELETE FROM kickoff.outbox WHERE id = ANY ($1::bigint[])';
