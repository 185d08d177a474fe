## Meetings: asking for one, calling, conferring, closing, and the papers.

# The two kinds and their states.
meeting-title = Meeting
meeting-kind = Kind of meeting
meeting-kind-individual = Individual support meeting
meeting-kind-providers = Service providers' meeting
meeting-calling = Looking for a day
meeting-fixed = Day is fixed
meeting-closed = Closed
meeting-called-off = Called off
meeting-no-day = No day yet
meeting-minutes-long = { $minutes } minutes
meeting-back = Back to the meeting

# Calling.
meeting-call = Call a meeting
meeting-call-lead = Say in one sentence what must be decided, and choose people and times. Invitations and agenda come out of it.
meeting-cause = What started it
meeting-must-decide = What this meeting must decide
meeting-must-decide-hint = One sentence of at most 120 characters. It stands on top of the invitation and the minutes.
meeting-people = Whom to invite
meeting-people-hint = The person is always invited first. Under each name stands what we hope to hear.
meeting-candidate-group = Candidate { $number }
meeting-candidate = Day of candidate { $number }
meeting-candidate-time = Time of candidate { $number }
meeting-time-hint = For example: 15:30
meeting-length = Length in minutes
meeting-place = Place
meeting-place-hint = The room. For a video call, its address and a telephone number.
meeting-convene = Call this meeting
error-candidate-needed = Please write at least one day and time.
error-minutes = Please write the length in minutes, from 1 to 480, for example 60.
done-called = The meeting is called

# What we hope to hear from a member.
expected-home = life at home and the family's wishes
expected-neighbourhood = what friends and neighbours see
expected-whole-life = life as a whole and how supports fit together
expected-office = days at the office and what it can do
expected-school = days at nursery or school
expected-health = health and medical care
expected-work = days at work
expected-elder-care = what elder care sees
expected-region = what the system offers and ways into the region
expected-knows = what they know and can do

# Asking the specialist to convene one.
request-title = Ask for a service providers' meeting
request-text = The consultation support specialist convenes the service providers' meeting. Say what must be decided and why now.
request-no-specialist = Nobody in the team is a consultation support specialist (self-plan, for example). Call the office's own meeting, or turn to the core centre.
request-to = Whom to ask
request-reason = Why now
request-send = Send the request
error-consent-needed = This office has no consent to see meetings yet. Please settle it with the person first, under “What is shared”.
done-asked = The request is sent

# A request and the answer to it.
request-page = Request for a meeting
request-card = What is asked
request-by = Proposed by
request-waiting = Waiting for an answer
request-accepted = Accepted
request-merged = Joined a planned meeting
request-declined = Declined
request-declined-why = Why it was declined: {""}
request-wait = Waiting for an answer. After seven days without one, the office may hold its own meeting.
request-overdue = No answer for seven days or more: the office may hold its own meeting
request-held = The office has called its own meeting
request-meeting = Go to the meeting
request-accept = Convene the meeting
request-accept-text = Choose people and times and convene the service providers' meeting. The question is taken over from this request.
request-accept-go = Convene for this request
request-merge = Talk about it at a planned meeting
request-merge-into = At which meeting?
request-merge-go = Put it on this agenda
request-decline = Decline
request-decline-reason = Reason
request-decline-hint = The reason is kept and reaches whoever asked. Their office can still hold its own meeting.
request-decline-go = Decline with this reason
request-go-on = Hold your office's own meeting
request-go-on-why = What started it and what must be decided are carried over.
request-own-meeting = Call the individual support meeting
done-declined = Declined, with the reason
done-merged = It is on the agenda of the planned meeting
done-answered-before = This request has been answered already

