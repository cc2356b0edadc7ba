-- What waits on desks is found without a look at all that does not.

-- Hazards whose residual rating nobody has confirmed, log by log.
create index subject_state_unconfirmed on subject_state (organisation_id, within_id, id)
  where kind = 'hazard' and not retired and own -> 'facts' -> 'confirmed' = 'false'::jsonb;

-- Controls that were withdrawn, service by service.
create index control_withdrawn on control (organisation_id, service_id, from_seq, id)
  where to_seq = 9007199254740991 and state = 'withdrawn' and not retired;
