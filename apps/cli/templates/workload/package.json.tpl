{
  "name": "{{package}}",
  "version": "0.1.0",
  "private": true,
  "description": "{{summary}}",
  "type": "module",
  "exports": {
    "./contracts": {
      "types": "./dist/contracts/index.d.ts",
      "default": "./dist/contracts/index.js"
    },
    "./worker": {
      "types": "./dist/worker.d.ts",
      "default": "./dist/worker.js"
    }
  },
  "files": [
    "dist",
    "!dist/**/*.test.*"
  ],
  "scripts": {
    "build": "tsc -b",
    "test": "tsc -b && node --experimental-vm-modules --disable-warning=ExperimentalWarning node_modules/jest/bin/jest.js"
  },
  "engines": {
    "node": ">=20.20"
  },
  "dependencies": {
    "@kickoff/contracts": "^{{version}}",
    "@kickoff/jobs": "^{{version}}",
    "@kickoff/nest": "^{{version}}",
    "zod": "^4.6.7"
  },
  "devDependencies": {
    "@jest/globals": "^30.5.2",
    "@kickoff/cli": "^{{version}}",
    "@types/node": "^20.19.0",
    "jest": "^30.5.2",
    "typescript": "^7.0.2"
  }
}
