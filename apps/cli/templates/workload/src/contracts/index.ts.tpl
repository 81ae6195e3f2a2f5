export { workload } from './workload.js';
