import type { Msg, Subscription } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import {
  errorCode,
  FlowNotFound,
  ParentsRequest,
  parentsSubject,
  subjectTokens,
  type ParentResult,
  type ParentsReply,
} from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';
import { asDatabaseError } from '../connection/connection-error.js';
import { isJobId } from '../recorder/job-id.js';
import { PARENTS_PAGE_SQL } from './parents-page.sql.js';

export interface ParentsResponderOptions {
  broker: Broker;
  dataSource: DataSource;
  onError?: (error: unknown) => void;
}

interface Page {
  near: number;
  far: number;
  cut: boolean;
  results: (ParentResult & { place: number[] })[];
}

const GROUP = 'flows';
const NODES = 500;
/** Of outputs in one answer, but for one that alone is larger. */
const PAGE_BYTES = 256 * 1024;
/** After everything inside a nested flow. */
const BEHIND_ALL = 2_147_483_647;
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
    const [, workload, jobId] = subjectTokens(message.subject) as [string, string, string];
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
    const [page]: Page[] = isJobId(jobId)
      ? await dataSource.query(PARENTS_PAGE_SQL, [jobId, workload, place, NODES, PAGE_BYTES])
      : [];
    if (!page) throw new FlowNotFound(`workload ${workload} has no job ${jobId} in a flow`);
    const { near, far, cut, results } = page;
    let next: number[] | undefined;
    if (cut) next = results.at(-1)!.place;
    else if (near === NODES) next = [far, BEHIND_ALL];
    return {
      parents: results.map(({ name, id, type, state, output, error }) => ({ name, id, type, state, output, error })),
      next: next && JSON.stringify(next),
    };
  }
}
