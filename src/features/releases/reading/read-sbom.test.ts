import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { readSbom, SbomRefusal, type Sbom } from './index.ts';

const folder = fileURLToPath(new URL('../testing/sboms/', import.meta.url));
const text = (file: string) => readFileSync(`${folder}${file}`, 'utf8');
const FILES = [
  'syft.cyclonedx.json',
  'cdxgen.cyclonedx.json',
  'cyclonedx-npm.cyclonedx.xml',
  'syft.spdx.json',
  'spdx-sbom-generator.spdx',
] as const;

const lines = ({ format, components, leftOut }: Sbom) => [
  `${format}, ${leftOut} left out`,
  ...components.map(({ key, name, version, supplier }) => `${key} | ${name} | ${version} | ${supplier}`),
];

function refused(content: string, says: RegExp): void {
  assert.throws(
    () => readSbom(content, 'bom.json'),
    (error: unknown) => error instanceof SbomRefusal && says.test(error.message),
  );
}

describe('a bill of materials', () => {
  test('is read as tools write it', () => {
    assert.deepEqual(lines(readSbom(text(FILES[0]), 'bom.json')), [
      'CycloneDX 1.5, 1 left out',
      'debian | debian | 12 | Debian',
      'pkg:deb/debian/libc6 | libc6 | 2.36-9+deb12u4 | ',
      'pkg:npm/%40fastify/multipart | @fastify/multipart | 9.0.1 | ',
      'pkg:npm/lodash | lodash | 4.17.20, 4.17.21 | ',
    ]);
    assert.deepEqual(lines(readSbom(text(FILES[1]), 'bom.json')), [
      'CycloneDX 1.6, 1 left out',
      'in-house-barcode | in-house-barcode |  | Larkmoor Software (made up)',
      'pkg:maven/org.springframework/spring-core | org.springframework/spring-core | 6.1.5 | ',
      'pkg:maven/org.springframework/spring-jcl | org.springframework/spring-jcl | 6.1.5 | ',
    ]);
    assert.deepEqual(lines(readSbom(text(FILES[2]), 'bom.xml')), [
      'CycloneDX 1.4, 0 left out',
      'pkg:npm/%40fastify/multipart | @fastify/multipart | 9.0.1 | Fastify',
      'pkg:npm/busboy | busboy | 1.6.0 | ',
      'sharp | sharp |  | ',
    ]);
    // A person's name and address are kept of nobody.
    assert.deepEqual(lines(readSbom(text(FILES[3]), 'bom.json')), [
      'SPDX 2.3, 1 left out',
      'pkg:deb/debian/openssl | openssl | 3.0.13-1~deb12u1 | ',
      'sharp | sharp |  | Larkmoor Software',
    ]);
    assert.deepEqual(lines(readSbom(text(FILES[4]), 'bom.spdx')), [
      'SPDX 2.2, 1 left out',
      'pkg:golang/golang.org/x/text | golang.org/x/text | v0.14.0 | golang.org/x/text',
    ]);
    const windows = `\uFEFF${text(FILES[4]).replaceAll('\n', '\r\n')}`;
    assert.deepEqual(readSbom(windows, 'bom.spdx'), readSbom(text(FILES[4]), 'bom.spdx'));
  });

  test('that cannot be read is refused with what to do', () => {
    refused('', /is empty\. Did the tool write it\?/u);
    refused('  \n', /is empty/u);
    refused('hello', /no bill of materials that is known here\. CycloneDX 1\.4 to 1\.6/u);
    refused('{"bomFormat":"CycloneDX"', /is broken JSON: was it cut off\?/u);
    refused('[]', /is JSON, and no bill of materials/u);
    refused('{"a":1}', /is JSON, and no bill of materials/u);
    refused(
      '{"bomFormat":"CycloneDX","specVersion":"1.3","components":[]}',
      /is CycloneDX 1\.3\. CycloneDX 1\.4, 1\.5 and 1\.6 are read/u,
    );
    refused('{"bomFormat":"CycloneDX","specVersion":"1.5"}', /has no list of components/u);
    refused(
      '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[]}',
      /lists no component\. Where a release has none, a person says so/u,
    );
    refused(
      '{"bomFormat":"CycloneDX","specVersion":"1.5","components":{}}',
      /something else than a list in “components”/u,
    );
    refused('{"bomFormat":"CycloneDX","specVersion":"1.5","components":[3]}', /something else than an object/u);
    refused(
      '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"type":"library"}]}',
      /component without a name, number 1/u,
    );
    refused(
      '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":7}]}',
      /something else than text in a “name”/u,
    );
    refused(
      '{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[]}',
      /looks like SPDX 3 \(JSON-LD\), which is not read yet\. Have the tool write SPDX 2\.3/u,
    );
    refused('{"spdxVersion":"SPDX-1.2","packages":[]}', /is SPDX-1\.2\. SPDX 2\.3 is read/u);
    refused('{"spdxVersion":"SPDX-2.3"}', /lists no packages/u);
    refused('SPDXVersion: SPDX-2.3\nrubbish', /a line that is no tag of SPDX: “rubbish”/u);
    refused('SPDXVersion: SPDX-2.3\nPackageName: a\nPackageComment: <text>never', /ends within a text/u);
    refused('<html></html>', /is XML, and no bill of materials of CycloneDX/u);
    refused('<bom xmlns="http://cyclonedx.org/schema/bom/1.1"/>', /is CycloneDX 1\.1/u);
    refused(text(FILES[2]).slice(0, 900), /is broken XML/u);
  });

  test('of hostile make is refused: document types, what is too deep, too much, too long', () => {
    refused(
      '<!DOCTYPE bom [<!ENTITY a "aaaa">]><bom xmlns="http://cyclonedx.org/schema/bom/1.5"/>',
      /has a document type/u,
    );
    const nested = (depth: number): string => (depth === 0 ? '[]' : `[{"name":"a","components":${nested(depth - 1)}}]`);
    refused(`{"bomFormat":"CycloneDX","specVersion":"1.5","components":${nested(60)}}`, /more than 50 deep/u);
    const xml = `${'<components><component><name>a</name>'.repeat(60)}${'</component></components>'.repeat(60)}`;
    refused(`<bom xmlns="http://cyclonedx.org/schema/bom/1.5">${xml}</bom>`, /more than 50 deep/u);
    const many = Array.from({ length: 20_001 }, (_, index) => ({ name: `c${index}` }));
    refused(
      JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', components: many }),
      /more than 20,000 components/u,
    );
    refused(
      JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', components: [{ name: 'x'.repeat(501) }] }),
      /more than 500 characters in component 1/u,
    );
    refused(' '.repeat(12_000_001), /is too large/u);
    const turned = readSbom(
      '{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"name":"a\\u202eb\\u0000"}]}',
      'x',
    );
    assert.equal(turned.components[0]!.name, 'a b');
    const listing = (components: readonly object[]) =>
      JSON.stringify({ bomFormat: 'CycloneDX', specVersion: '1.5', components });
    const named = (components: readonly object[]) =>
      readSbom(listing(components), 'x').components.map(({ name }) => name);
    assert.deepEqual(named([{ name: 'lod\u200bash' }]), ['lod ash'], 'nothing looks like another one');
    const purl = 'pkg:npm/lodash@4.17.21';
    assert.deepEqual(
      named([
        { name: 'lodash', purl },
        { name: 'hidden', purl },
      ]),
      ['lodash, hidden'],
    );
    assert.deepEqual(named([{ name: '__proto__' }, { name: 'constructor' }]), ['__proto__', 'constructor']);
    // What an index does not hold would fail later, in the middle of something else.
    refused(
      listing(Array.from({ length: 2_000 }, (_none, version) => ({ name: 'a', version: `${version}` }))),
      /so many versions/u,
    );
    refused(listing([{ name: '\u8a18'.repeat(500), version: '\u8a18'.repeat(500) }]), /by so long a name/u);
  });

  test('however it is cut, or its letters exchanged, is read or refused, and nothing else happens', () => {
    const whole = FILES.map(text);
    const piece = fc.record({
      file: fc.nat(FILES.length - 1),
      from: fc.double({ min: 0, max: 1, noNaN: true }),
      length: fc.nat(40),
      put: fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('"', '{', ']', '<', '</', '&', '<text>', '\n')),
    });
    fc.assert(
      fc.property(piece, ({ file, from, length, put }) => {
        const one = whole[file]!;
        const at = Math.floor(from * one.length);
        try {
          const { components } = readSbom(one.slice(0, at) + put + one.slice(at + length), 'bom');
          for (const { key, name } of components) assert.ok(key !== '' && name !== '');
        } catch (error) {
          assert.ok(error instanceof SbomRefusal, String(error));
        }
      }),
      { numRuns: 3_000 },
    );
  });
});
