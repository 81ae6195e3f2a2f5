import { Controller, Inject } from '@nestjs/common';
import {
  listMarks,
  silenceType,
  unsilenceType,
  unwatchTag,
  watchTag,
  type AnswerOf,
  type RequestOf,
} from '@kickoff/api-contract';
import { JobClient } from '@kickoff/jobs';
import type { Call } from '../operations/call.js';
import { Implements } from '../operations/implements.js';
import { API_PATH } from '../requests/api-path.js';

type Silenced = AnswerOf<typeof silenceType>;
type Watched = AnswerOf<typeof watchTag>;

/** What people marked for lists, logs and screens. */
@Controller(API_PATH)
export class MarksController {
  constructor(@Inject(JobClient) private readonly client: JobClient) {}

  @Implements(listMarks)
  async listMarks(): Promise<AnswerOf<typeof listMarks>> {
    const [silenced, watched] = await Promise.all([this.client.silenced(), this.client.watchedTags()]);
    return {
      silenced: silenced.map(({ at, ...mark }) => ({ ...mark, since: new Date(at).toISOString() })),
      watched: watched.map(({ at, workload, ...mark }) => ({
        ...mark,
        workload: workload ?? null,
        since: new Date(at).toISOString(),
      })),
    };
  }

  @Implements(silenceType)
  async silenceType({ params: { type }, body }: RequestOf<typeof silenceType>, { caller }: Call): Promise<Silenced> {
    const said = { reason: body.reason, by: caller.name };
    await this.client.silence(type, said);
    return { type, silenced: true, ...said };
  }

  @Implements(unsilenceType)
  async unsilenceType(
    { params: { type }, query }: RequestOf<typeof unsilenceType>,
    { caller }: Call,
  ): Promise<Silenced> {
    const said = { reason: query.reason ?? 'no longer silenced', by: caller.name };
    await this.client.unsilence(type, said);
    return { type, silenced: false, ...said };
  }

  @Implements(watchTag)
  async watchTag({ params: { tag }, body }: RequestOf<typeof watchTag>, { caller }: Call): Promise<Watched> {
    const said = { reason: body.reason, by: caller.name };
    await this.client.watchTag(tag, { ...said, workload: body.workload });
    return { tag, workload: body.workload ?? null, watched: true, ...said };
  }

  @Implements(unwatchTag)
  async unwatchTag({ params: { tag }, query }: RequestOf<typeof unwatchTag>, { caller }: Call): Promise<Watched> {
    const said = { reason: query.reason ?? 'no longer watched', by: caller.name };
    await this.client.unwatchTag(tag, { ...said, workload: query.workload });
    return { tag, workload: query.workload ?? null, watched: false, ...said };
  }
}
