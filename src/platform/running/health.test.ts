import assert from 'node:assert/strict';
import { test } from 'node:test';
import Fastify from 'fastify';
import { testApp } from '../../test-app.ts';
import { isFromHere, registerHealth, type HealthOptions } from './health.ts';
import { Metrics } from './metrics.ts';

const here = { host: 'localhost:3016' };

function health(options: Partial<HealthOptions>) {
  const app = Fastify();
  const metrics = new Metrics({ version: '1.2.3', pools: () => [{ pool: 'reading', open: 3, inUse: 1, waiting: 0 }] });
  registerHealth(app, { ready: () => true, ping: async () => {}, metrics, openMetrics: false, ...options });
  return app;
}

test('ready means: the first start is over, and the database answers', async () => {
  let ready = false;
  const app = health({ ready: () => ready });
  const before = await app.inject('/health/ready');
  assert.equal(before.statusCode, 503);
  assert.deepEqual(before.json(), { ready: false, because: 'The first start is not over yet.' });
  assert.equal((await app.inject('/health/live')).statusCode, 200);
  ready = true;
  assert.deepEqual((await app.inject('/health/ready')).json(), { ready: true });
});

test('a database that is gone, or does not answer in time, is not ready', async () => {
  const gone = health({ ping: () => Promise.reject(new Error('postgres://user:secret@host')) });
  const answer = await gone.inject('/health/ready');
  assert.equal(answer.statusCode, 503);
  assert.deepEqual(answer.json(), { ready: false, because: 'The database cannot be reached.' });
  const slow = health({ ping: () => new Promise(() => {}) });
  const begun = performance.now();
  assert.match((await slow.inject('/health/ready')).json<{ because: string }>().because, /within 2 seconds/u);
  assert.ok(performance.now() - begun < 3_000);
});

test('however many ask, the database is asked now and then', async () => {
  let asked = 0;
  const app = health({
    ping: async () => {
      asked++;
    },
  });
  await Promise.all(Array.from({ length: 50 }, () => app.inject('/health/ready')));
  assert.equal(asked, 1);
});

test('health and measurements need no sign-in and do not count against the rate', async () => {
  const app = await testApp({ rate: 3 });
  const nobody = app.signedOut();
  for (let i = 0; i < 8; i++) {
    assert.equal((await nobody.get('/health/live')).status, 200);
    assert.equal((await nobody.get('/health/ready')).status, 200);
    assert.equal((await nobody.get('/metrics', here)).status, 200);
  }
});

test('measurements name routes and commands, and nobody', async () => {
  const app = await testApp();
  await app.api('POST', 'organisations/renameOrganisation', { names: 'Secret name' });
  await app.get('/services/ABC?q=secret');
  const { html: text } = await app.get('/metrics', here);
  assert.match(text, /primum_request_seconds_count\{method="GET",route="\/services\/:\w+",status="\d+"\} 1/u);
  assert.match(text, /primum_command_seconds_count\{command="renameOrganisation",outcome="InputProblem"\} 1/u);
  assert.match(text, /primum_pool_connections\{pool="writing",state="in use"\} \d/u);
  assert.match(text, /primum_event_loop_lag_seconds\{quantile="0\.99"\}/u);
  assert.match(text, /primum_build_info\{version="test"/u);
  assert.doesNotMatch(text, /secret|ABC|Example Trust|[\da-f]{8}-[\da-f]{4}/iu);
});

test('measurements are for programs on this computer, unless they are opened', async () => {
  assert.equal((await health({}).inject({ url: '/metrics', headers: here })).statusCode, 200);
  const elsewhere = [
    { remoteAddress: '10.0.0.7', headers: here },
    { headers: { ...here, 'x-forwarded-for': '10.0.0.7' } },
    { headers: { host: 'primum.example.org' } },
  ];
  for (const request of elsewhere) {
    assert.equal((await health({}).inject({ url: '/metrics', ...request })).statusCode, 404);
    assert.equal((await health({ openMetrics: true }).inject({ url: '/metrics', ...request })).statusCode, 200);
  }
  assert.ok(isFromHere({ socket: { remoteAddress: '::ffff:127.0.0.1' } as never, headers: here }));
});
