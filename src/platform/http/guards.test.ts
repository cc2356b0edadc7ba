import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { testApp } from '../../test-app.ts';

const app = await testApp();

test('one address holds at most five large bodies at once, and others are still heard', async () => {
  const port = Number(new URL(await app.listen()).port);
  const large = 300 * 1024;
  const slow = Array.from({ length: 6 }, () => {
    const socket = connect(port, '127.0.0.1');
    socket.write(`POST /check HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\n`);
    socket.write(`content-length: ${large}\r\n\r\n--x\r\n`);
    return socket;
  });
  const answers = slow.map(
    (socket) => new Promise<string>((resolve) => socket.once('data', (data) => resolve(String(data)))),
  );
  assert.match(await Promise.race(answers), /^HTTP\/1\.1 503/u);
  const from = (remoteAddress: string) =>
    app.app.inject({
      method: 'POST',
      url: '/check',
      remoteAddress,
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      payload: Buffer.alloc(large, 'a'),
    });
  assert.equal((await from('127.0.0.1')).statusCode, 503);
  assert.notEqual((await from('192.0.2.1')).statusCode, 503);
  for (const socket of slow) socket.destroy();
  const free = async () => (await from('127.0.0.1')).statusCode !== 503;
  for (let tries = 0; tries < 100 && !(await free()); tries++) await new Promise((resolve) => setTimeout(resolve, 20));
  assert.ok(await free(), 'and the places are given back');
});

test('nobody takes long to say what they want', () => {
  assert.deepEqual([app.app.server.headersTimeout, app.app.server.requestTimeout], [10_000, 60_000]);
});
