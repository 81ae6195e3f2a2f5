import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { AnyOperation } from '@kickoff/api-contract';
import { Forbidden, includesRole, Unauthenticated, type Role } from '@kickoff/contracts';
import { REQUIRED_ROLE } from '@kickoff/nest';
import type { FastifyRequest } from 'fastify';
import { OPERATION } from '../operations/operation-metadata.js';

/** Lets through who has the role: of the operation, or of the route of a workload that asks for one. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const operation = this.reflector.get<AnyOperation | undefined>(OPERATION, context.getHandler());
    const places = [context.getHandler(), context.getClass()];
    const needed = operation?.role ?? this.reflector.getAllAndOverride<Role | undefined>(REQUIRED_ROLE, places);
    if (needed === undefined || needed === 'public') return true;
    const { caller, refusal } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!caller?.role) throw refusal ?? new Unauthenticated('a key is needed: send it as `Authorization: Bearer kk_…`');
    if (includesRole(caller.role, needed)) return true;
    throw new Forbidden(
      `this asks for the role ${needed}; the key ${JSON.stringify(caller.name)} is of a ${caller.role}`,
    );
  }
}
