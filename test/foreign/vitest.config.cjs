// These tests need the network or programs of others, and time: `npm run test:foreign` runs them, `npm test` does not.
module.exports = { test: { include: ['*.test.ts'], testTimeout: 600_000, hookTimeout: 600_000 } };
