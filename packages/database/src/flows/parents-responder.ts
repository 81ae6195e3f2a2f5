import type { Msg, Subscription } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  errorCode,
  FlowNotFound,
  ParentsRequest,
  parentsSubject,
  type JobError,
  type NodeEnd,
  type ParentsReply,
} from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';
import { asDatabaseError } from '../connection/connection-error.js';
import { isJobId } from '../recorder/job-id.js';
import { IS_FLOW_JOB_SQL, PARENTS_PAGE_SQL } from './parents-page.sql.js';

export interface ParentsResponderOptions {
  broker: Broker;
  dataSource: DataSource;
  onError?: (error: unknown) => void;
}

interface ParentRow {
  id: string;
  type: string;
  state: NodeEnd;
  name: string;
  place: number[];
  output: unknown;
  error: JobError | null;
  bytes: number;
}

const GROUP = 'flows';
const ROWS = 200;
/** Of outputs in one answer, but for one that alone is larger. */
const PAGE_BYTES = 256 * 1024;
const Place = z.array(z.int());

/** Answers jobs that read the results of those before them. Every replica may answer. */
export class ParentsResponder {
  private subscription: Subscription | undefined;
  private readonly answering = new Set<Promise<void>>();

  constructor(private readonly options: ParentsResponderOptions) {}

  start(): void {
    this.subscription = this.options.broker.connection.subscribe(parentsSubject('*', '*'), {
      queue: GROUP,
      callback: (error, message) => {
        if (error) return;
        const answering = this.answer(message).finally(() => this.answering.delete(answering));
        this.answering.add(answering);
      },
    });
  }

  async stop(): Promise<void> {
    this.subscription?.unsubscribe();
    await Promise.all(this.answering);
  }

  private async answer(message: Msg): Promise<void> {
    const [, workload, jobId] = message.subject.split('.') as [string, string, string];
    let reply: ParentsReply;
    try {
      reply = await this.page(workload, jobId, ParentsRequest.parse(message.json()));
    } catch (thrown) {
      const error = asDatabaseError(thrown);
      this.options.onError?.(error);
      reply = { error: { code: errorCode(error), message: error instanceof Error ? error.message : String(error) } };
    }
    message.respond(JSON.stringify(reply));
  }

  /** @throws FlowNotFound when the workload has no such job in a flow */
  private async page(workload: string, jobId: string, { after }: ParentsRequest): Promise<ParentsReply> {
    const { dataSource } = this.options;
    const place = after === undefined ? null : Place.parse(JSON.parse(after));
    if (!isJobId(jobId) || (await dataSource.query<object[]>(IS_FLOW_JOB_SQL, [jobId, workload])).length === 0)
      throw new FlowNotFound(`workload ${workload} has no job ${jobId} in a flow`);
    const rows = await dataSource.query<ParentRow[]>(PARENTS_PAGE_SQL, [jobId, workload, place, ROWS]);
    let bytes = 0;
    let count = 0;
    while (count < rows.length && (count === 0 || bytes + rows[count]!.bytes <= PAGE_BYTES)) {
      bytes += rows[count]!.bytes;
      count += 1;
    }
    const isLast = count === rows.length && rows.length < ROWS;
    return {
      parents: rows.slice(0, count).map(({ id, type, state, name, output, error }) => ({
        name,
        id,
        type,
        state,
        output: output ?? undefined,
        error: error ?? undefined,
      })),
      next: isLast ? undefined : JSON.stringify(rows[count - 1]!.place),
    };
  }
}
