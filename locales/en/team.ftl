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
team-change = Change
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

# Workers with a seat of their own.
team-worker = Choose a worker
team-worker-none = None
team-worker-hint = Workers of the offices in the team. Name, role and organisation come with the choice, and the worker will see this person.
team-name-hint = Needed when no worker is chosen.

# How the person and the family come in.
access-title = Sign-in for the person and family
access-lead = Make a set-up link so that the person or a family member can open Tsumugi.
access-go = Invite
access-own-text = They see their own plan, meetings and answers, and can write their words and answers.
access-family = Family
access-no-family = No family member to invite
access-no-family-text = Add them to the team as a custodian or family first; then you can invite them here.
access-none = Not invited yet
access-invited = Invited, not used yet
access-link-over = The link has expired
access-ready = In use
access-closed = Closed
access-invite = Invite and make a set-up link
access-link-anew = Make a new set-up link
access-link-lost = When the link or the password is lost
access-close = Stop sign-in
access-close-spoken = Stop sign-in: { $name }
done-access-closed = Closed. Nobody can sign in with it any more
access-custodian = Sees the plan and the meetings as custodian until the person is 18.
access-may-see = Plan and meetings
access-may-see-yes = The person said they may see these
access-may-see-hint = Without this they see nothing about the person, even when signed in.
access-agreed-by = Who agreed
access-agreed-by-hint = The person’s name, or the name of the guardian who answered.
access-sight-save = Save what they see
access-sees-custodian = Sees as custodian
access-sees = Sees the plan and the meetings (agreed by { $by })
access-sees-not = Sees nothing
access-left = Family who left the team
access-left-text = They no longer see this person. Close the account to stop sign-in as well.
access-invited-title = Invitation for { $name }
access-link = Set-up link
access-link-text = Give this address to { $name } alone. You can also print the sheet below.
access-link-once = The address is shown only now. It works once, within 72 hours. Earlier links no longer work.
access-copy = Copy the address
access-copied = Copied

# The sheet for who was invited; it is printed in easy words.
access-sheet-dear = { "" }
access-sheet-title = Invitation to Tsumugi
access-sheet-how = Start
access-sheet-picture = Picture of the set-up link
access-sheet-step-open = Point your phone’s camera at the square. On a computer, type the address below.
access-sheet-step-name = Choose your sign-in name and a password.
access-sheet-step-in = From then on, sign in with them.
access-sheet-until = Works until { $day }.
access-sheet-what = What you can see
access-sheet-sees-own = Your plan, meetings and answers, and who looked at them.
access-sheet-sees-family = The plan and the meetings.
access-sheet-sees-nothing = Nothing about the person until they say you may.
access-sheet-whom = If you need help
access-sheet-ask = Ask { $name } at { $office }. { $phone }
access-sheet-secret = Do not show this sheet to anybody else.
