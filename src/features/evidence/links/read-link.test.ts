import assert from 'node:assert/strict';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { sha256 } from '../../../platform/canonical.ts';
import { isPublicAddress } from './public-address.ts';
import { readLink, whyNoLink, type LinkLimits } from './read-link.ts';

test('an address of the public internet is told from every other', () => {
  for (const fine of ['1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700:4700::1111', '2a00:1450:4009:80b::200e'])
    assert.ok(isPublicAddress(fine), fine);
  const others = ['127.0.0.1', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'];
  const more = ['100.100.100.200', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fd00::1', 'fc00:ec2::254'];
  const tunnels = [
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001::1',
    'localhost',
    '',
  ];
  for (const one of [...others, ...more, ...tunnels]) assert.ok(!isPublicAddress(one), one);
});

test('what is no link to keep is said in a sentence', () => {
  assert.equal(whyNoLink('https://example.org/report?id=3'), null);
  for (const text of [
    '',
    'example.org',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ftp://example.org',
    '//example.org',
  ])
    assert.match(whyNoLink(text)!, /beginning with https/u, text);
  assert.match(whyNoLink('https://wren:secret@example.org')!, /password/u);
});

test('nothing in a private network is asked, by number, by name or in disguise', async () => {
  const places = [
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://localhost/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://169.254.169.254/latest',
    'http://[::ffff:127.0.0.1]/',
  ];
  for (const place of places) {
    const found = await readLink(place);
    assert.ok(!found.reached && /private network/u.test(found.why), `${place}: ${JSON.stringify(found)}`);
  }
  const port = await readLink('http://example.org:22/');
  assert.ok(!port.reached && /port/u.test(port.why));
});

describe('what another server does', () => {
  let server: Server;
  let limits: LinkLimits;
  let base: string;
  let asked = 0;
  const ANSWERS: Readonly<Record<string, (reply: ServerResponse) => void>> = {
    '/fine': (reply) => reply.end('what it says'),
    '/away': (reply) => reply.writeHead(302, { location: '/fine' }).end(),
    '/locked': (reply) => reply.writeHead(403).end(),
    '/gone': (reply) => reply.writeHead(404).end(),
    '/broken': (reply) => reply.writeHead(500).end(),
    '/large': (reply) => reply.writeHead(200, { 'content-length': '5000' }).end('x'),
    '/endless': (reply) => {
      const more = () => reply.write('x'.repeat(400), () => !reply.destroyed && setImmediate(more));
      more();
    },
    '/silent': () => undefined,
    '/cut-off': (reply) => {
      reply.writeHead(200, { 'content-length': '500' });
      reply.write('x', () => reply.destroy());
    },
  };
  before(async () => {
    server = createServer((request, reply) => {
      asked++;
      ANSWERS[request.url!]?.(reply);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    base = `http://127.0.0.1:${port}`;
    limits = { isAllowed: (address) => address === '127.0.0.1', ports: [String(port)], most: 1_000, patience: 300 };
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  test('what it says is digested', async () => {
    const found = await readLink(`${base}/fine`, limits);
    assert.deepEqual(found, { reached: true, sha256: sha256('what it says').toString('hex'), size: 12 });
  });

  test('and whatever else it does is said in words, in time', async () => {
    const says: Readonly<Record<string, RegExp>> = {
      '/away': /another address/u,
      '/locked': /sign in/u,
      '/gone': /nothing at this address/u,
      '/broken': /status 500/u,
      '/large': /larger/u,
      '/endless': /larger/u,
      '/silent': /too long/u,
      '/cut-off': /does not answer/u,
    };
    const before = asked;
    for (const [path, why] of Object.entries(says)) {
      const found = await readLink(`${base}${path}`, limits);
      assert.ok(!found.reached && why.test(found.why), `${path}: ${JSON.stringify(found)}`);
    }
    assert.equal(asked - before, Object.keys(says).length, 'each was asked once, and no redirect was followed');
  });
});
