/**
 * What the api answered: `const job = await answered(api.GET('/jobs/{id}', { params: { path: { id } } }))`. Whatever is no
 * success was thrown before, as ApiProblem; the command line explains it.
 */
export async function answered<Data>(call: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  const { data } = await call;
  if (data === undefined || data === null) throw new Error('the api answered nothing');
  return data;
}
