import { bucketStream, keySubject, nearest, parseKeySubject, type FlowNode } from '@kickoff/contracts';
import type { Broker } from '@kickoff/jobs';

/** A node whose job type nobody serves, in words. */
export interface UnknownType {
  problem: string;
  /** Its workload is not loaded here, so a worker that announces the type may be about to. */
  mayCome: boolean;
}

/** Job types that a loaded workload declares or a worker has announced. */
export class KnownTypes {
  private readonly known: Set<string>;
  private readonly loadedWorkloads: ReadonlySet<string>;

  constructor(
    private readonly broker: Broker,
    loaded: readonly string[],
  ) {
    this.known = new Set(loaded);
    this.loadedWorkloads = new Set(loaded.map(workloadOf));
  }

  /** The first node of a job type that nobody serves, with the nearest type that somebody does. */
  async findUnknown(nodes: readonly FlowNode[]): Promise<UnknownType | undefined> {
    const isUnknown = ({ job }: FlowNode) => job !== undefined && !this.known.has(job.type);
    if (!nodes.some(isUnknown)) return undefined;
    const registry = bucketStream('registry');
    const options = { subjects_filter: keySubject('registry', '*.*.*') };
    const { state } = await this.broker.manager.streams.info(registry, options);
    // <workload>.<name>.v<version>
    for (const subject of Object.keys(state.subjects ?? {}))
      this.known.add(parseKeySubject(subject)!.key.replace(/\.v\d+$/, ''));
    const unknown = nodes.filter(isUnknown);
    if (unknown.length === 0) return undefined;
    const [{ name, job }] = unknown as [FlowNode, ...FlowNode[]];
    const suggestion = nearest(job!.type, this.known);
    return {
      problem: `node ${name} is of job type ${job!.type}, which no worker has ever served${suggestion ? `; did you mean ${suggestion}?` : ''}`,
      mayCome: unknown.every((node) => !this.loadedWorkloads.has(workloadOf(node.job!.type))),
    };
  }
}

function workloadOf(type: string): string {
  return type.slice(0, type.indexOf('.'));
}
