import { Body, Controller, Get, HttpCode, Inject, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { RequiresRole } from '@kickoff/nest';
import { z } from 'zod';
import { Username } from '../contracts/analysis-subject.js';
import { StartAnalysis } from '../requesting/start-analysis.js';
import { BulkStore, type ServedBulk } from '../store/bulk-store.js';
import { parseBody } from './parse-body.js';

const BulkRequest = z.strictObject({ usernames: z.array(Username).min(1).max(500) });

/** Many analyses at once, for operators. */
@Controller('bulk-analyses')
@RequiresRole('operator')
export class BulkAnalysesController {
  constructor(
    @Inject(StartAnalysis) private readonly starting: StartAnalysis,
    @Inject(BulkStore) private readonly bulks: BulkStore,
  ) {}

  @Post()
  @HttpCode(202)
  request(@Body() body: unknown): ReturnType<StartAnalysis['many']> {
    return this.starting.many(parseBody(BulkRequest, body).usernames);
  }

  @Get(':id')
  async bulk(@Param('id', ParseUUIDPipe) id: string): Promise<ServedBulk> {
    const bulk = await this.bulks.served(id);
    if (!bulk) throw new NotFoundException(`there is no bulk analysis ${id}`);
    return bulk;
  }
}
