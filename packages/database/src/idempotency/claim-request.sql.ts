/**
 * Claims a request: a new one, one whose 24 hours are over, or one that failed or was left. $1: API key's id, $2:
 * idempotency key, $3: fingerprint, $4: milliseconds after which a claim is taken for left. Returns `first_at`, or nothing
 * when somebody has it or it is answered.
 */
export const CLAIM_REQUEST_SQL = `
INSERT INTO kickoff.idempotent_requests AS request (key_id, idempotency_key, fingerprint, claimed_at)
VALUES ($1, $2, $3, now())
ON CONFLICT (key_id, idempotency_key) DO UPDATE SET
  claimed_at = now(),
  fingerprint = EXCLUDED.fingerprint,
  first_at = CASE WHEN request.first_at < now() - interval '24 hours' THEN now() ELSE request.first_at END,
  answer = NULL,
  answered_at = NULL
WHERE request.first_at < now() - interval '24 hours'
  OR (request.fingerprint = EXCLUDED.fingerprint AND request.answered_at IS NULL
    AND (request.claimed_at IS NULL OR request.claimed_at < now() - $4 * interval '1 millisecond'))
RETURNING first_at`;
