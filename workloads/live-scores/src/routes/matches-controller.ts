import {
  BadRequestException,
  ConflictException,
  Controller,
  Get,
  Inject,
  NotFoundException,
  Param,
  Query,
} from '@nestjs/common';
import type { MatchDocument } from '../match/match-document.js';
import { Sport, SPORTS } from '../sports/sport.js';
import { MatchReader } from '../store/match-reader.js';

/** Matches as their channels carry them. Public. */
@Controller('matches')
export class MatchesController {
  constructor(@Inject(MatchReader) private readonly matches: MatchReader) {}

  /** Every match in play, of one sport with `?sport=`. */
  @Get('live')
  async live(@Query('sport') sport?: string): Promise<{ matches: MatchDocument[] }> {
    return { matches: await this.matches.live(sportOf(sport)) };
  }

  /** One match by `<sport>-<upstream id>`, or by the upstream's id alone where it is unambiguous. */
  @Get(':id')
  async match(@Param('id') id: string, @Query('sport') sportName?: string): Promise<MatchDocument> {
    const prefix = SPORTS.find((sport) => id.startsWith(`${sport}-`));
    const matchId = prefix ? id.slice(prefix.length + 1) : id;
    const found = await this.matches.withId(matchId, prefix ?? sportOf(sportName));
    const [match, another] = found;
    if (!match) throw new NotFoundException(`no match has the id ${id}`);
    if (another) {
      const ids = found.map((each) => each.id).join(', ');
      throw new ConflictException(`several matches have the id ${id}: ask for one of ${ids}`);
    }
    return match;
  }
}

function sportOf(name: string | undefined): Sport | undefined {
  if (name === undefined || name === '') return undefined;
  const sport = Sport.safeParse(name);
  if (!sport.success) throw new BadRequestException(`sport must be one of ${SPORTS.join(', ')}`);
  return sport.data;
}
