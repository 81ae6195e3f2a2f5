import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { Role } from '@kickoff/contracts';

/** Metadata of a route of a workload that is not public. */
export const REQUIRED_ROLE = 'kickoff:required-role';

/**
 * On a controller of a workload, or on one of its routes: only a key of the control API with this role, or one that
 * includes it, may call it. Without it a route is public.
 */
export const RequiresRole = (role: Role): CustomDecorator => SetMetadata(REQUIRED_ROLE, role);
