-- Packs: assessments that were handed out, kept as they were. What is in one stands in files; the record names each with
-- its digest, and the ledger has the digest of the record.

create table pack (
  organisation_id uuid not null,
  id uuid not null,
  -- The ledger entry that made it.
  made_seq bigint not null,
  service_id uuid not null,
  -- PACK-3: given once in a service, never used again.
  number int not null,
  as_at timestamptz(3) not null,
  -- What was recorded, whole: nothing in it is free text.
  record jsonb not null,
  primary key (organisation_id, id)
);
create unique index pack_number on pack (organisation_id, service_id, number);
call protect('pack', 'select, insert');
