import type { DataSource } from 'typeorm';
import type { ReceiverKind } from '@kickoff/contracts';
import { asDatabaseError } from '../connection/connection-error.js';
import { Loop, type LoopOptions } from '../loop/loop.js';
import type { Notice } from './notice.js';

/** Where a notice goes. */
export interface Receiver {
  kind: ReceiverKind;
  target: string;
  secret: string | null;
}

/** Sends one notice; rejects when it did not arrive. */
export type SendNotice = (notice: Notice, receiver: Receiver) => Promise<void>;

export interface NoticeSenderOptions extends LoopOptions {
  dataSource: DataSource;
  send: Readonly<Record<ReceiverKind, SendNotice>>;
  /** Told of each that was given up. */
  onGivenUp?: (notice: Notice, error: string) => void;
  /** Time between two looks in milliseconds. Default 2000. */
  everyMs?: number;
  /** Wait after the first failed attempt in milliseconds; it doubles. Default 5000. */
  firstRetryMs?: number;
}

export interface SendCounts {
  sent: number;
  failed: number;
}

const MOST_ATTEMPTS = 10;
const MOST_PER_TURN = 50;

const CLAIM_SQL = `
SELECT notice.id, notice.body, notice.attempts, receiver.kind, receiver.target, receiver.secret
FROM kickoff.alert_notices notice LEFT JOIN kickoff.alert_receivers receiver ON receiver.id = notice.receiver_id
WHERE notice.ended_at IS NULL AND notice.next_at <= now()
ORDER BY notice.next_at, notice.id LIMIT 1
FOR UPDATE OF notice SKIP LOCKED`;
const SENT_SQL =
  'UPDATE kickoff.alert_notices SET ended_at = now(), attempts = attempts + 1, error = NULL WHERE id = $1';
const FAILED_SQL = `
UPDATE kickoff.alert_notices
SET attempts = attempts + 1, error = $2, next_at = now() + $3 * interval '1 millisecond', ended_at = CASE WHEN $4::boolean THEN now() END
WHERE id = $1`;

type Row = Partial<Receiver> & { id: string; body: Notice; attempts: number };

/**
 * Sends the notices that are due, each while its row is locked: no other replica sends it meanwhile, and when this one dies it
 * is due still. One that was sent by a process that died before it could say so is sent again, with the same id.
 */
export class NoticeSender extends Loop<SendCounts> {
  constructor(private readonly options: NoticeSenderOptions) {
    super(options);
  }

  /** @throws DatabaseUnavailable */
  async runOnce(): Promise<SendCounts> {
    const counts: SendCounts = { sent: 0, failed: 0 };
    try {
      for (let turns = 0; turns < MOST_PER_TURN && (await this.sendNext(counts)); turns += 1);
    } catch (error) {
      throw asDatabaseError(error);
    }
    return counts;
  }

  protected waitAfter({ sent, failed }: SendCounts): number {
    return sent + failed >= MOST_PER_TURN ? 0 : (this.options.everyMs ?? 2_000);
  }

  /** False when none is due. */
  private sendNext(counts: SendCounts): Promise<boolean> {
    return this.options.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<Row[]>(CLAIM_SQL);
      if (!row) return false;
      const error = await this.send(row);
      if (error === undefined) {
        await manager.query(SENT_SQL, [row.id]);
        counts.sent += 1;
        return true;
      }
      const attempts = row.attempts + 1;
      const isLast = attempts >= MOST_ATTEMPTS || row.kind === undefined || row.kind === null;
      const waitMs = (this.options.firstRetryMs ?? 5_000) * 2 ** (attempts - 1);
      await manager.query(FAILED_SQL, [row.id, error.slice(0, 1_000), waitMs, isLast]);
      if (isLast) this.options.onGivenUp?.(row.body, error);
      counts.failed += 1;
      return true;
    });
  }

  /** Why it could not be sent. */
  private async send({ body, kind, target, secret }: Row): Promise<string | undefined> {
    if (!kind || !target) return 'the receiver was deleted';
    try {
      await this.options.send[kind](body, { kind, target, secret: secret ?? null });
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
}
