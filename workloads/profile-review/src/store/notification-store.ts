import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@kickoff/database';
import type { MEDIA, Notification } from '../contracts/send-notification.js';

export type Medium = (typeof MEDIA)[number];

@Injectable()
export class NotificationStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Media by which it was sent. */
  async sent({ analysisId, event, recipient }: Notification): Promise<Medium[]> {
    const rows = await this.database.query<{ medium: Medium }>(
      `SELECT medium FROM profile_review.notifications WHERE analysis_id = $1 AND event = $2 AND recipient = $3
       ORDER BY medium`,
      [analysisId, event, recipient],
    );
    return rows.map(({ medium }) => medium);
  }

  async noteSent({ analysisId, event, recipient }: Notification, medium: Medium): Promise<void> {
    await this.database.query(
      `INSERT INTO profile_review.notifications (analysis_id, event, recipient, medium, sent_at)
       SELECT id, $2, $3, $4, now() FROM profile_review.analyses WHERE id = $1 ON CONFLICT DO NOTHING`,
      [analysisId, event, recipient, medium],
    );
  }
}
