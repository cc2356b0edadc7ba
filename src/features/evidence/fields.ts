import { z } from 'zod';

/** A version as tools write it: "1.4.0", "2026.03.12-rc.1", "v7". It stands in addresses, and is told apart by its letters. */
export const releaseField = z
  .string('Say which release: its version, such as 1.4.0.')
  .trim()
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9._+-]{0,78}[A-Za-z0-9])?$/u,
    'Give the version of the release in letters, digits, dots and dashes, such as 1.4.0.',
  );
