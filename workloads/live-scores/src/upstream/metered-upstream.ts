import { Inject, Injectable } from '@nestjs/common';
import { heedUpstream, nextUtcMidnight, UpstreamQuotaUsedUp } from '@kickoff/upstream';
import { QUOTA_CHANNEL, QUOTA_MESSAGE, QUOTA_USED_UP } from '../quota/quota-state.js';
import { QuotaStore, type QuotaNote } from '../quota/quota-store.js';
import type { UpstreamQuery } from '../sports/sport-adapter.js';
import type { Sport } from '../sports/sport.js';
import type { SportsJob } from './job-port.js';
import type { RequestQuota } from './request-quota.js';
import { SportsUpstreams, type UpstreamAnswer } from './sports-upstreams.js';

/** The named limit that every request of the workload passes. */
export const REQUEST_LIMIT = 'rapidapi';

/**
 * Asks an upstream on behalf of a job: waits for its turn at the limit that all pollers share, tells the limit what the
 * upstream says of its quota, and closes it for everybody after a 429 or when the day's requests are used up.
 */
@Injectable()
export class MeteredUpstream {
  constructor(
    @Inject(SportsUpstreams) private readonly client: SportsUpstreams,
    @Inject(QuotaStore) private readonly quotas: QuotaStore,
  ) {}

  /**
   * One request and, where the upstream answers in pages, its further pages.
   *
   * @param reserve requests of the day to leave for others
   */
  async ask(sport: Sport, query: UpstreamQuery, reserve: number, job: SportsJob): Promise<UpstreamAnswer> {
    const answer = await this.askPage(sport, query, reserve, job);
    for (let page = 2; page <= answer.paging.total; page += 1) {
      const parameters = { ...query.parameters, page: String(page) };
      const next = await this.askPage(sport, { ...query, parameters }, reserve, job);
      answer.entries.push(...next.entries);
    }
    return answer;
  }

  private async askPage(sport: Sport, query: UpstreamQuery, reserve: number, job: SportsJob): Promise<UpstreamAnswer> {
    const limit = job.limit(REQUEST_LIMIT);
    try {
      await limit.take({ cost: 1, reserve });
    } catch (error) {
      // Thrown to leave the handler: the turn is too far away. Whoever watches is told when that is for want of quota.
      await this.noteRefusal(job);
      throw error;
    }
    let quota: RequestQuota | undefined;
    try {
      const answer = await this.client.ask(sport, query, { signal: job.signal, onQuota: (said) => (quota = said) });
      await this.noteQuota(answer.quota, job);
      return answer;
    } catch (error) {
      return heedUpstream(error, job, REQUEST_LIMIT, {
        onHeldBack: ({ until, notice, error: held }) => {
          const left = held instanceof UpstreamQuotaUsedUp ? { ...quota, dayRemaining: 0 } : quota;
          return this.note(job, { closedUntil: until, notice, ...countsOf(left) });
        },
      });
    }
  }

  private async noteQuota(quota: RequestQuota, job: SportsJob): Promise<void> {
    for (const [name, value] of Object.entries(quota)) {
      if (value !== undefined) job.annotate(`quota.${name}`, value);
    }
    job.metric('requests', 1);
    const { dayRemaining, dayLimit } = quota;
    if (dayRemaining === undefined || dayLimit === undefined) {
      await this.note(job, { closedUntil: null, notice: null });
      return;
    }
    await job.limit(REQUEST_LIMIT).observe({ dayRemaining, dayLimit });
    const closed =
      dayRemaining === 0
        ? { closedUntil: new Date(nextUtcMidnight(Date.now())), notice: QUOTA_USED_UP }
        : { closedUntil: null, notice: null };
    await this.note(job, { ...closed, dayRemaining, dayLimit });
  }

  private async noteRefusal(job: SportsJob): Promise<void> {
    const status = await job
      .limit(REQUEST_LIMIT)
      .status()
      .catch(() => undefined);
    if (status?.dayRemaining === 0) {
      const until = status.closedUntil ?? nextUtcMidnight(Date.now());
      await this.note(job, { closedUntil: new Date(until), notice: QUOTA_USED_UP, ...countsOf(status) });
    }
  }

  private async note(job: SportsJob, note: QuotaNote): Promise<void> {
    const { state, changed } = await this.quotas.record(note);
    if (changed) await job.broadcast(QUOTA_CHANNEL, QUOTA_MESSAGE, state, { document: state });
  }
}

function countsOf(
  quota: { dayRemaining?: number; dayLimit?: number } | undefined,
): Pick<QuotaNote, 'dayRemaining' | 'dayLimit'> {
  return { dayRemaining: quota?.dayRemaining, dayLimit: quota?.dayLimit };
}
