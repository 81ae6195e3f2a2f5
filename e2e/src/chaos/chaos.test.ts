import { eachEndsAsTold } from './each-ends-as-told.js';

eachEndsAsTold(Number(process.env['CHAOS_JOBS'] ?? 10_000), process.env['CHAOS_SEED']);
