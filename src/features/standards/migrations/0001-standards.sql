-- What is said of a service that decides what applies to it, and which edition of a standard it is looked at against.

-- An answer to a question about a service. A version for each time that it was given or taken back.
create table service_answer (
  organisation_id uuid not null,
  service_id uuid not null,
  -- As conditions of the standards name it: "uses_barcodes".
  question text not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- True or false, a word, or a list of words; null: it is not known any more.
  value jsonb,
  note_id uuid,
  primary key (organisation_id, service_id, question, from_seq)
);
create unique index service_answer_now on service_answer (organisation_id, service_id, question)
  where to_seq = 9007199254740991;
call protect_versions('service_answer');

-- The edition of a standard that a service keeps to, from its first judgement on until somebody takes up another one.
create table service_standard (
  organisation_id uuid not null,
  service_id uuid not null,
  standard text not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  edition text not null,
  primary key (organisation_id, service_id, standard, from_seq)
);
create unique index service_standard_now on service_standard (organisation_id, service_id, standard)
  where to_seq = 9007199254740991;
call protect_versions('service_standard');
