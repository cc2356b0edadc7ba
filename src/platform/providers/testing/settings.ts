import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { providersFrom, type ProviderSettings } from '../settings.ts';
import { CLIENT } from './identity-provider.ts';

/** A port that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

/** Settings as they would stand in the file of an installation. */
export function settingsFor(...providers: readonly Readonly<Record<string, unknown>>[]): readonly ProviderSettings[] {
  const common = { clientId: CLIENT.id, clientSecret: { env: 'TEST_SECRET' } };
  return providersFrom({
    TEST_SECRET: CLIENT.secret,
    PRIMUM_PROVIDERS: JSON.stringify(providers.map((one) => ({ ...common, ...one }))),
  });
}
