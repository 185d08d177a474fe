## Homes of workers and of the council: what is due, what hangs in the air, who waits.
home-greeting = { $name }'s home
home-lead = Who waits, what hangs in the air, and what comes next.
home-count = ({ $count })

# The one next step.
home-next-request = You are asked for a meeting about { $name }
home-next-request-go = Read the request and answer
home-next-today = { $name }'s meeting is today
home-next-today-go = Open the meeting
home-next-concern = Somebody noticed something about { $name }
home-next-air = A role for { $name } hangs in the air
home-next-air-go = Decide who does it
home-next-due = It is time for { $name }'s monitoring
home-next-due-why = The plan is to be looked at again by { $day }.
home-next-report = A new report has arrived
home-next-report-go = Read the report

# Groups.
home-waiting = Who waits for me
home-waiting-none = Nobody waits now.
home-request = Request
home-meetings = Meetings
home-meetings-none = No meeting is planned.
home-air = Roles in the air, and my tasks
home-air-none = No role hangs in the air, and nothing is left for me.
home-due = Monitoring and reviews
home-due-none = No plan is to be reviewed within 60 days.
home-due-note = { $kind }, by { $day }
home-due-past = It is time
home-due-soon = Soon
home-due-later = Later
home-drafts = Plans in draft
home-drafts-none = No plan is in draft.
home-reports = Reports received
home-reports-none = No new report.
home-report-new = New
home-issues = Community issues in progress
home-issues-none = No issue is in progress.
home-issue-note = { $count ->
    [one] One report
   *[other] { $count } reports
}

# Without people.
home-admin = Look after staff and offices
home-admin-text = Your role sees nobody's records.
home-nothing = Nothing is assigned to you yet
home-nothing-text = Please ask your administrator about your role and your teams.
