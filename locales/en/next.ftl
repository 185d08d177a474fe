## What to do next: on the person's page and on a worker's home.
steps-more = Also waiting
steps-none = Nothing is waiting now
steps-none-until = The plan should be looked at again by { $day }.
steps-none-why = If something worries you, you can call a meeting at any time.

# What to do.
step-ask-decisions = Ask the person about what the meeting decided
step-talk-again = Talk again about what the person said no to
step-hear-words = Read the words that came in
step-confer = Confer, confirm the five points and close the meeting
step-confirm = Confirm the minutes
step-call-concern = Call a meeting about a concern
step-call-monitoring = Call the meeting that the monitoring asked for
step-fix-day = Fix a day for the meeting and invite
step-follow-up = Ask how a late task goes
step-prepare = Prepare the meeting
step-revise-from-meeting = Put what the meeting decided into the plan
step-revise-from-monitoring = Revise the plan
step-write-goals = Write goals into the draft plan
step-ask-goals = Ask the person about the draft plan
step-agree = Read the draft plan together and agree
step-deliver = Give the plan and write down the day
step-report = Decide whether to tell the council what the region cannot do
step-tell-answer = Tell the person what the council answered
step-start-plan = Begin a plan
step-monitor = Talk with the person and do the monitoring

# Why.
step-why-ask-decisions = There are decisions the person has not answered to. Meeting: { $text }
step-why-talk-again = The person said no, would like something else, or took an answer back. { $text }
step-why-hear-words = They came on { $day }: “{ $text }”
step-why-confer = The meeting is on { $day }. To decide: { $text }
step-why-confirm = Nobody has confirmed the minutes of “{ $text }” yet.
step-why-call-concern = { $text } (you can also watch for now)
step-why-call-monitoring = A meeting was wanted and has not been called. To talk about: { $text }
step-why-fix-day = There is no day yet. To decide: { $text }
step-why-follow-up = { $text } (by { $day })
step-why-prepare = The meeting is on { $day }. To decide: { $text }
step-why-revise-from-meeting = It is in no plan yet. Meeting: { $text }
step-why-revise-from-monitoring = The monitoring decided to revise the plan. { $text }
step-why-write-goals = The draft has no goal yet.
step-why-ask-goals = There are goals the person has not answered to.
step-why-agree = The person was asked about every goal. Write the day of agreement and the draft becomes the plan.
step-why-deliver = The plan agreed on { $day } has not been given to everybody.
step-why-report = { $text } (reported without names, and not at all if the person or family does not want it)
step-why-tell-answer = Answer of { $day }: { $text }
step-why-start-plan = This person has no plan yet.
step-why-monitor = The plan should be looked at again by { $day }. It begins with four questions.

# The button.
step-go-ask-decisions = Ask on the meeting’s page
step-go-talk-again = Talk with the person
step-go-hear-words = Open the words
step-go-confer = Open the meeting
step-go-confirm = Open the minutes
step-go-call-concern = Call a meeting
step-go-call-monitoring = Call a meeting
step-go-fix-day = Fix the day
step-go-follow-up = See the tasks
step-go-prepare = See the meeting
step-go-revise-from-meeting = Go to the revision
step-go-revise-from-monitoring = Go to the revision
step-go-write-goals = Open the draft
step-go-ask-goals = Ask the person
step-go-agree = Open the draft
step-go-deliver = See who is to get it
step-go-report = Decide
step-go-tell-answer = Open the answer
step-go-start-plan = Begin a plan
step-go-monitor = Begin the monitoring

# In a word, on a home.
step-mark-ask-decisions = Ask the person
step-mark-talk-again = Talk again
step-mark-hear-words = New words
step-mark-confer = Meeting day
step-mark-confirm = Confirm minutes
step-mark-call-concern = Call
step-mark-call-monitoring = Call a meeting
step-mark-fix-day = Fix a day
step-mark-follow-up = Ask how it goes
step-mark-prepare = Prepare
step-mark-revise-from-meeting = Revise the plan
step-mark-revise-from-monitoring = Revise the plan
step-mark-write-goals = Write the draft
step-mark-ask-goals = Ask the person
step-mark-agree = Agree
step-mark-deliver = Give the plan
step-mark-report = Report or not
step-mark-tell-answer = An answer came
step-mark-start-plan = Begin a plan
step-mark-monitor = Monitoring
