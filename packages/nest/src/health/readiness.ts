import { Injectable } from '@nestjs/common';

/** State of one thing that a service depends on. */
export interface DependencyState {
  up: boolean;
  /** In words, e.g. why it is down. */
  detail?: string;
}

export interface ReadinessReport {
  ready: boolean;
  dependencies: Record<string, DependencyState>;
}

/** What the service depends on and whether it is there. A service is ready when all of it is up. */
@Injectable()
export class Readiness {
  private readonly dependencies = new Map<string, DependencyState>();
  private readonly listeners = new Set<(name: string, state: DependencyState) => void>();

  /** Reports a dependency; the first report of a name makes it one. */
  set(name: string, state: DependencyState): void {
    const before = this.dependencies.get(name);
    this.dependencies.set(name, state);
    if (before?.up === state.up && before.detail === state.detail) return;
    for (const listener of this.listeners) listener(name, state);
  }

  /** Calls back on every change until the returned function is called. */
  onChange(listener: (name: string, state: DependencyState) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  report(): ReadinessReport {
    const dependencies = Object.fromEntries(this.dependencies);
    return { ready: Object.values(dependencies).every(({ up }) => up), dependencies };
  }
}
