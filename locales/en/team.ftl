## The team around a person, and what the person shares with whom.

# The team.
team-title = Team
team-lead = Who stands around the person, and since when. A seat alone shows an office the name and date of birth only; the rest needs consent.
team-page = The team's page
team-now = The team now
team-before = The team before
team-none = Nobody is in the team yet
team-none-text = Add family, school, hospital, the specialist and others around the person.
team-name = Name
team-role = Role
team-org = Organisation
team-period = Period
team-actions = Actions
team-key-person = Key person
team-make-key = Make key person
team-make-key-spoken = Make key person: { $name }
team-end = End today
team-end-spoken = End today: { $name }
team-add-title = Somebody new
team-org-hint = If it uses Tsumugi in this region, choose it here.
team-org-other = Not listed (also family and friends)
team-org-name = Name of an organisation not listed
team-from = Since
team-from-hint = Empty means today.
team-add = Add to the team

# What somebody is to the person.
team-role-custodian = Custodian
team-role-family = Family
team-role-friend = Friend or neighbour
team-role-specialist = Consultation support specialist
team-role-service-manager = Service manager
team-role-child-support-manager = Child development support manager
team-role-support-worker = Support worker
team-role-nursery = Nursery teacher
team-role-class-teacher = Class teacher
team-role-sne-coordinator = Special needs education coordinator
team-role-school-nurse = School nurse teacher
team-role-doctor = Doctor
team-role-visiting-nurse = Visiting nurse
team-role-medical-care-coordinator = Coordinator for children who need medical care
team-role-employer = Employer
team-role-care-manager = Care manager
team-role-municipal-officer = Municipal officer
team-role-core-centre = Core consultation support centre
team-role-other = Other

# What is shared.
consents-title = What is shared
consents-lead = Who may see what, and until when. It can be taken back at any time, without a reason.
consents-none = Nothing is shared now
consents-none-text = Without consent, others than the registering office see the name and date of birth only.
consents-over = Consents that are over
consent-sentence = { $org } may see { $classes } until { $to }.
consent-source = Agreed to on { $from } by { $name } ({ $giver }).
consent-open = In force
consent-withdrawn = Taken back
consent-ended = The period is over
consent-withdraw = Take back
consent-withdraw-spoken = Take back: { $org }
consent-new = New consent
consent-how = Read it together with the person (or the custodian or guardian), and note only what they said yes to.
consent-recipient = Who may see?
consent-recipient-hint = Offices in the team.
consent-classes = What may be seen
consent-to = Until
consent-giver = Who agrees?
consent-giver-name = Name of whoever agrees
giver-person = the person
giver-custodian = custodian
giver-guardian = guardian
consent-give = Note the consent
done-consented = The consent is noted
done-consent-withdrawn = The consent is taken back; nothing more is shown
