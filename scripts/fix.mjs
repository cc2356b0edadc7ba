import { install } from './install.mjs';
import { main } from './project.mjs';
import { tool } from './tools.mjs';

/** Puts right what formatter and linter can put right themselves. */
await main(import.meta.url, async () => {
  await install({ development: true });
  const lint = await tool('oxlint', '--type-aware', '--fix');
  return Math.max(lint, await tool('oxfmt'));
});
