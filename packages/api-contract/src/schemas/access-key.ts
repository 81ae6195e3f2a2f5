import { ROLES } from '@kickoff/contracts';
import { z } from 'zod';
import { Id, Time, WorkloadName } from './names.js';

const Name = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .meta({ description: 'For people, unique among keys that are not revoked.' });
const Rights = {
  role: z.enum(ROLES).meta({
    description: 'viewer < operator < admin; a publisher enqueues and changes jobs of its own workloads only.',
  }),
  payloads: z.boolean().meta({ description: 'Whether inputs and outputs of jobs are shown.' }),
  workloads: z.array(WorkloadName).max(100).meta({ description: "A publisher's workloads; of other roles empty." }),
};

/** A key without its secret. */
export const AccessKey = z
  .object({
    id: Id,
    name: Name,
    start: z
      .string()
      .meta({ description: 'The first characters of the key, to recognise it by.', example: 'kk_3fJ9aQ' }),
    ...Rights,
    createdAt: Time,
    createdBy: z.string().meta({ description: 'Name of the key that made it.' }),
    expiresAt: Time.nullable(),
    revokedAt: Time.nullable(),
    lastUsedAt: Time.nullable().meta({ description: 'To the minute.' }),
  })
  .meta({ id: 'AccessKey' });

/** A key with its secret, which nobody can ask for again. */
export const NewAccessKey = AccessKey.extend({
  key: z.string().optional().meta({
    description: 'The key itself, shown this once. A repeated request does not have it: rotate the key then.',
  }),
}).meta({ id: 'NewAccessKey' });

export const CreateAccessKey = z
  .strictObject({
    name: Name,
    role: Rights.role,
    payloads: Rights.payloads.default(false),
    workloads: Rights.workloads.default([]),
    expiresAt: Time.optional().meta({ description: 'Default: it does not expire.' }),
  })
  .refine(({ role, workloads }) => (role === 'publisher') === workloads.length > 0, {
    path: ['workloads'],
    message: 'must name at least one workload for a publisher, and none for other roles',
  })
  .meta({ id: 'CreateAccessKey' });
