## Codes of the closed lists, for all areas. Plans, answers and the council have theirs at home.

# Stages of a life.
stage-early-childhood = Early childhood
stage-school-age = School age
stage-youth = Youth
stage-middle-age = Middle age
common-stage-infancy = Infancy
common-stage-school-age = School age
common-stage-adolescence-to-youth = Adolescence and youth
common-stage-marriage-and-parenting = Marriage and parenting
common-stage-old-age = Old age

# As the official forms ask.
sex-f = Female
sex-m = Male
sex-x = Other, or not said

# Who said something, and how.
speaker-person = The person
speaker-family = Family
speaker-supporter = A supporter's view
expression-speech = Words
expression-pointing = Pointing
expression-gaze = Gaze
expression-face = Face or movement
expression-card = Cards or photos
expression-device = A device
expression-writing = A letter or note
expression-relayed = Told by somebody else
expression-asked = Choosing who shall say it
answer-of-person = The person: { $answer }
answer-of-family = Family: { $answer }

# What may be seen.
class-basic = name, date of birth, certificate number
class-contact = telephone and other contacts
class-address = address
class-health = disability, illness and medical care
class-medication = medicines
class-education = school and nursery
class-work = work
class-family = family
class-income = money
class-justice = police and courts
class-abuse = abuse
class-narrative = concerns and monitoring
class-plan = plans and goals
class-meeting = meetings and decisions
class-voice = own words and answers
class-voice-mine = your own words and answers
class-reflection = supporters' private notes
class-staff = offices and staff
class-council = the council
class-audit = the record of looks
class-secret = passwords
class-system = technical records

# What was done with what, as the person reads it.
deed-saw = seen
deed-printed = printed
deed-made = written
deed-changed = changed
deed-removed = removed as a mistake
deed-asked = asked whether it may be shared
deed-declined = noted a no
deed-shared = shared without consent
deed-consented = agreed
deed-withdrew = taken back
deed-answered = noted
deed-closed = closed
deed-joined = made two records one
deed-separated = made two records of one again
deed-sent = handed over
deed-signed-in = signed in
deed-signed-out = signed out
deed-refused = refused
subject-home = home page
subject-person = the person's page
subject-basics = basic information
subject-voice = own words
subject-profile = one-page profile
subject-team = the team
subject-account = Preparing sign-in
subject-consent = what is shared
subject-looks = the record of looks
subject-thread = the thread
subject-plan = a plan
subject-answer = an answer
subject-monitoring = monitoring
subject-concern = a concern
subject-meeting = a meeting
subject-meeting-request = a request for a meeting
subject-task = a task
subject-need = something that cannot be done now
subject-entry = an entry
subject-report = a report without names
subject-record = The record
subject-roster = a roster import
subject-search = a part of the record, found by looking for words
subject-other = another record

# What cannot be done now.
level-office = The office cannot
level-team = The team cannot
level-region = The region cannot
gap-reason-no-resource = There is no such place or service
gap-reason-not-enough = There are too few places
gap-reason-not-usable = It exists but cannot be used (distance, hours, medical care)
gap-reason-between-systems = It falls between two systems or age limits
gap-reason-not-informed = Information does not arrive
gap-reason-not-linked = Agencies are not linked well
gap-reason-no-skill = Skilled people are missing
gap-reason-cost = Money
gap-reason-transport = Getting there
gap-reason-housing = Housing or a guarantor
gap-reason-rights = Rights, abuse or discrimination
gap-reason-understanding = Understanding in the community
gap-reason-emergency = Disaster or emergency
gap-reason-family-future = Family support and life after the parents
gap-reason-other = Something else

# Said about any form.
error-too-long = Please write at most { $most } characters.
error-time-unreadable = This cannot be read as a time. Write it like 15:30.