# The meeting's page.
meeting-by = Proposed by { $proposer }, convened by { $convener } ({ $org })
meeting-called-off-why = Why it was called off: {""}
meeting-when = When
meeting-next-own = You can write down beforehand what you want to say
meeting-next-own-why = It is read first at the meeting. You can come without writing anything, too.
meeting-to-own-view = Read it or add to it
meeting-next-read = Read in the minutes what was talked about
meeting-next-read-why = If something is different, tell the convening office.
meeting-next-fix = Fix one of the candidate times
meeting-next-fix-why = The person and the family come first.
meeting-next-invite = Hand out the invitations and ask when people can come
meeting-next-invite-why = One sheet each. People mark the days and send it back by fax or by hand.
meeting-to-sheets = See the sheets
meeting-to-days = See the candidate times
meeting-next-sheets = The day is fixed: hand out the invitations
meeting-next-sheets-why = On the day, what was decided is written down here.
meeting-next-decide = Confer, and write down what is decided
meeting-next-decide-why = Possible now, takes time, or cannot now: each of them leads on.
meeting-next-ask = Ask the person about what was decided
meeting-next-ask-why = The person has not been asked about every decision. Ask before the meeting is closed.
meeting-next-refused = The person said no, or would like something else
meeting-next-refused-why = Talk again and write down another decision. If you close, the answer stands in the minutes.
meeting-next-close = Go through the five points and close
meeting-next-close-why = Say who was there and fill in the five points. A "not yet" does not stand in the way.
meeting-next-minutes = Read and confirm the minutes
meeting-next-minutes-why = Confirmed minutes are locked and stay as they are.
meeting-to-minutes = See the minutes
meeting-next-plan = Bring the decisions into the plans
meeting-next-plan-why = Only goals whose meaning changes are asked again.
meeting-to-plans = See the plans
meeting-next-need = Tell the council what the region cannot do
meeting-next-need-why = Only the difficulty is reported, no names. You can also decide not to report it.
meeting-to-need = To what cannot be done
meeting-next-air = Settle the roles that are open
meeting-next-air-why = For something that was decided it is still open who does it, or by when.
meeting-next-tasks = Begin with what was decided
meeting-next-tasks-why = Say when it is done, or why it was not possible.
meeting-to-tasks = See the tasks
meeting-next-again = Call again
meeting-next-again-why = What made somebody call is still there.
meeting-to-request = Back to the request
meeting-days = Candidate times
meeting-fix = Choose this time
meeting-fix-spoken = Choose this time: { $when }
meeting-seats = Who takes part
seat-name = Name
seat-expected = What we hope to hear
seat-attendance = Taking part
seat-attendance-of = { $name } takes part
seat-note-of = Opinion or hours of { $name }
seat-change = Reply
seat-change-go = Write the answer
attendance-unanswered = No reply yet
attendance-yes = Attends
attendance-part = Attends in part
attendance-written = Sends an opinion
attendance-no = Cannot attend
attended-none = Not written down
meeting-invite-title = Invite another member of the team
meeting-invite-who = Whom?
meeting-invite = Invite
meeting-call-off = Call the meeting off
meeting-call-off-reason = Reason
meeting-call-off-go = Call off with this reason

# Agenda in two halves.
agenda-title = Agenda
agenda-none = Nothing yet.
agenda-add-title = Add a topic
agenda-text = What to talk about
agenda-half = In which half?
agenda-add = Add to the agenda

# Three viewpoints.
viewpoints-title = Three viewpoints
viewpoint-person = The person
viewpoint-provider = The service providers
viewpoint-specialist = The consultation support specialist
viewpoint-none = Not written yet
done-erased = What stood there was removed
viewpoint-by = Written by { $by }
viewpoint-ask-person = What the person confirmed with those who will do it, in their own words
viewpoint-ask-provider = Professional views that improve the draft
viewpoint-ask-specialist = How things really are, from the person and the providers
viewpoint-write-person = Write the person's view
viewpoint-write-provider = Write the providers' view
viewpoint-write-specialist = Write the specialist's view

# Decisions.
decisions-title = Decisions
decisions-none = No decisions yet
decisions-none-text = Each topic ends as possible now, takes time, or cannot now.
outcome-now = Possible now
outcome-takes-time = Takes time
outcome-cannot-now = Cannot now
outcome-hint-now = Who, by when, and how we will know.
outcome-hint-takes-time = Who, the first step and its day.
outcome-hint-cannot-now = How far up, why, and what we do until then.
decision-title = Write a decision
decision-add = Write a decision
decision-text = Decision
decision-text-hint = One sentence that the person can answer with yes or no.
decision-outcome = How does it end?
decision-who = Who
decision-nobody-yet = Nobody yet
decision-due = By when
decision-known-by = How we will know
decision-first-step = First step
decision-level = How far up
decision-reason = Why not
decision-until-then = Until then
decision-shared-with = Shared with
decision-for-now = If it can be done now: the sign
decision-for-now-and-time = If it can be done now or takes time: who, and by when
decision-for-time = If it takes time: the first step
decision-for-cannot = If it cannot be done now
decision-empty = Not settled yet
decision-hangs = The role hangs in the air
decision-settle = Settle what is open
decision-settle-spoken = Settle what is open: { $text }
decision-settled = Settled after the meeting: { $text }
decision-ask = Ask the person
decision-ask-spoken = Ask the person: { $text }
decision-change = Change
decision-change-spoken = Change: { $text }
decision-need = See where it goes from here
decision-need-spoken = See where it goes from here: { $text }
decision-remove = Take this decision back

