import { eachEndsAsTold } from '../chaos/each-ends-as-told.js';

// A small part of what `npm run test:chaos` runs.
eachEndsAsTold(600, process.env['CHAOS_SEED']);
