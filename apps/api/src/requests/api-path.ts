/** Where the control API and the routes of workloads are. */
export const API_PATH = '/api/v1';
