-- What was signed, by whom, and what for. Nothing here is ever changed: a signature stays what it was for ever. Whether it
-- still says something of the work is computed, and written nowhere.

-- One person's decision on one state of one subject: approved, approved with conditions, not approved, or a document that
-- was signed elsewhere and taken in.
create table signature (
  organisation_id uuid not null,
  id uuid not null,
  -- The ledger entry that it is: its own.
  seq bigint not null,
  at timestamptz(3) not null,
  kind text not null,
  subject_id uuid not null,
  service_id uuid not null,
  decision text not null check (decision in ('approve', 'approve with conditions', 'reject', 'approved outside')),
  -- Who signed; for a document from elsewhere, who took it in.
  person_id uuid not null,
  -- The registration that it required, by its id: a gap that is found later makes the signature void.
  registration_id uuid,
  material bytea not null,
  editorial bytea not null,
  support bytea not null,
  -- Everything that was recorded, as in an exported approval. Free text in it stands as the id of its home.
  record jsonb not null,
  -- Who signed, with office, registration and training as they were at that moment: JSON, as one text.
  signer_id uuid not null,
  -- Why it was not approved, or what the document from elsewhere is of.
  reason_id uuid,
  primary key (organisation_id, id)
);
create index signature_subject on signature (organisation_id, kind, subject_id, seq);
create index signature_registration on signature (organisation_id, registration_id) where registration_id is not null;
call protect('signature', 'select, insert');

-- A version of a subject that has all the signatures that its rule asks for.
create table approval (
  organisation_id uuid not null,
  id uuid not null,
  kind text not null,
  subject_id uuid not null,
  service_id uuid not null,
  -- Counts from 1 for each subject, without a gap.
  number int not null,
  -- The entry of the last of its signatures.
  signed_seq bigint not null,
  signed_at timestamptz(3) not null,
  material bytea not null,
  editorial bytea not null,
  support bytea not null,
  valid_until timestamptz(3),
  -- How many signatures the rule asked for, and which they are.
  needed int not null check (needed > 0),
  signature_ids uuid[] not null,
  primary key (organisation_id, id)
);
create unique index approval_number on approval (organisation_id, kind, subject_id, number);
create index approval_service on approval (organisation_id, service_id, kind, subject_id, number);
call protect('approval', 'select, insert');

-- What has to be done because somebody approved with conditions: each is an action of its own, with owner and date.
create table approval_condition (
  organisation_id uuid not null,
  signature_id uuid not null,
  position int not null,
  action_id uuid not null,
  primary key (organisation_id, signature_id, position)
);
call protect('approval_condition', 'select, insert');
