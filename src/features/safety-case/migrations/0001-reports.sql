-- Clinical safety case reports (DCB0129 3.5, DCB0160 3.5): what each is about, what people wrote in it, and who received which
-- version. What a report draws from the file is kept nowhere: it is read of the moment that is asked for.

create table case_report (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  -- Given once in a service, never used again.
  number int not null,
  sort text not null check (sort in ('manufacturer', 'deployer')),
  phase text not null check (phase in ('requirements', 'design', 'test', 'delivery', 'modification', 'deployment', 'use',
    'maintenance', 'decommissioning')),
  -- The version of the release that it is for; null before there is one.
  release text,
  log_id uuid not null,
  -- The report that took its place.
  superseded_by uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index case_report_now on case_report (organisation_id, id) where to_seq = 9007199254740991;
create unique index case_report_number on case_report (organisation_id, service_id, number) where to_seq = 9007199254740991;
call protect_versions('case_report');

create table case_report_section (
  organisation_id uuid not null,
  report_id uuid not null,
  section text not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  -- What people wrote; null where it was taken out again.
  prose_id uuid,
  primary key (organisation_id, report_id, section, from_seq)
);
create unique index case_report_section_now on case_report_section (organisation_id, report_id, section)
  where to_seq = 9007199254740991;
call protect_versions('case_report_section');

create table case_report_recipient (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  report_id uuid not null,
  -- Given once for a report, never used again.
  number int not null,
  -- The version of the report that they received.
  received int not null check (received > 0),
  receiver_id uuid not null,
  how_id uuid not null,
  received_on date not null,
  -- Why it does not count; null where it does.
  withdrawn_id uuid,
  primary key (organisation_id, id, from_seq)
);
create unique index case_report_recipient_now on case_report_recipient (organisation_id, id) where to_seq = 9007199254740991;
create unique index case_report_recipient_number on case_report_recipient (organisation_id, report_id, number)
  where to_seq = 9007199254740991;
create index case_report_recipient_service on case_report_recipient (organisation_id, service_id);
call protect_versions('case_report_recipient');
