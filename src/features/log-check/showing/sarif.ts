import { messageOf, type Place, type Report } from '../domain.ts';
import { RULES } from '../domain/judge.ts';

/**
 * The findings as SARIF 2.1.0, which code hosts show beside a change. A cell of a workbook is a logical location; a line
 * is a region.
 * @source OASIS, SARIF 2.1.0
 */
export function sarifOf(report: Report, version: string): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'primum check',
            semanticVersion: version,
            rules: RULES.map((rule) => ({
              id: rule.id,
              shortDescription: { text: rule.looksFor },
              defaultConfiguration: { level: rule.level },
              ...(rule.clause ? { properties: { clause: `DCB0129 ${rule.clause}` } } : {}),
            })),
          },
        },
        results: report.findings.map((finding) => ({
          ruleId: finding.rule,
          ruleIndex: RULES.findIndex((rule) => rule.id === finding.rule),
          level: finding.level,
          message: { text: messageOf(finding) },
          locations: [locationOf(finding.place)],
          ...(finding.hazard ? { properties: { hazard: finding.hazard } } : {}),
        })),
      },
    ],
  };
}

function locationOf(place: Place): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: place.file.split('/').map(encodeURIComponent).join('/') },
      ...(place.line === undefined ? {} : { region: { startLine: place.line } }),
    },
    ...(place.cell === undefined && place.sheet === undefined
      ? {}
      : {
          logicalLocations: [
            {
              fullyQualifiedName: [place.sheet, place.cell].filter((part) => part !== undefined).join('!'),
              kind: 'member',
            },
          ],
        }),
  };
}
