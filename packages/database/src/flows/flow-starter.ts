import type { Msg } from '@nats-io/transport-node';
import type { DataSource } from 'typeorm';
import {
  allSubjects,
  FlowAddition,
  FlowInvalid,
  flowsStream,
  FlowStart,
  MessageInvalid,
  parseFlowSubject,
  TooLate,
  type FlowNode,
  type FlowOutline,
} from '@kickoff/contracts';
import { keepUnreadable, placeOfAck } from '@kickoff/jobs';
import { FlowNodeRow } from '../entities/flow-node.js';
import { FlowRow } from '../entities/flow.js';
import { isJobId } from '../recorder/job-id.js';
import { addToBatch } from './add-to-batch.js';
import { isBatchGrowing } from './batch-growth.js';
import { deleteParts, readParts } from './flow-messages-reader.js';
import { FLOWS_CONSUMER } from './flow-streams.js';
import { judgeFlows } from './judge-flows.js';
import { KnownTypes } from './known-types.js';
import { PulledLoop, type PulledLoopOptions } from './pulled-loop.js';
import { refuseFlow, storeFlow, type FlowToStore } from './store-flow.js';

export interface FlowStarterOptions extends PulledLoopOptions {
  dataSource: DataSource;
  /** Job types of the loaded workloads. */
  types: readonly string[];
  /** Told of every flow and addition that is refused. Default: nothing. */
  onRefused?: (error: FlowInvalid | TooLate, flowId: string) => void;
}

export interface StartCounts {
  started: number;
  /** Additions that were taken. */
  grown: number;
  /** Flows and additions that cannot be. */
  refused: number;
  /** They come again: additions to a flow that is not stored yet, and job types that a worker may be about to announce. */
  early: number;
}

/** The largest flow takes some seconds. */
const ACK_WAIT_MS = 20_000;
/** After so many deliveries there is no such flow, or no worker of such a type: workers announce theirs every 10 s. */
const DELIVERIES = 3;
const ACK_TIMEOUT_MS = 5_000;

/**
 * Takes started flows and additions from FLOWS into PostgreSQL and releases their first jobs. Repeating it is safe, so a
 * message is acked only after its commit. While PostgreSQL is away they wait in FLOWS.
 */
export class FlowStarter extends PulledLoop<StartCounts> {
  private readonly types: KnownTypes;

  constructor(private readonly options: FlowStarterOptions) {
    super(
      {
        stream: flowsStream(),
        consumer: FLOWS_CONSUMER,
        filters: [allSubjects('flows', 'start'), allSubjects('flows', 'add')],
        batch: 20,
        gatherMs: 1,
        ackWaitMs: ACK_WAIT_MS,
      },
      options,
    );
    this.types = new KnownTypes(options.broker, options.types);
  }

  protected async handle(messages: Msg[]): Promise<StartCounts> {
    const counts: StartCounts = { started: 0, grown: 0, refused: 0, early: 0 };
    for (const message of messages) counts[await this.take(message)] += 1;
    return counts;
  }

  private async take(message: Msg): Promise<keyof StartCounts> {
    const address = parseFlowSubject(message.subject);
    const body = address && read(address.kind, message);
    if (!address || !body) {
      const unreadable = { subject: message.subject, data: message.data, place: placeOfAck(message.reply) };
      this.options.onError?.(await keepUnreadable(this.options.broker.connection, unreadable, 'is no flow'));
      message.respond('+ACK');
      return 'refused';
    }
    const { broker } = this.options;
    const more = await readParts(broker, address, body.parts);
    let outcome: keyof StartCounts;
    if (!more) outcome = await this.withoutParts(address, message);
    else if ('flows' in body)
      outcome = await this.startFlow(address, body.flows, [...more, ...body.nodes], deliveries(message));
    else outcome = await this.growBatch(address, [...more, ...body.nodes], deliveries(message));
    if (outcome === 'early') return outcome;
    await deleteParts(broker, address, body.parts);
    if (address.kind === 'start') message.respond('+ACK');
    else await this.closeAddition(message, address.flowId);
    return outcome;
  }

