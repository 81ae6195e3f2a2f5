import { Controller, Inject } from '@nestjs/common';
import {
  drainWorker,
  getWorker,
  listWorkers,
  pauseWorker,
  restartWorker,
  resumeWorker,
  terminateWorkers,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import {
  NotFound,
  parseWorkerId,
  PLATFORM_WORKLOAD,
  WorkerGone,
  workerId,
  WorkerRefused,
  workerToken,
  type WorkerCommandName,
} from '@kickoff/contracts';
import { Broker, commandWorker, knownWorkers, type KnownWorker } from '@kickoff/jobs';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';

type Worker = AnswerOf<typeof getWorker>;
type Told = AnswerOf<typeof pauseWorker>;
type Request = RequestOf<typeof pauseWorker>;

/** Workers, as they speak of themselves, and what operators tell them. */
@Controller(API_PATH)
export class WorkersController {
  constructor(@Inject(Broker) private readonly broker: Broker) {}

  @Implements(listWorkers)
  async listWorkers(): Promise<AnswerOf<typeof listWorkers>> {
    return { items: (await knownWorkers(this.broker)).map(shown) };
  }

  @Implements(getWorker)
  async getWorker({ params: { id } }: RequestOf<typeof getWorker>): Promise<Worker> {
    return shown(await this.find(id));
  }

  @Implements(pauseWorker)
  async pauseWorker(request: Request, call: Call): Promise<Told> {
    return this.tell('pause', request, call);
  }

  @Implements(resumeWorker)
  async resumeWorker(request: Request, call: Call): Promise<Told> {
    return this.tell('resume', request, call);
  }

  @Implements(drainWorker)
  async drainWorker(request: Request, call: Call): Promise<Told> {
    return this.tell('drain', request, call);
  }

  @Implements(restartWorker)
  async restartWorker(request: Request, call: Call): Promise<Told> {
    return this.tell('restart', request, call);
  }

  @Implements(terminateWorkers)
  async terminateWorkers(
    { body: { workload, reason } }: RequestOf<typeof terminateWorkers>,
    { caller: { name: by } }: Call,
  ): Promise<AnswerOf<typeof terminateWorkers>> {
    const workers = (await knownWorkers(this.broker, workload)).filter(
      (worker) => workload !== undefined || worker.workload !== PLATFORM_WORKLOAD,
    );
    const items = workers.map(async (worker) => {
      const id = workerId(worker);
      try {
        const state = await commandWorker(this.broker, parseWorkerId(id)!, { name: 'restart', reason, by });
        return { id, state, problem: null };
      } catch (error) {
        if (error instanceof WorkerGone || error instanceof WorkerRefused)
          return { id, state: null, problem: error.message };
        throw error;
      }
    });
    return { items: await Promise.all(items) };
  }

  private async tell(
    name: WorkerCommandName,
    { params: { id }, body: { reason } }: Request,
    { caller: { name: by } }: Call,
  ): Promise<Told> {
    await this.find(id);
    return { id, state: await commandWorker(this.broker, parseWorkerId(id)!, { name, reason, by }) };
  }

  /** @throws NotFound; WorkerGone when it was started anew since */
  private async find(id: string): Promise<KnownWorker> {
    const place = parseWorkerId(id);
    const known = place && (await knownWorkers(this.broker, place.workload));
    const worker = known?.find(({ name }) => workerToken(name) === place?.token);
    if (!worker) throw new NotFound(`there is no worker ${id}`);
    if (workerId(worker) !== id) throw new WorkerGone(`worker ${id} was started anew and is ${workerId(worker)} now`);
    return worker;
  }
}

function shown(worker: KnownWorker): Worker {
  const { name, workload, host, pid, version, state, causes, told, queues, types, running, inHand } = worker;
  const { eventLoop, memory, startedAt, at } = worker;
  return {
    id: workerId(worker),
    name,
    workload,
    host: host ?? null,
    pid: pid ?? null,
    version: version ?? null,
    state: state ?? null,
    causes: causes ?? [],
    told: told ?? null,
    queues: queues.map(({ busy = 0, ...queue }) => ({ ...queue, busy })),
    types,
    running,
    inHand,
    eventLoopMs: eventLoop ? { mean: eventLoop.meanMs, p99: eventLoop.p99Ms, max: eventLoop.maxMs } : null,
    memory: memory ?? null,
    startedAt: new Date(startedAt).toISOString(),
    heardAt: new Date(at).toISOString(),
  };
}
