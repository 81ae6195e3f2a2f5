import { FlowInvalid, nearest, type FlowNode } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';

const REGISTRY = 'KV_registry';
const PREFIX = '$KV.registry.';

/** Job types that a loaded workload declares or a worker has announced. */
export class KnownTypes {
  private readonly known: Set<string>;

  constructor(
    private readonly broker: Broker,
    loaded: readonly string[],
  ) {
    this.known = new Set(loaded);
  }

  /** @throws FlowInvalid naming the first job type that nobody serves, and the nearest one that somebody does */
  async assertKnown(flow: string, nodes: readonly FlowNode[]): Promise<void> {
    const isUnknown = ({ job }: FlowNode) => job !== undefined && !this.known.has(job.type);
    if (!nodes.some(isUnknown)) return;
    const { state } = await this.broker.manager.streams.info(REGISTRY, { subjects_filter: `${PREFIX}>` });
    // <workload>.<name>.v<version>
    for (const key of Object.keys(state.subjects ?? {}))
      this.known.add(key.slice(PREFIX.length).replace(/\.v\d+$/, ''));
    const unknown = nodes.find(isUnknown);
    if (!unknown) return;
    const suggestion = nearest(unknown.job!.type, this.known);
    throw new FlowInvalid(
      flow,
      `node ${unknown.name} is of job type ${unknown.job!.type}, which no worker has ever served${suggestion ? `; did you mean ${suggestion}?` : ''}`,
    );
  }
}
