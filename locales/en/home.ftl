## Homes of workers and of the council: what is due, what hangs in the air, who waits.
home-greeting = { $name }'s home
home-lead-council = Reports without names, and what the region works on.
home-lead-office = Where workers are added and can be signed in.
home-lead-system = Where organisations are added and handed to their first administrators.
home-lead = Who waits, what has stopped halfway, what hangs in the air, and what comes next.
home-count = ({ $count })
home-more = See the other { $count }

# The one next step.
home-next-request = You are asked for a meeting about { $name }
home-next-request-go = Read the request and answer
home-next-today = { $name }'s meeting is today
home-next-today-go = Open the meeting
home-next-past = The day of { $name }’s meeting has passed
home-next-concern = Somebody noticed something about { $name }
home-next-step = Something begun for { $name } waits for you
home-next-air = A role for { $name } hangs in the air
home-next-air-go = Settle what is missing
home-next-due = It is time for { $name }'s monitoring
home-next-due-why = The plan is to be looked at again by { $day }.
home-next-roster = Register the people you support
home-next-roster-why = A roster from Excel or from other software can be taken in at once. People can also be registered one by one, on the page of people.
home-next-roster-go = Take in a roster
home-next-begin = { $count } people have no plan yet
home-next-begin-why = { $count ->
    [1] Begin with { $name }.
   *[other] You could begin with { $name }. The others stand below, under people whose plan is still to come.
}
home-next-begin-go = Open the page of { $name }
home-next-report = A new report has arrived
home-next-report-go = Read, the oldest month first

# Groups.
home-waiting = Requests that wait for an answer
home-waiting-none = No request waits now.
home-steps = Begun and not finished
home-steps-none = Nothing has stopped halfway.
home-concerns = Concerns
home-concerns-none = No concern is written down.
home-declined = Declined requests: decide what to do
home-declined-none = No request was declined.
home-sent = Meetings we asked for
home-sent-none = No request waits for an answer.
home-sent-waits = Waiting for an answer
home-sent-long = Waiting for long
home-request = Request
home-meetings = Meetings
home-meeting-others = Without a seat for you
home-meetings-none = No meeting is planned.
home-air = Roles in the air, and my tasks
home-air-none = No role hangs in the air, and nothing is left for me.
home-ended = What ended lately
home-ended-none = Nothing ended lately.
home-due = Monitoring and reviews
home-due-none = No plan is to be reviewed within 60 days.
home-due-note = { $kind }, by { $day }
home-due-past = It is time
home-due-soon = Soon
home-due-later = Later
home-begin = People whose plan is still to come
home-begin-none = Nobody is without a plan.
home-begin-since = In the team since { $day }
home-reports = Reports received
home-reports-none = No new report.
home-issues = Community issues in progress
home-issues-none = No issue is in progress.
home-issue-note = { $count ->
    [one] One report
   *[other] { $count } reports
}

# Without people.
home-office = See to the workers
home-office-text = Add workers and hand them their set-up links. The roster of the people is imported by a service manager, a child support manager or a specialist: once one of them signs in, Import roster stands in their menu. An office administrator sees no record of a person.
home-system = See to the organisations
home-system-text = Add organisations and hand the set-up link to each one's first administrator. A system administrator sees no record of a person.
home-quiet = Nothing is urgent now
home-quiet-why = Read the words of the people you work with, and write a line when you notice something.
home-quiet-go = See your people
home-nothing = Nothing is assigned to you yet
home-nothing-text = Please ask your administrator about your role and your teams.
home-lead-member = What the region works on, and what comes next.
home-next-session = To be talked about on { $day }
home-next-session-go = Read the issue
home-no-session = Nothing is on the agenda of the next session yet
home-no-session-text = What was worked on and answered so far can be read at any time.
home-no-session-go = Look at the council

# Notices by rule: a few a day, the rest gathered for the week.
home-notices = Notices of today
home-notices-none = There is no notice today.
home-week = Gathered for this week
home-week-none = Nothing was gathered for this week.
notice-review = The plan is to be reviewed by { $day }
notice-review-past = The day for the review ({ $day }) has passed
notice-task-late = What was to be done by { $day } is still open
notice-request-waits = The meeting we asked for has had no answer by { $day }
notice-consent-ends = A consent ends on { $day }: it is time to ask again
notice-consent-answered = There is an answer to your question about sharing
