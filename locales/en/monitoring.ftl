## Monitoring: the four prompts first, then goal by goal, then what follows.
monitoring-title = Monitoring
monitoring-kind-service-use = Monitoring of the service use plan
monitoring-kind-individual = Monitoring of the individual support plan
monitoring-start = Start monitoring
monitoring-lead = Begin with the person's own words, not with the services.
monitoring-by = { $day }, { $by }
monitoring-before = Last time ({ $day })
monitoring-on = Day of the talk
monitoring-own-words = What the person said or showed
monitoring-own-words-hint = As heard, as seen. Without words, describe what you saw.

# The four prompts.
monitoring-prompts = Four questions
monitoring-prompts-hint = Only where the talk touched them.
prompt-values = What keeps the person going
prompt-hint-values = What carries the day: joys, pride. Has it changed?
prompt-ordinary-life = An ordinary life
prompt-hint-ordinary-life = What anybody of this age would want. Does our support leave room for it?
prompt-own-motive = Own motive, own goals
prompt-hint-own-motive = Whose idea was it? Could the answer have been other than yes?
prompt-relationship = Trust
prompt-hint-relationship = With whom does the person feel safe? How did we ask?

# Goal by goal.
monitoring-goals = Goal by goal
monitoring-no-goals = This plan has no goals yet.
monitoring-goal = Goal
monitoring-attainment = How far has it come?
attainment-reached = Reached
attainment-closer = Closer
attainment-same = The same
attainment-changed = No longer the goal
monitoring-person-view = How the person sees it
monitoring-next = What comes next

# What follows.
monitoring-then = What follows
monitoring-then-hint = A plan that is revised is a good result.
monitoring-outcome = What follows?
monitoring-outcome-continue = Go on as it is
monitoring-outcome-revise = Revise the plan
monitoring-outcome-meet = Call a meeting
monitoring-outcome-no-meeting = No meeting
monitoring-reason = What to talk about, or why no meeting
monitoring-how-when = Required when something is written above
monitoring-reason-when = Required for a meeting or no meeting
monitoring-reason-hint = For a meeting: what to talk about. For no meeting: why not.
monitoring-save = Save the monitoring
monitoring-revise = Begin a draft of the revision
monitoring-to-meeting = See the meeting
monitoring-notes = Corrections
monitoring-notes-lead = What was written stays. A mistake is mended by adding a correction.
monitoring-note-add = Add a correction
monitoring-note-text = What is wrong, and what is right
monitoring-note-save = Save the correction
