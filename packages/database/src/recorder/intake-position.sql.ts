/** Makes a position exist. $1: stream, $2: epoch. */
export const ADD_POSITION_SQL = `
INSERT INTO kickoff.intake_positions (stream, epoch, next_sequence) VALUES ($1, $2, 1) ON CONFLICT (stream) DO NOTHING`;

/** Takes a stream for this transaction, unless another recorder has it. $1: stream. */
export const TAKE_POSITION_SQL = `
SELECT epoch, next_sequence FROM kickoff.intake_positions WHERE stream = $1 FOR UPDATE SKIP LOCKED`;

/** $1: stream, $2: epoch, $3: next sequence. */
export const MOVE_POSITION_SQL = `
UPDATE kickoff.intake_positions SET epoch = $2, next_sequence = $3 WHERE stream = $1`;
