import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Ip,
  NotFoundException,
  Param,
  ParseUUIDPipe,
  Post,
} from '@nestjs/common';
import { RequiresRole, WORKLOAD_SETTINGS } from '@kickoff/nest';
import { z } from 'zod';
import { Username } from '../contracts/analysis-subject.js';
import { isNameOrPublic } from '../notifying/public-addresses.js';
import { analysisChannel } from '../analysis/analysis-message.js';
import { ChannelTokens } from '../requesting/channel-tokens.js';
import { StartAnalysis } from '../requesting/start-analysis.js';
import type { ProfileReviewSettings } from '../settings.js';
import { AnalysisStore, type ServedAnalysis } from '../store/analysis-store.js';
import { parseBody } from './parse-body.js';

const AnalysisRequest = z.strictObject({
  username: Username,
  email: z.email().max(254).nullable().default(null),
  webhookUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
});

/** Analyses: whoever knows an id may read it, and anybody may ask for one, so often. */
@Controller('analyses')
export class AnalysesController {
  constructor(
    @Inject(ChannelTokens) private readonly tokens: ChannelTokens,
    @Inject(StartAnalysis) private readonly starting: StartAnalysis,
    @Inject(AnalysisStore) private readonly analyses: AnalysisStore,
    @Inject(WORKLOAD_SETTINGS) private readonly settings: ProfileReviewSettings,
  ) {}

  /** `token` lets a socket subscribe to `channel`; it is null where the installation gives none. */
  @Post()
  @HttpCode(202)
  async request(
    @Body() body: unknown,
    @Ip() address: string,
  ): Promise<{ id: string; channel: string; token: string | null }> {
    const wish = parseBody(
      AnalysisRequest.refine((asked) => this.mayTell(asked), WEBHOOK_REFUSED),
      body,
    );
    const id = await this.starting.one(wish, address);
    const channel = analysisChannel(id);
    return { id, channel, token: await this.tokens.tokenFor(channel) };
  }

  @Get(':id')
  async analysis(@Param('id', ParseUUIDPipe) id: string): Promise<ServedAnalysis> {
    const analysis = await this.analyses.served(id);
    if (!analysis) throw new NotFoundException(`there is no analysis ${id}`);
    return analysis;
  }

  /** Its jobs end as cancelled. */
  @Delete(':id')
  @HttpCode(204)
  @RequiresRole('operator')
  async remove(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    if (!(await this.analyses.remove(id))) throw new NotFoundException(`there is no analysis ${id}`);
  }

  private mayTell({ webhookUrl }: { webhookUrl: string | null }): boolean {
    const { PROFILE_REVIEW_WEBHOOK_TARGETS: targets } = this.settings;
    return webhookUrl === null || targets === 'any' || isNameOrPublic(new URL(webhookUrl));
  }
}

const WEBHOOK_REFUSED = { path: ['webhookUrl'], error: 'must be a public address' };
