import { eachEndsAsTold } from './each-ends-as-told.js';

// A small part, for a look within two minutes.
eachEndsAsTold(600, process.env['CHAOS_SEED']);
