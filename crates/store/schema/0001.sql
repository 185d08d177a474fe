-- The whole loop, lean. region_id leads every key: nothing crosses regions.
-- Written once for both engines: {int}, {bytes}, {bool} differ, everything else is the same.
-- Every column has its data class in ../classes.toml.

create table region (
  region_id text not null primary key,
  name text not null,
  code text not null,
  demo {bool} not null,
  created_at {int} not null
);

create table org (
  region_id text not null references region (region_id),
  org_id text not null,
  name text not null,
  kind text not null,
  phone text not null,
  services text not null,
  primary key (region_id, org_id)
);

create table staff (
  region_id text not null,
  staff_id text not null,
  name text not null,
  kana text not null,
  primary key (region_id, staff_id)
);

create table employment (
  region_id text not null,
  employment_id text not null,
  staff_id text not null,
  org_id text not null,
  role text not null,
  from_day text not null,
  to_day text,
  primary key (region_id, employment_id),
  foreign key (region_id, staff_id) references staff (region_id, staff_id),
  foreign key (region_id, org_id) references org (region_id, org_id)
);
create index employment_by_staff on employment (region_id, staff_id);
create index employment_by_org on employment (region_id, org_id);

create table person (
  region_id text not null,
  person_id text not null,
  family_name text not null,
  given_name text not null,
  family_kana text not null,
  given_kana text not null,
  preferred_name text,
  sort_key text not null,
  search_key text not null,
  birth text,
  sex text not null,
  self_plan {bool} not null,
  certificate text,
  registered_by text not null,
  registered_at {int} not null,
  primary key (region_id, person_id),
  foreign key (region_id, registered_by) references org (region_id, org_id)
);
create index person_by_sort on person (region_id, sort_key, person_id);
create index person_by_certificate on person (region_id, certificate);

