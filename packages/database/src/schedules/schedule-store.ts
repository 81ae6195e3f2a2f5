import { IsNull, type DataSource, type EntityManager } from 'typeorm';
import { NameTaken, type ScheduleDefinition, type ScheduleTerms } from '@kickoff/contracts';
import { asDatabaseError } from '../connection/connection-error.js';
import { ScheduleRow } from '../entities/schedule.js';
import { compileTiming, type CompiledTiming } from './schedule-timing.js';
import { effectiveSchedule, planOf, termsOf, type EffectiveSchedule, type SchedulePlan } from './effective-schedule.js';

/** What an operator changes at run time. It wins over the code until `reset`. */
export interface ScheduleEdit extends Partial<ScheduleTerms> {
  input?: unknown;
  everyMs?: number;
  cron?: string;
  timeZone?: string;
  enabled?: boolean;
}

/** One that is made at run time. */
export interface NewSchedule extends ScheduleTerms {
  /** `<workload>.<name>`. */
  id: string;
  workload: string;
  jobType: string;
  input: unknown;
  everyMs?: number | undefined;
  cron?: string | undefined;
  timeZone: string;
  enabled: boolean;
  createdBy: string;
}

/** A schedule with what is known about it. */
export interface StoredSchedule extends SchedulePlan {
  workload: string;
  timing: CompiledTiming;
  /** Whether an edit is in effect in place of what the code, or whoever made it, said. */
  isEdited: boolean;
  /** Null when the code declares it. */
  createdBy: string | null;
  lastTick: Date | null;
  /** Why the platform disabled it; null when it did not. */
  disabledReason: string | null;
  /** When anything about it changed last. */
  changedAt: Date;
  revision: number;
}

export interface SyncCounts {
  declared: number;
  changed: number;
  removed: number;
}

/** Two schedulers that start at once must not both raise a revision. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtext('kickoff.schedules'))`;

/** The `schedules` table: the code's declarations, operators' edits, and the last tick of each. */
export class ScheduleStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Makes the table follow the code. Schedules of these workloads that the code no longer declares are kept and never fire.
   *
   * @throws ConfigurationInvalid when a declaration is wrong; nothing was stored. DatabaseUnavailable
   */
  sync(workloads: readonly string[], definitions: readonly ScheduleDefinition[]): Promise<SyncCounts> {
    for (const definition of definitions) effectiveSchedule(planOf(definition), 1);
    return this.locked(async (manager) => {
      const rows = new Map((await manager.find(ScheduleRow)).map((row) => [row.id, row]));
      const counts: SyncCounts = { declared: definitions.length, changed: 0, removed: 0 };
      for (const definition of definitions) {
        const row = declare(rows.get(definition.id), definition);
        if (refresh(row)) counts.changed += 1;
        await manager.save(ScheduleRow, row);
        rows.delete(definition.id);
      }
      for (const row of rows.values()) {
        if (row.removedAt || row.createdBy !== null || !workloads.includes(row.workload)) continue;
        row.removedAt = new Date();
        refresh(row);
        await manager.save(ScheduleRow, row);
        counts.removed += 1;
      }
      return counts;
    });
  }

  /** Every schedule as it is in effect; removed ones are disabled. */
  async effective(): Promise<EffectiveSchedule[]> {
    const rows = await this.guarded(() => this.dataSource.manager.find(ScheduleRow, { order: { id: 'ASC' } }));
    return rows.map((row) => effectiveSchedule(planOfRow(row), row.revision));
  }

  /** Every schedule that has not been removed, as it is in effect, by id. */
  async list(): Promise<StoredSchedule[]> {
    const rows = await this.guarded(() =>
      this.dataSource.manager.find(ScheduleRow, { where: { removedAt: IsNull() }, order: { id: 'ASC' } }),
    );
    return rows.map(storedSchedule);
  }

  /** Undefined when there is none, or it has been removed. */
  async get(id: string): Promise<StoredSchedule | undefined> {
    const row = await this.guarded(() => this.dataSource.manager.findOneBy(ScheduleRow, { id, removedAt: IsNull() }));
    return row ? storedSchedule(row) : undefined;
  }

  /**
   * Makes a schedule that no code declares.
   *
   * @throws ConfigurationInvalid when it is no valid one, NameTaken; nothing was stored then
   */
  async create(wanted: NewSchedule): Promise<void> {
    await this.locked(async (manager) => {
      const existing = await manager.findOneBy(ScheduleRow, { id: wanted.id });
      if (existing && existing.removedAt === null) throw new NameTaken(`there is a schedule ${wanted.id} already`);
      const { workload, jobType, input, everyMs, cron, timeZone, enabled, createdBy } = wanted;
      const row = Object.assign(existing ?? newRow(wanted.id), NO_EDIT, {
        workload,
        jobType,
        input: input ?? null,
        everyMs: everyMs ?? null,
        cron: cron ?? null,
        timeZone,
        enabled,
        createdBy,
        ...stored(termsOf(wanted)),
        removedAt: null,
      });
      refresh(row);
      await manager.save(ScheduleRow, row);
    });
  }

  /** Deletes one that was made at run time; `declared` and nothing changed when the code declares it. */
  async remove(id: string): Promise<'removed' | 'declared' | 'unknown'> {
    return this.locked(async (manager) => {
      const row = await manager.findOneBy(ScheduleRow, { id, removedAt: IsNull() });
      if (!row) return 'unknown';
      if (row.createdBy === null) return 'declared';
      row.removedAt = new Date();
      refresh(row);
      await manager.save(ScheduleRow, row);
      return 'removed';
    });
  }

  /** @throws ConfigurationInvalid when the edit makes no valid schedule; nothing was stored */
  async edit(id: string, edit: ScheduleEdit): Promise<boolean> {
    return this.change(id, (row) => {
      if (edit.input !== undefined) row.overrideInput = edit.input;
      if (edit.everyMs !== undefined) Object.assign(row, { overrideEveryMs: edit.everyMs, overrideCron: null });
      if (edit.cron !== undefined) Object.assign(row, { overrideCron: edit.cron, overrideEveryMs: null });
      if (edit.timeZone !== undefined) row.overrideTimeZone = edit.timeZone;
      const { overlap, terms } = stored(edit);
      if (overlap !== undefined) row.overrideOverlap = overlap;
      if (Object.keys(terms).length > 0) row.overrideTerms = { ...row.overrideTerms, ...terms };
      if (edit.enabled !== undefined) Object.assign(row, { overrideEnabled: edit.enabled, disabledReason: null });
    });
  }

  /**
   * Disables a schedule on behalf of the platform, unless it was changed since.
   *
   * @returns whether it was disabled by this call
   */
  async disable(id: string, revision: number, reason: string): Promise<boolean> {
    return this.change(id, (row) => {
      if (row.revision !== revision) return false;
      Object.assign(row, { overrideEnabled: false, disabledReason: reason });
      return true;
    });
  }

  /** Drops all edits: the code's declaration is in effect again. */
  async reset(id: string): Promise<boolean> {
    return this.change(id, (row) => void Object.assign(row, NO_EDIT));
  }

  /** Notes the last tick of schedules, never backwards. */
  async noteTicks(lastTicks: ReadonlyMap<string, number>): Promise<void> {
    if (lastTicks.size === 0) return;
    await this.guarded(() =>
      this.dataSource.query(
        `UPDATE kickoff.schedules s SET last_tick = GREATEST(s.last_tick, t.at)
         FROM unnest($1::text[], $2::timestamptz[]) AS t (id, at) WHERE s.id = t.id`,
        [[...lastTicks.keys()], [...lastTicks.values()].map((at) => new Date(at))],
      ),
    );
  }

  private change(id: string, apply: (row: ScheduleRow) => boolean | void): Promise<boolean> {
    return this.locked(async (manager) => {
      const row = await manager.findOneBy(ScheduleRow, { id, removedAt: IsNull() });
      if (!row || apply(row) === false) return false;
      refresh(row);
      await manager.save(ScheduleRow, row);
      return true;
    });
  }

  private locked<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.guarded(() =>
      this.dataSource.transaction(async (manager) => {
        await manager.query(LOCK);
        return work(manager);
      }),
    );
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asDatabaseError(error);
    }
  }
}

