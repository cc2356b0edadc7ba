-- Packets: what was handed to whoever deploys a service, kept as it was (DCB0129 3.5.3). What is in one stands in files; the
-- record names each with its digest, and the ledger has the digest of the record. What came back is kept whole as well.

create table packet (
  organisation_id uuid not null,
  id uuid not null,
  -- The ledger entry that made it.
  made_seq bigint not null,
  service_id uuid not null,
  -- PKT-3: given once in a service, never used again.
  number int not null,
  -- For whom: an organisation, as whoever made it called it.
  receiver_id uuid not null,
  release text not null,
  items int not null,
  -- What was recorded, whole: nothing in it is free text.
  record jsonb not null,
  primary key (organisation_id, id)
);
create unique index packet_number on packet (organisation_id, service_id, number);
call protect('packet', 'select, insert');

-- That one was sent: somebody says so. It may be sent more than once.
create table packet_sent (
  organisation_id uuid not null,
  id uuid not null,
  seq bigint not null,
  packet_id uuid not null,
  sent_on date not null,
  -- How: by which way, to which office.
  how_id uuid not null,
  primary key (organisation_id, id)
);
create index packet_sent_of on packet_sent (organisation_id, packet_id);
call protect('packet_sent', 'select, insert');

create table packet_answer (
  organisation_id uuid not null,
  id uuid not null,
  seq bigint not null,
  service_id uuid not null,
  packet_id uuid not null,
  -- In its packet: given once, never used again.
  number int not null,
  -- Who answers, and for which deployment, as their file says it.
  organisation_name_id uuid not null,
  site_id uuid not null,
  -- The file that came, whole; and who signed it: the verifier key in it.
  file text not null,
  signed_with text not null,
  accepted int not null,
  challenged int not null,
  not_applicable int not null,
  left_open int not null,
  primary key (organisation_id, id)
);
create unique index packet_answer_number on packet_answer (organisation_id, packet_id, number);
call protect('packet_answer', 'select, insert');
