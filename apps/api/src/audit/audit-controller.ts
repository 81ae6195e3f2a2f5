import { Controller, Inject } from '@nestjs/common';
import { listAudit, type AnswerOf, type RequestOf } from '@kickoff/api-contract';
import { AuditStore } from '@kickoff/database';
import { Implements } from '../operations/implements.js';
import { pageOf } from '../operations/page-of.js';
import { API_PATH } from '../requests/api-path.js';

/** Who changed what. */
@Controller(API_PATH)
export class AuditController {
  constructor(@Inject(AuditStore) private readonly entries: AuditStore) {}

  @Implements(listAudit)
  async listAudit({ query }: RequestOf<typeof listAudit>): Promise<AnswerOf<typeof listAudit>> {
    const { operation, key: keyId } = query;
    return pageOf(
      listAudit,
      query,
      (page) => this.entries.list({ ...page, operation, keyId }),
      ({ at, ...row }) => ({ ...row, at: at.toISOString() }),
    );
  }
}
