import type pg from 'pg';

const MOST = 5;

/** What the record says of some jobs, for whoever has to find out what happened to them. */
export async function toldHistory(sql: pg.Pool, ids: readonly string[]): Promise<string> {
  const { rows } = await sql.query<{ line: string }>(
    `SELECT format('%s %s revision %s delivery %s at %s: %s', job_id, state, revision, delivery,
                   (extract(epoch FROM at) * 1000)::bigint, reason) AS line
     FROM kickoff.transitions WHERE job_id = ANY($1) ORDER BY job_id, revision, rank, delivery`,
    [ids.slice(0, MOST)],
  );
  return rows.map(({ line }) => line).join('\n');
}