const NO_EDIT = {
  overrideInput: null,
  overrideEveryMs: null,
  overrideCron: null,
  overrideTimeZone: null,
  overrideOverlap: null,
  overrideTerms: null,
  overrideEnabled: null,
  disabledReason: null,
} satisfies Partial<ScheduleRow>;

function declare(existing: ScheduleRow | undefined, definition: ScheduleDefinition): ScheduleRow {
  return Object.assign(existing ?? newRow(definition.id), {
    createdBy: null,
    workload: definition.job.workload,
    jobType: definition.job.type,
    input: definition.input ?? null,
    everyMs: definition.everyMs ?? null,
    cron: definition.cron ?? null,
    timeZone: definition.timeZone,
    ...stored(termsOf(definition)),
    enabled: definition.enabled,
    removedAt: null,
  });
}

function newRow(id: string): ScheduleRow {
  return Object.assign(new ScheduleRow(), { id, ...NO_EDIT, lastTick: null, hash: '', revision: 0, createdBy: null });
}

function storedSchedule(row: ScheduleRow): StoredSchedule {
  const plan = planOfRow(row);
  const { workload, createdBy, lastTick, revision, disabledReason, updatedAt: changedAt } = row;
  const isEdited = Object.keys(NO_EDIT).some((column) => row[column as keyof typeof NO_EDIT] !== null);
  const timing = compileTiming(plan, plan.id);
  return { ...plan, workload, createdBy, lastTick, revision, disabledReason, changedAt, isEdited, timing };
}

/** Terms as the columns have them: overlap in one of its own. */
function stored({ overlap, catchUp, catchUpWithinMs, jitterMs, pauseAfterFailures }: Partial<ScheduleTerms>) {
  const terms = { catchUp, catchUpWithinMs, jitterMs, pauseAfterFailures };
  return { overlap, terms: Object.fromEntries(Object.entries(terms).filter(([, term]) => term !== undefined)) };
}

/** Brings hash and revision up to date with what is in effect; whether that changed anything. */
function refresh(row: ScheduleRow): boolean {
  const { hash } = effectiveSchedule(planOfRow(row), row.revision);
  if (hash === row.hash) return false;
  Object.assign(row, { hash, revision: row.revision + 1, updatedAt: new Date() });
  return true;
}

function planOfRow(row: ScheduleRow): SchedulePlan {
  const retimed = row.overrideEveryMs !== null || row.overrideCron !== null;
  return {
    id: row.id,
    jobType: row.jobType,
    input: row.overrideInput ?? row.input,
    everyMs: retimed ? row.overrideEveryMs : row.everyMs,
    cron: retimed ? row.overrideCron : row.cron,
    timeZone: row.overrideTimeZone ?? row.timeZone,
    ...termsOf({
      ...row.terms,
      ...row.overrideTerms,
      overlap: row.overrideOverlap ?? row.overlap,
    }),
    enabled: row.removedAt === null && (row.overrideEnabled ?? row.enabled),
  };
}
