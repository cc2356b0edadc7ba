-- What waits on desks is found without a look at all that does not.

-- Residual ratings that wait for a person to confirm them.
create index hazard_rating_waiting on hazard_rating (organisation_id, hazard_id)
  where to_seq = 9007199254740991 and phase = 'residual' and confirmed_seq is null and level is not null;

-- Controls that do not hold: of an organisation the longest-standing first, and of some services.
create index subject_state_control_fails on subject_state (organisation_id, changed_seq, id)
  where kind = 'control' and verdict = 'not-met' and not retired;
create index subject_state_control_fails_in on subject_state (organisation_id, service_id, changed_seq, id)
  where kind = 'control' and verdict = 'not-met' and not retired;
