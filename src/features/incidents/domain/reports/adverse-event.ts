import type { PhysicalHarm, Sort } from '../../domain.ts';
import { numberOf } from './lfpse.ts';
import { notAllowedIn, type ReportSource } from './source.ts';

/*
 * An incident as a FHIR R4 AdverseEvent (hl7.org/fhir/R4/adverseevent.html), for systems that read one. It is not the profile of
 * LFPSE. Who was affected is not in it: Primum does not know, and R4 demands a subject, so that it is said to be masked.
 */

type Part = { readonly [key: string]: string | boolean | Part | readonly Part[] };

const CODES = 'http://terminology.hl7.org/CodeSystem';
const ABSENT = 'http://hl7.org/fhir/StructureDefinition/data-absent-reason';

/** The severity of R4 has three steps, and no code for none or for death. */
const SEVERITIES: Readonly<Record<PhysicalHarm, { readonly code: string; readonly display: string } | null>> = {
  none: null,
  low: { code: 'mild', display: 'Mild' },
  moderate: { code: 'moderate', display: 'Moderate' },
  severe: { code: 'severe', display: 'Severe' },
  fatal: { code: 'severe', display: 'Severe' },
};

/** What is no adverse event: care that went well. */
export function isAdverse(sort: Sort): boolean {
  return sort !== 'good care';
}

export interface AdverseEventExport {
  readonly resource: Part;
  readonly missing: readonly string[];
  readonly notAllowed: readonly string[];
}

/** An incident as an AdverseEvent; null for good care, which is none. */
export function adverseEventOf(source: ReportSource): AdverseEventExport | null {
  const { incident, service } = source;
  if (!isAdverse(incident.sort)) return null;
  const severity = incident.physical && SEVERITIES[incident.physical];
  const resource: Part = {
    resourceType: 'AdverseEvent',
    text: { status: 'generated', div: narrative(source) },
    contained: [
      {
        resourceType: 'Device',
        id: 'software',
        deviceName: [{ name: service.name, type: 'user-friendly-name' }],
        type: { text: 'Software' },
        ...(incident.release === null ? {} : { version: [{ value: incident.release }] }),
      },
    ],
    identifier: { value: numberOf(source), assigner: { display: source.organisation } },
    actuality: incident.sort === 'near miss' || incident.sort === 'risk' ? 'potential' : 'actual',
    category: [{ text: incident.sort }],
    event: { text: incident.what },
    subject: {
      extension: [{ url: ABSENT, valueCode: 'masked' }],
      display: 'Not said: this log holds nothing of patients',
    },
    ...(incident.occurredOn === null ? {} : { date: incident.occurredOn }),
    detected: incident.awareAt.toISOString(),
    recordedDate: incident.reportedAt.toISOString(),
    ...(severity === null
      ? {}
      : {
          severity: { coding: [{ system: `${CODES}/adverse-event-severity`, ...severity }], text: incident.physical! },
        }),
    ...(incident.physical === 'fatal'
      ? { outcome: { coding: [{ system: `${CODES}/adverse-event-outcome`, code: 'fatal', display: 'Fatal' }] } }
      : {}),
    suspectEntity: [{ instance: { reference: '#software', display: service.name } }],
  };
  return {
    resource,
    missing: [
      'Who was affected is not in it: Primum holds nothing of patients. Whoever receives it adds the subject.',
      ...(incident.occurredOn === null
        ? [`Nobody said on which day it happened. Add it to ${incident.reference} where somebody knows it.`]
        : []),
      ...(incident.physical === null
        ? [`Nobody graded the physical harm, so no severity is given. Triage of ${incident.reference} does it.`]
        : []),
      ...(incident.psychological === null || incident.psychological === 'none'
        ? []
        : [`R4 has no place for psychological harm (${incident.psychological}). Say it beside the file.`]),
      ...(incident.release === null ? ['Nobody said on which release it happened.'] : []),
    ],
    notAllowed: notAllowedIn(source),
  };
}

/** What a person reads where a system shows no more than the text of a resource. */
function narrative(source: ReportSource): string {
  const { incident } = source;
  const words = [`${numberOf(source)}: ${incident.title}`, incident.what].map((text) => `<p>${escaped(text)}</p>`);
  return `<div xmlns="http://www.w3.org/1999/xhtml">${words.join('')}</div>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
