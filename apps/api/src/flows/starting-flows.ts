import { Inject, Injectable } from '@nestjs/common';
import { startFlow, type AnswerOf, type RequestOf } from '@kickoff/api-contract';
import { Forbidden, InputInvalid, RequestInvalid, type JobNode } from '@kickoff/contracts';
import { JobClient, requestedJobId, type FlowBuilder, type GraphPart } from '@kickoff/jobs';
import type { Call } from '../operations/call.js';
import { KnownContracts } from '../types/known-contracts.js';

type Body = RequestOf<typeof startFlow>['body'];
/** What follows a batch. */
const FOLLOWERS = ['then', 'catch', 'finally'] as const;

type Step = Extract<Body, { chain: unknown }>['chain'][number];

/** Makes a flow of what a request asks for: all of it is checked before any of it is started. */
@Injectable()
export class StartingFlows {
  constructor(
    @Inject(JobClient) private readonly client: JobClient,
    @Inject(KnownContracts) private readonly contracts: KnownContracts,
  ) {}

  /** @throws FlowInvalid, UnknownJobType, InputInvalid, RequestInvalid, PriorityNotDeclared, Forbidden, QueueDraining, Overloaded, BrokerUnavailable */
  async start(body: Body, call: Call): Promise<AnswerOf<typeof startFlow>> {
    this.client.assertAdmitted();
    const flow = (await this.prepare(body, call))();
    if (body.deadline !== undefined) flow.deadline(body.deadline);
    const { once } = call;
    const { id, jobIds } = await flow.start(once && { id: requestedJobId(once.id, once.firstAt.getTime(), 0) });
    return { id, jobs: Object.fromEntries(jobIds) };
  }

  /** Resolves with a function because a batch has a `then`, which `await` would call. */
  private async prepare(body: Body, call: Call): Promise<() => FlowBuilder> {
    if ('chain' in body) return this.chain(body, call);
    if ('batch' in body) return this.batch(body, call);
    const parts: Record<string, GraphPart<string>> = {};
    for (const [name, { after, ...step }] of Object.entries(body.nodes))
      parts[name] = { job: await this.node(step, `body.nodes.${name}`, call), ...(after && { after }) };
    return () => this.client.flow(body.name, parts);
  }

  private async chain({ chain, onFailure }: Extract<Body, { chain: unknown }>, call: Call): Promise<() => FlowBuilder> {
    const [first, ...others] = await this.nodes(chain, 'body.chain', call);
    const failure = onFailure && (await this.node(onFailure, 'body.onFailure', call));
    return () => {
      const flow = this.client.chain(first!, ...others);
      return failure ? flow.onFailure(failure) : flow;
    };
  }

  private async batch(body: Extract<Body, { batch: unknown }>, call: Call): Promise<() => FlowBuilder> {
    const jobs = await this.nodes(body.batch, 'body.batch', call);
    const followers = new Map<(typeof FOLLOWERS)[number], JobNode>();
    for (const follower of FOLLOWERS) {
      const step = body[follower];
      if (step) followers.set(follower, await this.node(step, `body.${follower}`, call));
    }
    return () => {
      const flow = this.client.batch(body.name, jobs);
      for (const [follower, node] of followers) flow[follower](node);
      return flow;
    };
  }

  private async nodes(steps: readonly Step[], path: string, call: Call): Promise<JobNode[]> {
    const nodes: JobNode[] = [];
    for (const [index, step] of steps.entries()) nodes.push(await this.node(step, `${path}.${index}`, call));
    return nodes;
  }

  private async node(step: Step, path: string, { caller }: Call): Promise<JobNode> {
    const { type, input, ...options } = step;
    const workload = type.slice(0, type.indexOf('.'));
    if (caller.role === 'publisher' && !caller.workloads.includes(workload))
      throw new Forbidden(`${path}.type: this key enqueues to ${caller.workloads.join(', ')} only, not to ${workload}`);
    const known = await this.contracts.find(type);
    if (known.from === 'registry' && options.priority !== undefined)
      await this.contracts.assertServed(known.announced, options.priority);
    const contract = known.from === 'code' ? known.contract : known.contractFor(undefined);
    if (known.from === 'registry' && (contract.unique || contract.ordered)) {
      const message = `${type} has a key that only its code can make, and the api does not load its workload`;
      throw new RequestInvalid(startFlow.id, [{ path: `${path}.type`, message }]);
    }
    const node: JobNode = { contract, input, options };
    await this.assertInput(node, path);
    return node;
  }

  /** Here as well as at the start of the flow, which could not say where it stands in the request. */
  private async assertInput({ contract, input }: JobNode, path: string): Promise<void> {
    try {
      await this.client.message(contract, input, {});
    } catch (error) {
      if (!(error instanceof InputInvalid)) throw error;
      const issues = error.issues.map(({ path: field, message }) => ({
        path: [path, 'input', field].filter(Boolean).join('.'),
        message,
      }));
      throw new InputInvalid(error.jobType, issues);
    }
  }
}
