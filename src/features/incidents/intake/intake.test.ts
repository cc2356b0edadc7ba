import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { alertsIn, MOST_ALERTS } from '../domain/intake/alerts.ts';
import { dayOf, incidentsIn, mappingProblem, meaningOf, MOST_LISTED, readList } from '../domain/intake/list.ts';
import { reportIn, whyIgnored } from '../domain/intake/message.ts';
import { readMessage } from './read-message.ts';

const TODAY = '2026-11-28';
const sheetOf = (rows: string[][]) => ({ rows, at: rows.map((_, index) => index + 1) });

describe('a list of a service desk', () => {
  test('its columns are known by their headings, below whatever stands above them', () => {
    const rows = [
      ['Export of the service desk'],
      ['Ticket ID', 'Short Description', 'Description', 'Priority', 'Category', 'Opened', 'Resolved at', 'Assigned to'],
      ['T-1', 'Photo missing', 'A photo was not shown', 'P2', 'App', '03/03/2026 10:12', '', 'somebody'],
    ];
    const read = readList(sheetOf(rows))!;
    assert.equal(read.head, 1);
    assert.deepEqual(read.mapping, ['id', 'summary', 'description', 'priority', 'category', 'opened', 'closed', null]);
    const { taken, notTaken } = incidentsIn(sheetOf(rows), read, read.mapping, TODAY);
    assert.deepEqual(notTaken, []);
    assert.deepEqual(taken, [
      {
        row: 3,
        key: 'T-1',
        title: 'Photo missing',
        what: 'A photo was not shown\nPriority there: P2\nCategory there: App\nReported there on: 3 March 2026',
        occurredOn: null,
        openedOn: '2026-03-03',
        release: null,
      },
    ]);
  });

  test('each row that is not taken says why', () => {
    const rows = [
      ['id', 'title', 'opened'],
      ['', 'no number', ''],
      ['1', '', ''],
      ['2', 'a day that is none', '31/02/2026'],
      ['3', 'tomorrow', '2026-11-29'],
      ['4', 'fine', '2026-11-28'],
      ['4', 'again', '2026-11-27'],
      ['', '', ''],
    ];
    const { taken, notTaken } = incidentsIn(sheetOf(rows), { head: 0 }, ['id', 'summary', 'opened'], TODAY);
    assert.deepEqual(
      taken.map(({ key }) => key),
      ['4'],
    );
    assert.deepEqual(
      notTaken.map(({ row }) => row),
      [2, 3, 4, 5, 7],
    );
  });

  test('without a column for the number, or with two for the same, it says what to choose', () => {
    assert.match(mappingProblem(['summary'])!, /number there/u);
    assert.match(mappingProblem(['id', 'id', 'summary'])!, /Two columns/u);
    assert.match(mappingProblem(['id'])!, /title/u);
    assert.equal(mappingProblem(['id', null, 'description']), null);
    assert.equal(meaningOf('Assigned to'), null);
  });

  test('no row is lost: each is taken or has its reason, and no number is taken twice', () => {
    const cell = fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom('', 'T-1', 'T-2', '2026-03-03', '=1+1'));
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 30 }), (body) => {
        const rows = [['id', 'title', 'opened'], ...body];
        const { taken, notTaken } = incidentsIn(sheetOf(rows), { head: 0 }, ['id', 'summary', 'opened'], TODAY);
        const filled = body.filter((row) => row.some((one) => one.trim() !== '')).length;
        assert.equal(taken.length + notTaken.length, filled);
        assert.equal(new Set(taken.map(({ key }) => key)).size, taken.length);
        for (const { title, what } of taken) assert.ok(title !== '' && what !== '' && !/\n/u.test(title));
      }),
    );
  });

  test('more rows than fit are said to be left out', () => {
    const rows = [['id', 'title'], ...Array.from({ length: MOST_LISTED + 2 }, (_, at) => [`T-${at}`, 'x'])];
    const { taken, notTaken } = incidentsIn(sheetOf(rows), { head: 0 }, ['id', 'summary'], TODAY);
    assert.deepEqual([taken.length, notTaken.length], [MOST_LISTED, 2]);
  });

  test('days are read as they are written in England, and never guessed', () => {
    assert.equal(dayOf('03/04/2026'), '2026-04-03');
    assert.equal(dayOf('2026-03-03T10:00:00Z'), '2026-03-03');
    assert.equal(dayOf('3rd March 2026'), '2026-03-03');
    for (const none of ['13/13/2026', '2026-02-30', 'yesterday', '3/4/26', '45000'])
      assert.equal(dayOf(none), null, none);
  });
});

const ALERTMANAGER = {
  version: '4',
  groupKey: '{}:{alertname="Slow"}',
  status: 'firing',
  alerts: [
    {
      status: 'firing',
      labels: { alertname: 'SlowPhotos', service: 'photos' },
      annotations: { summary: 'Photos are slow', description: 'Half of them take over 5 s' },
      startsAt: '2026-03-03T14:30:00.000Z',
      endsAt: '0001-01-01T00:00:00Z',
      fingerprint: 'c8a2f5e1',
    },
  ],
};
const fine = (body: unknown) => {
  const read = alertsIn(body);
  assert.ok(!('problem' in read), JSON.stringify(read));
  return read;
};
const refused = (body: unknown) => {
  const read = alertsIn(body);
  assert.ok('problem' in read);
  return read.problem;
};

