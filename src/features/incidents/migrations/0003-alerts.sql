-- How each alert of a monitoring stands, and which incident it came to: one that fires again while that is open is no new one.
create table incident_alert (
  organisation_id uuid not null,
  id uuid not null,
  from_seq bigint not null,
  to_seq bigint not null default 9007199254740991,
  service_id uuid not null,
  incident_id uuid not null,
  -- SHA-256 of the fingerprint that the monitoring gives it, in hex: what it is made of is nobody's business here.
  fingerprint text not null,
  state text not null check (state in ('firing', 'resolved')),
  primary key (organisation_id, id, from_seq)
);
create unique index incident_alert_now on incident_alert (organisation_id, service_id, fingerprint)
  where to_seq = 9007199254740991;
call protect_versions('incident_alert');
