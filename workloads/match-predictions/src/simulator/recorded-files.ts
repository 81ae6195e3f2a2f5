import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Serves a folder of recorded files as they are: `E0_2324.csv` for `/mmz4281/2324/E0.csv`, and `fixtures.csv`. */
export class RecordedFiles {
  private readonly names: ReadonlySet<string>;

  constructor(readonly folder: string) {
    this.names = new Set(readdirSync(folder));
  }

  /** Undefined where the folder has no such file. */
  season(league: string, season: string): string | undefined {
    return this.read(`${league}_${season}.csv`);
  }

  fixtures(): string | undefined {
    return this.read('fixtures.csv');
  }

  private read(name: string): string | undefined {
    return this.names.has(name) ? readFileSync(path.join(this.folder, name), 'utf8') : undefined;
  }
}