describe('what a monitoring says', () => {
  test('the JSON of Alertmanager, and a small one of our own', () => {
    assert.deepEqual(fine(ALERTMANAGER), [
      {
        fingerprint: 'c8a2f5e1',
        state: 'firing',
        title: 'Photos are slow',
        what: 'Half of them take over 5 s\n\nalertname: SlowPhotos\nservice: photos',
        startedAt: new Date('2026-03-03T14:30:00Z'),
      },
    ]);
    const [own] = fine({ id: 'disk', title: 'Disk is full', status: 'resolved' });
    assert.deepEqual([own?.fingerprint, own?.state, own?.what], ['disk', 'resolved', 'Disk is full']);
  });

  test('what is none is refused as a whole, with what to do', () => {
    for (const body of [null, [], 'x', 1, {}, { alerts: [] }, { alerts: {} }, { alerts: [null] }])
      assert.ok(refused(body));
    assert.match(refused({ alerts: [{ title: 'x' }] }), /fingerprint/u);
    assert.match(refused({ alerts: [{ fingerprint: 'a', title: 'x', startsAt: 'noon' }] }), /startsAt/u);
    assert.match(refused({ alerts: [{ fingerprint: 'a', title: 'x', status: 'maybe' }] }), /status/u);
  });

  test('10,000 alerts at once are refused, and the same one many times is one', () => {
    const many = (count: number, print: (at: number) => string) =>
      Array.from({ length: count }, (_, at) => ({ fingerprint: print(at), title: 'x' }));
    assert.match(refused({ alerts: many(10_000, (at) => `f${at}`) }), new RegExp(`at most ${MOST_ALERTS}`, 'u'));
    assert.equal(fine({ alerts: many(MOST_ALERTS, () => 'same') }).length, 1);
  });

  test('whatever is sent, it answers', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 6 }), (body) => void alertsIn(body)));
    fc.assert(fc.property(fc.jsonValue(), (body) => void alertsIn({ alerts: [body] })));
  });

  test('long words are cut, and said to be', () => {
    const [alert] = fine({ fingerprint: 'a', title: 'x'.repeat(5_000), what: 'y'.repeat(50_000) });
    assert.ok(alert!.title.length <= 120 && alert!.title.endsWith('\u2026'));
    assert.ok(alert!.what.length <= 4_000);
  });
});

const mail = (head: string, body: string) =>
  Buffer.from(`${head.trim().replaceAll(/\r?\n */gu, '\r\n')}\r\n\r\n${body}`);
const HEAD =
  'From: Somebody <somebody@example.org>\nTo: safety@example.org\nSubject: Re: Photos mixed up\nMessage-ID: <1@example.org>\nDate: Tue, 3 Mar 2026 14:30:00 +0000';

describe('a mail', () => {
  test('becomes a title and what happened; who sent it is not kept', async () => {
    const read = await readMessage(mail(HEAD, 'I saw the photo of another wound.\r\n\r\n\r\n\r\nIt was gone later.'));
    assert.equal(whyIgnored(read), null);
    const report = reportIn(read)!;
    assert.deepEqual(report, {
      title: 'Photos mixed up',
      what: 'I saw the photo of another wound.\n\nIt was gone later.',
      messageId: '<1@example.org>',
      writtenAt: new Date('2026-03-03T14:30:00Z'),
    });
    assert.doesNotMatch(JSON.stringify(report).replace('<1@example.org>', ''), /example\.org|Somebody/u);
  });

  test('what is attached is named and not kept; of a page, what a person reads', async () => {
    const body = [
      '--b',
      'Content-Type: text/html',
      '',
      '<style>p{}</style><p>First</p><script>alert(1)</script><p>Second &amp; last</p>',
      '--b',
      'Content-Type: image/png; name="wound.png"',
      'Content-Disposition: attachment; filename="wound.png"',
      'Content-Transfer-Encoding: base64',
      '',
      'iVBORw0KGgo=',
      '--b--',
    ].join('\r\n');
    const report = reportIn(
      await readMessage(mail(`${HEAD}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b`, body)),
    )!;
    assert.match(report.what, /^First\s+Second & last/u);
    assert.match(report.what, /Attached, and not kept: wound\.png\.$/u);
    assert.doesNotMatch(report.what, /alert|iVBOR/u);
  });

  test('answers of machines, reports on delivery and circles are not taken in', async () => {
    for (const line of [
      'Auto-Submitted: auto-replied',
      'Precedence: bulk',
      'Return-Path: <>',
      'X-Autoreply: yes',
      'Content-Type: multipart/report; boundary=x',
      Array.from({ length: 60 }, () => 'Received: by a.example.org').join('\n'),
    ])
      assert.ok(whyIgnored(await readMessage(mail(`${HEAD}\n${line}`, 'Out of office'))), line.slice(0, 40));
    assert.equal(whyIgnored(await readMessage(mail(`${HEAD}\nAuto-Submitted: no`, 'x'))), null);
  });

  test('a mail without a word, a huge one and bytes that are none', async () => {
    assert.equal(reportIn(await readMessage(mail('From: a@example.org', ''))), null);
    await assert.rejects(readMessage(Buffer.alloc(3 * 1024 * 1024, 65)), /larger than 2 MB/u);
    await assert.rejects(readMessage(Buffer.alloc(0)), /no head/u);
  });

  test('parts within parts without end, and any bytes at all, are read or refused in words', async () => {
    const deep = Array.from(
      { length: 2_000 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\r\n\r\n--b${at}\r\n`,
    ).join('');
    await assert.rejects(readMessage(Buffer.from(`Subject: x\r\n${deep}`)), /cannot be read/u);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
        try {
          reportIn(
            await readMessage(
              Buffer.concat([Buffer.from(`${HEAD}\r\nContent-Type: multipart/mixed; boundary=b\r\n`), bytes]),
            ),
          );
        } catch (error) {
          assert.equal((error as Error).name, 'Problem');
        }
      }),
    );
  });
});
