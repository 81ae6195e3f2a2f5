import type { ActiveJob } from './active-job.js';
import { eventOf, type EventJson } from './event-json.js';
import type { JobRoute } from './job-route.js';

/**
 * What events say of runs that succeeded and left nothing behind: no output, progress, metrics, annotations or log. Short jobs
 * end many in a millisecond, and their events then differ by id and envelope alone, so the rest is made once for all of them.
 */
export class PlainSuccess {
  /** All that follows the id. */
  private json = '';
  private route: JobRoute | undefined;
  private revision = 0;
  private delivery = 0;
  private attempt = 0;
  private startedAt = 0;
  private endedAt = 0;

  /** @param worker name as JSON */
  constructor(private readonly worker: string) {}

  /** Undefined when there is more to say. */
  event(
    { received, context, envelope, startedAt }: ActiveJob,
    output: unknown,
    endedAt: number,
  ): EventJson | undefined {
    if (
      output !== undefined ||
      !context ||
      context.progressed ||
      context.metrics ||
      context.annotations ||
      context.logged
    )
      return undefined;
    const { route, revision, delivery, attempt } = received;
    const isSame =
      route === this.route &&
      endedAt === this.endedAt &&
      startedAt === this.startedAt &&
      revision === this.revision &&
      delivery === this.delivery &&
      attempt === this.attempt;
    if (!isSame) this.write(route, revision, delivery, attempt, startedAt!, endedAt);
    return { json: eventOf(received.address.id) + this.json, envelope: envelope && received.bodyText };
  }

  private write(
    route: JobRoute,
    revision: number,
    delivery: number,
    attempt: number,
    startedAt: number,
    endedAt: number,
  ): void {
    Object.assign(this, { route, revision, delivery, attempt, startedAt, endedAt });
    const run = `"revision":${revision},"delivery":${delivery},"attempt":${attempt},"worker":${this.worker},"startedAt":${startedAt},"endedAt":${endedAt},"outcome":"succeeded"`;
    this.json = `,${route.eventJson},"revision":${revision},"delivery":${delivery},"state":"succeeded","at":${endedAt},"attempt":${attempt},"run":{${run}}`;
  }
}
