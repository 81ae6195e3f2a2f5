import { ApiProblem, createApiClient } from '@kickoff/api-client';

/** Enqueues a greeting and reads its job until it has ended; undefined when the name is refused. */
export async function greetAndWait(url: string, key: string, name: string): Promise<unknown> {
  const api = createApiClient({ url, key });
  try {
    const { data } = await api.POST('/jobs', { body: { type: 'greetings.greet-person', input: { name } } });
    const [job] = data!.jobs;
    for (;;) {
      const shown = await api.GET('/jobs/{id}', { params: { path: { id: job!.id } } });
      if (shown.data!.endedAt) return shown.data!.output;
    }
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'INPUT_INVALID') return undefined;
    throw error;
  }
}
