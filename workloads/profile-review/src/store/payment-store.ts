import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** A payment as the payment service tells of it. */
export interface PaymentEvent {
  eventId: string;
  analysisId: string;
  amount: number | null;
  currency: string | null;
}

@Injectable()
export class PaymentStore {
  /** Whether the event is new; one that was told before changes nothing. */
  async add(manager: EntityManager, { eventId, analysisId, amount, currency }: PaymentEvent): Promise<boolean> {
    const rows: unknown[] = await manager.query(
      `INSERT INTO profile_review.payment_events (event_id, analysis_id, amount, currency, received_at)
       VALUES ($1, $2, $3, $4, now()) ON CONFLICT (event_id) DO NOTHING RETURNING event_id`,
      [eventId, analysisId, amount, currency],
    );
    return rows.length > 0;
  }

  async noteProcessed(manager: EntityManager, eventId: string): Promise<void> {
    await manager.query('UPDATE profile_review.payment_events SET processed_at = now() WHERE event_id = $1', [eventId]);
  }
}