create table person_contact (
  region_id text not null,
  person_id text not null,
  phone text not null,
  primary key (region_id, person_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);

create table person_address (
  region_id text not null,
  person_id text not null,
  postal_code text not null,
  address text not null,
  concealed {bool} not null,
  primary key (region_id, person_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);

create table person_health (
  region_id text not null,
  person_id text not null,
  disability text not null,
  support_category text not null,
  medical_care text not null,
  primary key (region_id, person_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);

create table person_justice (
  region_id text not null,
  person_id text not null,
  note text not null,
  primary key (region_id, person_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);

create table account (
  region_id text not null,
  account_id text not null,
  kind text not null,
  staff_id text,
  person_id text,
  name text not null,
  login text,
  password_hash text,
  totp_secret {bytes},
  totp_last_step {int},
  wrong_codes {int} not null,
  code_after {int},
  disabled_at {int},
  layer text not null,
  furigana text not null,
  text_size text not null,
  theme text not null,
  primary key (region_id, account_id)
);
create unique index account_by_login on account (login);
create index account_by_staff on account (region_id, staff_id);

create table sign_in_link (
  token_hash text not null primary key,
  region_id text not null,
  account_id text not null,
  purpose text not null,
  totp_secret {bytes},
  expires_at {int} not null,
  used_at {int},
  foreign key (region_id, account_id) references account (region_id, account_id)
);

create table session (
  region_id text not null,
  session_id text not null,
  token_hash text not null,
  account_id text not null,
  stage text not null,
  started_at {int} not null,
  seen_at {int} not null,
  expires_at {int} not null,
  primary key (region_id, session_id),
  foreign key (region_id, account_id) references account (region_id, account_id)
);
create unique index session_by_token on session (token_hash);
create index session_by_account on session (region_id, account_id);

create table submit_token (
  region_id text not null,
  token text not null,
  account_id text not null,
  location text not null,
  at {int} not null,
  primary key (region_id, token)
);

create table topic (
  region_id text not null,
  topic text not null,
  revision {int} not null,
  primary key (region_id, topic)
);

create table job (
  region_id text not null,
  job_id text not null,
  kind text not null,
  payload text not null,
  run_at {int} not null,
  attempts {int} not null,
  fence {int} not null,
  lease_until {int},
  done_at {int},
  primary key (region_id, job_id)
);
create index job_due on job (run_at, job_id) where done_at is null;
create unique index job_sequencer on job (region_id, kind) where done_at is null and kind = 'sequence_audit';
create unique index job_forget on job (region_id, kind) where done_at is null and kind = 'forget';

create table audit (
  region_id text not null,
  audit_id text not null,
  at {int} not null,
  account_id text,
  actor_name text not null,
  org_name text not null,
  deed text not null,
  subject text not null,
  object text,
  person_id text,
  classes text not null,
  bytes {bytes} not null,
  leaf {int},
  primary key (region_id, audit_id)
);
create index audit_by_person on audit (region_id, person_id, at);
create unique index audit_by_leaf on audit (region_id, leaf);
create index audit_unnumbered on audit (region_id, audit_id) where leaf is null;

create table membership (
  region_id text not null,
  membership_id text not null,
  person_id text not null,
  role text not null,
  name text not null,
  org_name text not null,
  org_id text,
  staff_id text,
  account_id text,
  from_day text not null,
  to_day text,
  key_person {bool} not null,
  sees_plan {bool} not null,
  primary key (region_id, membership_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create index membership_by_person on membership (region_id, person_id);
create index membership_by_org on membership (region_id, org_id, person_id);
create index membership_by_account on membership (region_id, account_id);

create table consent (
  region_id text not null,
  consent_id text not null,
  person_id text not null,
  recipient_org text not null,
  purpose text not null,
  classes text not null,
  ground text not null,
  giver text not null,
  giver_name text not null,
  from_day text not null,
  to_day text not null,
  withdrawn_at {int},
  primary key (region_id, consent_id),
  foreign key (region_id, person_id) references person (region_id, person_id),
  foreign key (region_id, recipient_org) references org (region_id, org_id)
);
create index consent_by_person on consent (region_id, person_id);

create table voice (
  region_id text not null,
  voice_id text not null,
  person_id text not null,
  speaker text not null,
  text text not null,
  how text not null,
  said_on text not null,
  scene text not null,
  on_top {bool} not null,
  recorded_at {int} not null,
  recorded_by text not null,
  primary key (region_id, voice_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create index voice_by_person on voice (region_id, person_id, said_on);
create unique index voice_on_top on voice (region_id, person_id) where on_top;

create table profile (
  region_id text not null,
  profile_id text not null,
  person_id text not null,
  liked text not null,
  important text not null,
  support text not null,
  recorded_at {int} not null,
  recorded_by text not null,
  primary key (region_id, profile_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create index profile_by_person on profile (region_id, person_id, recorded_at);

create table concern (
  region_id text not null,
  concern_id text not null,
  person_id text not null,
  text text not null,
  by_name text not null,
  by_account text,
  at {int} not null,
  state text not null,
  watch_until text,
  meeting_id text,
  request_id text,
  primary key (region_id, concern_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create index concern_by_person on concern (region_id, person_id, at);

create table monitoring (
  region_id text not null,
  monitoring_id text not null,
  person_id text not null,
  kind text not null,
  org_id text not null,
  on_day text not null,
  by_name text not null,
  prompt_values text not null,
  prompt_ordinary_life text not null,
  prompt_own_motive text not null,
  prompt_relationship text not null,
  own_words text not null,
  outcome text not null,
  reason text not null,
  recorded_at {int} not null,
  primary key (region_id, monitoring_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create index monitoring_by_person on monitoring (region_id, person_id, on_day);

create table monitoring_goal (
  region_id text not null,
  monitoring_id text not null,
  goal_id text not null,
  goal_text text not null,
  attainment text not null,
  person_view text not null,
  next text not null,
  position {int} not null,
  primary key (region_id, monitoring_id, goal_id),
  foreign key (region_id, monitoring_id) references monitoring (region_id, monitoring_id)
);

create table meeting_request (
  region_id text not null,
  request_id text not null,
  person_id text not null,
  proposer_name text not null,
  proposer_org text not null,
  asked_org text not null,
  must_decide text not null,
  reason text not null,
  concern_id text,
  monitoring_id text,
  at {int} not null,
  state text not null,
  meeting_id text,
  decline_reason text not null,
  answered_at {int},
  primary key (region_id, request_id),
  foreign key (region_id, person_id) references person (region_id, person_id),
  foreign key (region_id, asked_org) references org (region_id, org_id)
);
create index request_by_person on meeting_request (region_id, person_id, at);
create index request_by_asked on meeting_request (region_id, asked_org, state);

create table meeting (
  region_id text not null,
  meeting_id text not null,
  person_id text not null,
  kind text not null,
  proposer_name text not null,
  convener_name text not null,
  convener_org text not null,
  must_decide text not null,
  concern_id text,
  monitoring_id text,
  request_id text,
  called_at {int} not null,
  state text not null,
  fixed_from text,
  fixed_minutes {int},
  fixed_place text,
  closed_at {int},
  called_off_reason text not null,
  primary key (region_id, meeting_id),
  foreign key (region_id, person_id) references person (region_id, person_id),
  foreign key (region_id, convener_org) references org (region_id, org_id)
);
create index meeting_by_person on meeting (region_id, person_id, called_at);

create table candidate (
  region_id text not null,
  candidate_id text not null,
  meeting_id text not null,
  from_time text not null,
  minutes {int} not null,
  place text not null,
  primary key (region_id, candidate_id),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id)
);
create index candidate_by_meeting on candidate (region_id, meeting_id, from_time);

create table invitation (
  region_id text not null,
  invitation_id text not null,
  meeting_id text not null,
  membership_id text,
  name text not null,
  org_name text not null,
  expected text not null,
  attendance text not null,
  note text not null,
  position {int} not null,
  primary key (region_id, invitation_id),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id)
);
create index invitation_by_meeting on invitation (region_id, meeting_id, position);

create table agenda_item (
  region_id text not null,
  agenda_item_id text not null,
  meeting_id text not null,
  text text not null,
  half text not null,
  source text not null,
  position {int} not null,
  primary key (region_id, agenda_item_id),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id)
);
create index agenda_by_meeting on agenda_item (region_id, meeting_id, position);

create table viewpoint (
  region_id text not null,
  meeting_id text not null,
  view text not null,
  text text not null,
  by_name text not null,
  primary key (region_id, meeting_id, view),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id)
);

create table decision (
  region_id text not null,
  decision_id text not null,
  meeting_id text not null,
  person_id text not null,
  text text not null,
  kind text not null,
  owner_membership text,
  owner_name text not null,
  due text,
  known_by text not null,
  first_step text not null,
  level text,
  reason text,
  until_then text not null,
  shared_with text not null,
  position {int} not null,
  primary key (region_id, decision_id),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id)
);
create index decision_by_meeting on decision (region_id, meeting_id, position);

create table closing_point (
  region_id text not null,
  meeting_id text not null,
  point text not null,
  state text not null,
  text text not null,
  not_yet_reason text,
  primary key (region_id, meeting_id, point),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id)
);

create table minutes (
  region_id text not null,
  minutes_id text not null,
  meeting_id text not null,
  number {int} not null,
  text text not null,
  hash text not null,
  made_at {int} not null,
  locked_by text,
  locked_at {int},
  primary key (region_id, minutes_id),
  foreign key (region_id, meeting_id) references meeting (region_id, meeting_id)
);
create unique index minutes_by_number on minutes (region_id, meeting_id, number);

create table task (
  region_id text not null,
  task_id text not null,
  person_id text not null,
  meeting_id text not null,
  decision_id text not null,
  owner_membership text,
  owner_name text not null,
  what text not null,
  due text,
  known_by text not null,
  state text not null,
  ended_at {int},
  note text not null,
  primary key (region_id, task_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create index task_by_person on task (region_id, person_id, state);

create table plan (
  region_id text not null,
  plan_id text not null,
  person_id text not null,
  kind text not null,
  org_id text not null,
  current_version text,
  primary key (region_id, plan_id),
  foreign key (region_id, person_id) references person (region_id, person_id),
  foreign key (region_id, org_id) references org (region_id, org_id)
);
create unique index plan_by_person on plan (region_id, person_id, kind, org_id);

create table plan_version (
  region_id text not null,
  plan_version_id text not null,
  plan_id text not null,
  number {int} not null,
  state text not null,
  since text,
  reason text not null,
  meeting_id text,
  person_wish text not null,
  family_wish text not null,
  policy text not null,
  made_by text not null,
  made_at {int} not null,
  primary key (region_id, plan_version_id),
  foreign key (region_id, plan_id) references plan (region_id, plan_id)
);
create unique index plan_version_by_number on plan_version (region_id, plan_id, number);
create unique index plan_version_current on plan_version (region_id, plan_id) where state = 'current';

create table plan_goal (
  region_id text not null,
  plan_version_id text not null,
  goal_id text not null,
  position {int} not null,
  horizon text not null,
  text text not null,
  idea text not null,
  own_words text not null,
  grounds text not null,
  person_role text not null,
  support text not null,
  provider text not null,
  due text,
  primary key (region_id, plan_version_id, goal_id),
  foreign key (region_id, plan_version_id) references plan_version (region_id, plan_version_id)
);

create table goal_view (
  region_id text not null,
  goal_view_id text not null,
  goal_id text not null,
  person_id text not null,
  who text not null,
  text text not null,
  at {int} not null,
  primary key (region_id, goal_view_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create index goal_view_by_person on goal_view (region_id, person_id, goal_id);

create table delivery (
  region_id text not null,
  delivery_id text not null,
  plan_version_id text not null,
  recipient text not null,
  name text not null,
  on_day text not null,
  primary key (region_id, delivery_id),
  foreign key (region_id, plan_version_id) references plan_version (region_id, plan_version_id)
);
create index delivery_by_version on delivery (region_id, plan_version_id);

create table shown (
  region_id text not null,
  shown_id text not null,
  text text not null,
  hash text not null,
  primary key (region_id, shown_id)
);

create table answer (
  region_id text not null,
  answer_id text not null,
  person_id text not null,
  goal_id text,
  decision_id text,
  shown_id text not null,
  answerer text not null,
  kind text not null,
  how text not null,
  words text not null,
  reading text not null,
  asked_by text not null,
  at {int} not null,
  ask_again text,
  withdrawn_at {int},
  primary key (region_id, answer_id),
  foreign key (region_id, person_id) references person (region_id, person_id),
  foreign key (region_id, shown_id) references shown (region_id, shown_id)
);
create index answer_by_person on answer (region_id, person_id, at);

create table unmet_need (
  region_id text not null,
  unmet_need_id text not null,
  person_id text not null,
  meeting_id text not null,
  decision_id text not null,
  text text not null,
  level text not null,
  reason text not null,
  until_then text not null,
  since {int} not null,
  state text not null,
  not_reported_reason text not null,
  report_id text,
  primary key (region_id, unmet_need_id),
  foreign key (region_id, person_id) references person (region_id, person_id)
);
create index unmet_need_by_person on unmet_need (region_id, person_id);
create unique index unmet_need_by_report on unmet_need (region_id, report_id);

create table council (
  region_id text not null,
  council_id text not null,
  name text not null,
  secretariat text not null,
  primary key (region_id, council_id),
  foreign key (region_id, secretariat) references org (region_id, org_id)
);

create table council_body (
  region_id text not null,
  council_body_id text not null,
  council_id text not null,
  name text not null,
  kind text not null,
  position {int} not null,
  primary key (region_id, council_body_id),
  foreign key (region_id, council_id) references council (region_id, council_id)
);

create table community_issue (
  region_id text not null,
  issue_id text not null,
  council_id text not null,
  title text not null,
  text text not null,
  state text not null,
  named_on text not null,
  primary key (region_id, issue_id),
  foreign key (region_id, council_id) references council (region_id, council_id)
);

create table report (
  region_id text not null,
  report_id text not null,
  council_id text not null,
  office text not null,
  month text not null,
  age_band text,
  stage text,
  wish text not null,
  facts text not null,
  tried text not null,
  could_not text not null,
  reason text not null,
  similar_count {int} not null,
  checked_by text not null,
  state text not null,
  reply text not null,
  issue_id text,
  primary key (region_id, report_id),
  foreign key (region_id, council_id) references council (region_id, council_id),
  foreign key (region_id, issue_id) references community_issue (region_id, issue_id)
);
create index report_by_council on report (region_id, council_id, state);

create table council_item (
  region_id text not null,
  council_item_id text not null,
  issue_id text not null,
  council_body_id text not null,
  session_on text not null,
  said text not null,
  primary key (region_id, council_item_id),
  foreign key (region_id, issue_id) references community_issue (region_id, issue_id),
  foreign key (region_id, council_body_id) references council_body (region_id, council_body_id)
);
create index council_item_by_issue on council_item (region_id, issue_id, session_on);

create table council_answer (
  region_id text not null,
  council_answer_id text not null,
  issue_id text not null,
  kind text not null,
  text text not null,
  easy text not null,
  on_day text not null,
  primary key (region_id, council_answer_id),
  foreign key (region_id, issue_id) references community_issue (region_id, issue_id)
);
create index council_answer_by_issue on council_answer (region_id, issue_id, on_day);

create table import_batch (
  region_id text not null,
  import_id text not null,
  org_id text not null,
  file_hash text not null,
  by_name text not null,
  at {int} not null,
  made {int} not null,
  changed {int} not null,
  skipped {int} not null,
  primary key (region_id, import_id),
  foreign key (region_id, org_id) references org (region_id, org_id)
);
