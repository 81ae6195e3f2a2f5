import { openApiDocument } from './openapi-document.js';

/** A program: prints the OpenAPI document, for the generator of docs/reference/openapi.json and of the client. */
process.stdout.write(`${JSON.stringify(openApiDocument(process.argv[2] ?? '0'), null, 2)}\n`);
