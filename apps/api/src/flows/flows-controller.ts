import { Controller, Inject } from '@nestjs/common';
import {
  cancelFlow,
  getFlow,
  listFlowNodes,
  listFlows,
  retryFlow,
  retryFlowNode,
  skipFlowNode,
  startFlow,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { RequestInvalid } from '@kickoff/contracts';
import { FlowStore, type FlowView, type NodeView } from '@kickoff/database';
import type { Caller } from '../access/caller.js';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { pageOf } from '../operations/page-of.js';
import { API_PATH } from '../requests/api-path.js';
import { StartingFlows } from './starting-flows.js';

type Flow = AnswerOf<typeof getFlow>;
type FlowNode = AnswerOf<typeof listFlowNodes>['items'][number];

/** Flows: started, shown, and changed. */
@Controller(API_PATH)
export class FlowsController {
  constructor(
    @Inject(FlowStore) private readonly flows: FlowStore,
    @Inject(StartingFlows) private readonly starting: StartingFlows,
  ) {}

  @Implements(listFlows)
  async listFlows({ query }: RequestOf<typeof listFlows>): Promise<AnswerOf<typeof listFlows>> {
    const { state, name, ...page } = query;
    const filter = { ...(state && { state }), ...(name !== undefined && { name }) };
    return pageOf(
      listFlows,
      page,
      ({ before, limit }) => this.flows.list({ ...filter, ...(before !== undefined && { before }), limit }),
      shownFlow,
    );
  }

  @Implements(getFlow)
  async getFlow({ params }: RequestOf<typeof getFlow>): Promise<Flow> {
    return shownFlow(await this.flows.get(params.id));
  }

  @Implements(listFlowNodes)
  async listFlowNodes(
    { params, query: { cursor, limit, state } }: RequestOf<typeof listFlowNodes>,
    { caller }: Call,
  ): Promise<AnswerOf<typeof listFlowNodes>> {
    // One more than asked for tells whether there is a next page.
    const nodes = await this.flows.nodes(params.id, {
      ...(state && { state }),
      ...(cursor !== undefined && { after: placeOf(cursor) }),
      limit: limit + 1,
    });
    const items = nodes.slice(0, limit);
    return {
      items: items.map((node) => shownNode(node, caller)),
      next: nodes.length > limit ? Buffer.from(String(items.at(-1)!.ordinal)).toString('base64url') : null,
    };
  }

  @Implements(startFlow)
  async startFlow({ body }: RequestOf<typeof startFlow>, call: Call): Promise<AnswerOf<typeof startFlow>> {
    return this.starting.start(body, call);
  }

  @Implements(cancelFlow)
  async cancelFlow({ params, body }: RequestOf<typeof cancelFlow>): Promise<Flow> {
    return shownFlow(await this.flows.cancel(params.id, body.reason));
  }

  @Implements(retryFlow)
  async retryFlow({ params }: RequestOf<typeof retryFlow>): Promise<Flow> {
    return shownFlow(await this.flows.retry(params.id));
  }

  @Implements(retryFlowNode)
  async retryFlowNode({ params }: RequestOf<typeof retryFlowNode>): Promise<Flow> {
    return shownFlow(await this.flows.retry(params.id, params.node));
  }

  @Implements(skipFlowNode)
  async skipFlowNode({ params, body }: RequestOf<typeof skipFlowNode>): Promise<Flow> {
    return shownFlow(await this.flows.skip(params.id, params.node, body.reason));
  }
}

function shownFlow({ parentId, reason, deadline, createdAt, startedAt, endedAt, ...flow }: FlowView): Flow {
  return {
    ...flow,
    parentId: parentId ?? null,
    reason: reason ?? null,
    deadline: deadline?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    startedAt: startedAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}

function shownNode(node: NodeView, { payloads }: Caller): FlowNode {
  const { id, name, type, state, after, follows, error, reason, releasedAt, settledAt, output } = node;
  return {
    id,
    name,
    type: type ?? null,
    state,
    after,
    follows,
    error: error ?? null,
    reason: reason ?? null,
    releasedAt: releasedAt?.toISOString() ?? null,
    endedAt: settledAt?.toISOString() ?? null,
    ...(payloads ? { output: output ?? null } : {}),
  };
}

/** Nodes are listed by their place in the flow. */
function placeOf(cursor: string): number {
  const text = Buffer.from(cursor, 'base64url').toString();
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RequestInvalid(listFlowNodes.id, [
    { path: 'query.cursor', message: 'must be `next` of another page of this list' },
  ]);
}
