import { AsyncLocalStorage } from 'node:async_hooks';
import { Unrecoverable } from '@kickoff/contracts';
import type { JobMiddleware } from '@kickoff/jobs';

const tenants = new AsyncLocalStorage<string>();

/** Whose work is being done. */
export function currentTenant(): string | undefined {
  return tenants.getStore();
}

export function inTenant<T>(tenant: string, work: () => T): T {
  return tenants.run(tenant, work);
}

/** Jobs carry the tenant in whose name they are enqueued, and run in its name. */
export const tenancy: JobMiddleware = {
  async enqueue({ contract, input, options }, next) {
    const tenant = currentTenant() ?? options.carry?.['tenant'];
    if (tenant === undefined) throw new Unrecoverable(`${contract.type} is enqueued in no tenant's name`);
    const tags = [...(options.tags ?? []), `tenant:${tenant}`];
    return next({ contract, input, options: { ...options, tags, carry: { ...options.carry, tenant } } });
  },
  async run(request, next) {
    const { tenant } = request.job.carried;
    if (tenant === undefined) throw new Unrecoverable('the job carries no tenant');
    return inTenant(tenant, () => next(request));
  },
};
