-- What the list can be narrowed to: who owns actions, and in which services there are any, whatever their state.
create index action_of on action (organisation_id, owner_id, service_id) where to_seq = 9007199254740991;
create index action_in on action (organisation_id, service_id) where to_seq = 9007199254740991;
