/** What whoever makes a packet says. */
export const TO_LARKMOOR = {
  service: 'DEMO',
  release: '1.3.2',
  receiver: 'Larkmoor Community Trust',
  contactName: 'Clinical safety, Quillfeather Digital',
  contactHow: 'clinical.safety@example.org',
};