# Closing: five points.
meeting-close = Close the meeting
meeting-close-lead = Read the five points aloud together. None stays empty, and “not yet” is a good answer.
meeting-close-go = Confirm and close
attended-title = Who was there
attended-hint = Filled in from the answers. Please mend what was different; it stands in the minutes.
attended-nobody = Nobody said whether they come. Please choose who was there; it stands in the minutes.
attended-unknown = Not known, or not written down
choose-one = Please choose
close-undecided = No decision is written down yet
close-undecided-text = Written first, it stands in the minutes and goes into the plan. You can also close without one.
point-text-when = needed for “Confirmed”
point-not-yet-when = needed for “Not yet”
point-people = Are the people here who are needed, and one who can carry it to the region?
point-needs = Does the support fit what the person needs?
point-horizons = Were short and long term, possible now and taking time, kept apart?
point-roles = Is it clear who does what for everything that is possible now?
point-cannot-now = Was what cannot be done now confirmed and shared?
point-state = How was it?
point-state-confirmed = Confirmed
point-state-not-yet = Not yet
point-text-people = In a sentence
point-text-needs = In a sentence
point-text-horizons = In a sentence
point-text-roles = In a sentence
point-text-cannot-now = In a sentence (“none” if there is nothing)
point-not-yet-reason = Why not yet
not-yet-no-time = There was no time
not-yet-somebody-missing = Somebody was missing
not-yet-person-not-ready = The person does not want to decide yet
not-yet-find-out-first = We find out first
not-yet-next-meeting = At the next meeting
error-point-empty = Please choose “confirmed” or “not yet”.
error-choose-not-yet = Please choose why it is "not yet".
error-meeting-no-day = No day is fixed yet. Please choose one of the candidate times first.
done-closed = The meeting is closed and its minutes are made

# What the records already say about the five points.
evidence-taking-part = { $count ->
    [one] One person takes part, in the room or in writing.
   *[other] { $count } people take part, in the room or in writing.
}
evidence-unanswered = No reply yet: { $names }
evidence-carriers = Can carry it to the region: { $names }
evidence-no-carrier = Nobody is here yet who can carry a matter to the region (specialist, core centre, municipality).
evidence-person = The person takes part.
evidence-no-person = Nothing says yet that the person takes part.
evidence-answered = The person has answered { $answered } of { $all } decisions.
evidence-refused = To { $count } of them the person said no, or would like something else.
evidence-undecided = No decision is written down yet.
evidence-kinds = Decided: { $now } that can be done now, { $takes } that take time, { $cannot } that cannot be done now.
evidence-roles-clear = For all { $all } that can be done now it is clear who, by when, and how we will know.
evidence-roles-none = Nothing was decided that can be done now.
evidence-hanging = Of { $all } that can be done now, { $count } still lack who, by when, or how we will know.
evidence-hanging-later = Of what takes time, { $count } still lack who, when, or the first step.
evidence-cannot = { $count ->
    [0] Nothing was found impossible for now.
   *[other] { $count } found impossible for now, { $region } of them for the whole region.
}

# After the meeting: plans and minutes.
meeting-plans = Into the plans
meeting-plan-version = In version { $number }
meeting-into-plan = Revise from this meeting
meeting-into-plan-spoken = Revise from this meeting: { $plan }
minutes-title = Minutes
minutes-none = There are no minutes yet.
minutes-not-closed = Minutes are made when the meeting is closed.
minutes-to-confirm = Waiting to be confirmed
minutes-locked-by = Confirmed by { $by }
minutes-confirm-title = Confirm the minutes
minutes-confirm-text = Read them aloud and confirm if nothing is wrong. This version is then locked and stays as it is.
minutes-confirm = Confirm these minutes
minutes-to-correct = If something is wrong, add a correction
minutes-correct-title = If something is wrong
minutes-correction = Correction
minutes-correction-hint = Write what is different. Nothing is deleted: a new version has this correction below the text.
minutes-correct = Add the correction
minutes-wait = The convening office confirms and locks them. Tell it before then if something is wrong.
done-corrected = The correction was added
minutes-foot = Version { $number }, check number { $hash }
done-locked = The minutes are confirmed and locked

# The printed invitation.
meeting-sheets = Invitation sheets
meeting-sheets-lead = One A4 sheet for each guest. All of them stand below and can be printed at once; they are filled in and sent back by fax or by hand.
sheet-for = Sheet for { $name }
invitation-title = Invitation
invitation-of = { $kind } about { $name }
paper-dear = { $name }
paper-from = { $name }
paper-expected = What we hope to hear from you
paper-when = Time and place
paper-candidates = Candidate times (please circle one mark in every row)
paper-facts = Before we meet, please tell us
paper-facts-hint = What changed, what the person chose or refused, what went well. For △, the hours you can come.
paper-mark-yes = Can come
paper-mark-part = In part
paper-mark-no = Cannot
paper-agenda-more = { $count } more, handed out at the beginning of the meeting
paper-guests = Who is invited
paper-reply-by = Please reply by { $day } (send this sheet back by fax or by hand)
paper-reply-soon = Please reply as soon as you can (send this sheet back by fax or by hand)
paper-reply-to = Reply to
paper-reply-from = Your name
paper-written-on = Date
seat-from = From
seat-words = Opinion, remark
minutes-after = After the meeting
minutes-next = Next meeting
minutes-next-blank = Date:　　　　　　　Time:　　　　　Place:
minutes-sign-person = The person (I was told what it says)
minutes-sign-family = Family or representative
minutes-sign-convener = Convening office
minutes-hash-what = The check number is calculated from the text of these minutes. If one letter changes, the number changes.
paper-phone = Telephone
paper-fax = Fax
paper-dear-teacher = { $name }
sheets-print-all = Print all { $count } sheets
