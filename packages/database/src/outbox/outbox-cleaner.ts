import type { DataSource } from 'typeorm';
import { DELETE_MESSAGES_SQL } from './delete-messages.sql.js';

/**
 * Deletes messages that the broker has, in the background and many per statement. What it fails to delete is published again by
 * a relay within seconds, which the message ids make harmless.
 */
export class OutboxCleaner {
  private waiting: string[] = [];
  private cleaning: Promise<void> | undefined;

  constructor(private readonly dataSource: DataSource) {}

  add(ids: readonly string[]): void {
    this.waiting.push(...ids);
    this.cleaning ??= this.clean().finally(() => (this.cleaning = undefined));
  }

  /** Resolves when everything added so far has been tried. */
  async settled(): Promise<void> {
    await this.cleaning;
  }

  private async clean(): Promise<void> {
    while (this.waiting.length > 0) {
      const ids = this.waiting;
      this.waiting = [];
      await this.dataSource.query(DELETE_MESSAGES_SQL, [ids]).catch(() => undefined);
    }
  }
}