  /**
   * An addition that waits holds back the end of its batch. Once the broker has confirmed that it is gone, the last of
   * several sees that there is none, and decides.
   */
  private async closeAddition({ reply }: Msg, flowId: string): Promise<void> {
    const { broker, dataSource } = this.options;
    await broker.connection.request(reply!, '+ACK', { timeout: ACK_TIMEOUT_MS });
    await judgeFlows(dataSource, [flowId], this.advanceOptions());
  }

  private async startFlow(
    { scope, flowId }: { scope: string; flowId: string },
    flows: readonly FlowOutline[],
    nodes: readonly FlowNode[],
    delivery: number,
  ): Promise<'started' | 'refused' | 'early'> {
    const { dataSource } = this.options;
    const flow: FlowToStore = { flows: flows as FlowToStore['flows'], nodes, scope };
    try {
      const [{ id, name }] = flow.flows;
      if (id !== flowId) throw new FlowInvalid(name, 'was sent under the id of another one');
      assertScope(name, scope, nodes);
      const unknown = await this.types.findUnknown(nodes);
      if (unknown?.mayCome && delivery < DELIVERIES) return 'early';
      if (unknown) throw new FlowInvalid(name, unknown.problem);
      await storeFlow(dataSource, flow, this.advanceOptions());
      return 'started';
    } catch (error) {
      if (!(error instanceof FlowInvalid)) throw error;
      await refuseFlow(dataSource, flow, error.message, this.options.broker.clock.now());
      this.options.onRefused?.(error, flowId);
      return 'refused';
    }
  }

  private async growBatch(
    { scope, flowId }: { scope: string; flowId: string },
    nodes: readonly FlowNode[],
    delivery: number,
  ): Promise<'grown' | 'refused' | 'early'> {
    try {
      assertScope(flowId, scope, nodes);
      const unknown = await this.types.findUnknown(nodes);
      if (unknown?.mayCome && delivery < DELIVERIES) return 'early';
      if (unknown) throw new FlowInvalid(flowId, unknown.problem);
      const isKnown = await addToBatch(
        this.options.dataSource,
        { flowId, scope, nodes },
        this.options.broker.clock.now(),
      );
      if (isKnown) return 'grown';
      if (delivery < DELIVERIES) return 'early';
      throw new FlowInvalid(flowId, 'does not exist, so nothing can be added to it');
    } catch (error) {
      if (!(error instanceof FlowInvalid || error instanceof TooLate)) throw error;
      this.options.onRefused?.(error, flowId);
      return 'refused';
    }
  }

  private advanceOptions(): { now: number; isGrowing: (flowId: string) => Promise<boolean> } {
    const { broker } = this.options;
    return { now: broker.clock.now(), isGrowing: (flowId) => isBatchGrowing(broker, flowId) };
  }

  /** Parts go when all is stored: either another scheduler did that meanwhile, or they never came. */
  private async withoutParts({ kind, flowId, id }: { kind: string; flowId: string; id: string }, message: Msg) {
    const { manager } = this.options.dataSource;
    const isStored =
      isJobId(flowId) &&
      isJobId(id) &&
      (await (kind === 'start' ? manager.existsBy(FlowRow, { id }) : manager.existsBy(FlowNodeRow, { id })));
    return isStored ? 'refused' : this.complain(`${message.subject}: not whole`);
  }

  private complain(problem: string): 'refused' {
    this.options.onError?.(new MessageInvalid(problem));
    return 'refused';
  }
}

function read(kind: 'start' | 'add', message: Msg): FlowStart | FlowAddition | undefined {
  try {
    const json: unknown = message.json();
    return (kind === 'start' ? FlowStart : FlowAddition).safeParse(json).data;
  } catch {
    return undefined;
  }
}

/** The rights of a team end at its own jobs, so a flow under its name must hold no others. */
function assertScope(flow: string, scope: string, nodes: readonly FlowNode[]): void {
  if (scope === '_') return;
  const foreign = nodes.find(({ job }) => job && !job.type.startsWith(`${scope}.`));
  if (foreign) throw new FlowInvalid(flow, `of workload ${scope} holds ${foreign.job!.type} of another one`);
}

/** `$JS.ACK.<stream>.<consumer>.<delivery>.…` or, with a domain, two tokens more before the stream. */
function deliveries({ reply = '' }: Msg): number {
  const tokens = reply.split('.');
  return Number(tokens[tokens.length === 9 ? 4 : 6]);
}
