/** A bill of materials for tests: components by name, each with its version. */
export function bom(components: Readonly<Record<string, string>>): { readonly name: string; readonly content: string } {
  const listed = Object.entries(components).map(([name, version]) => ({
    type: 'library',
    name,
    version,
    purl: `pkg:npm/${name}@${version}`,
  }));
  return {
    name: 'bom.json',
    content: JSON.stringify({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      // As tools write it: another one in each file.
      serialNumber: `urn:uuid:${crypto.randomUUID()}`,
      components: listed,
    }),
  };
}
