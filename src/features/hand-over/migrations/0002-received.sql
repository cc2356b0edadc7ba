-- The receiver's side: where a service is deployed, what came from its supplier, what was answered, and what is asked of a
-- supplier who sends documents. The words of a packet stand in its file; what is here names its items by key and digest.

create table deployment (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- DPL-1: given once in a service, never used again.
  number int not null,
  site_id uuid not null,
  configuration_id uuid,
  -- The number of its own hazard log; null until one was taken in.
  log int,
  primary key (organisation_id, id, from_seq)
);
create unique index deployment_now on deployment (organisation_id, id) where to_seq = 9007199254740991;
create unique index deployment_number on deployment (organisation_id, service_id, number) where to_seq = 9007199254740991;
call protect_versions('deployment');

-- Keys of suppliers that somebody confirmed: the last one of a service is the one that is believed.
create table supplier_key (
  organisation_id uuid not null,
  id uuid not null,
  made_seq bigint not null,
  service_id uuid not null,
  -- SHA-256 of the verifier key, its first 32 letters in hex.
  fingerprint text not null check (fingerprint ~ '^[0-9a-f]{32}$'),
  -- Why another key than before is accepted.
  reason_id uuid,
  primary key (organisation_id, id)
);
create index supplier_key_service on supplier_key (organisation_id, service_id, made_seq desc);
call protect('supplier_key', 'select, insert');

create table received_packet (
  organisation_id uuid not null,
  id uuid not null,
  made_seq bigint not null,
  service_id uuid not null,
  deployment_id uuid not null,
  -- In the order in which they came.
  number int not null,
  -- As whoever made it gave them.
  packet_id uuid not null,
  reference text not null,
  fingerprint text not null,
  -- SHA-256 in hex: the packet as it came, its description, and its hazard log.
  bundle text not null,
  description text not null,
  hazard_log text not null,
  primary key (organisation_id, id)
);
create unique index received_packet_number on received_packet (organisation_id, deployment_id, number);
create unique index received_packet_once on received_packet (organisation_id, deployment_id, packet_id);
call protect('received_packet', 'select, insert');

create table received_item (
  organisation_id uuid not null,
  received_id uuid not null,
  key text not null,
  deployment_id uuid not null,
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  primary key (organisation_id, received_id, key)
);
call protect('received_item', 'select, insert');

create table item_answer (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  deployment_id uuid not null,
  key text not null,
  -- Of the words that it answers: to others, it is no answer.
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  answer text not null check (answer in ('accepted', 'challenged', 'not applicable')),
  reason_id uuid,
  -- CTL-4: the control of the deployment's own log that came of it.
  control text,
  primary key (organisation_id, id, from_seq)
);
create unique index item_answer_now on item_answer (organisation_id, id) where to_seq = 9007199254740991;
create unique index item_answer_key on item_answer (organisation_id, deployment_id, key) where to_seq = 9007199254740991;
call protect_versions('item_answer');

-- Answers that were written to a file, kept as they went.
create table sent_answer (
  organisation_id uuid not null,
  id uuid not null,
  made_seq bigint not null,
  service_id uuid not null,
  deployment_id uuid not null,
  received_id uuid not null,
  number int not null,
  open int not null,
  -- What was recorded, whole: nothing in it is free text.
  record jsonb not null,
  primary key (organisation_id, id)
);
create unique index sent_answer_number on sent_answer (organisation_id, deployment_id, number);
call protect('sent_answer', 'select, insert');

-- Documents of a supplier who sends documents.
create table supplier_document (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  deployment_id uuid not null,
  number int not null,
  sort text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file_id uuid not null,
  -- As the document says it: who signed it, as what, and when; what it covers; by when it is to be looked at again.
  signer_id uuid,
  role_id uuid,
  signed_on date,
  scope_id uuid,
  review_by date,
  -- Of a hazard log: what was read of it.
  reading_id uuid,
  -- Why it does not count any more; null where it does.
  withdrawn_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index supplier_document_now on supplier_document (organisation_id, id) where to_seq = 9007199254740991;
create unique index supplier_document_number on supplier_document (organisation_id, deployment_id, number)
  where to_seq = 9007199254740991;
call protect_versions('supplier_document');

-- What a supplier is asked, kept as it was written.
create table challenge_list (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  deployment_id uuid not null,
  -- CHL-1
  number int not null,
  list_id uuid not null,
  points int not null,
  sent_on date,
  sent_how_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index challenge_list_now on challenge_list (organisation_id, id) where to_seq = 9007199254740991;
create unique index challenge_list_number on challenge_list (organisation_id, deployment_id, number)
  where to_seq = 9007199254740991;
call protect_versions('challenge_list');
