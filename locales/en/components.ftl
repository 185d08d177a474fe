## Words of the shared components, English.

context-label = Whose page this is
context-now = Now:
context-page-of = {""}
signed-in-as = Signed in:
display-apply = Use these settings
read-aloud = Read aloud
read-aloud-stop = Stop reading

next-step-title = What to do next
half-now = Can be done now
half-takes-time = Takes time
panels-filled = Points written
panel-confirmed = Written
panel-empty = Still empty

voice-own = The person’s own words
voice-shown = What the person showed
voice-chosen = Cards the person chose
voice-asked = What the person asked for
voice-said-or-shown = From the person
voice-mine = My own words
voice-mine-shown = What I showed
voice-mine-chosen = Cards I chose
voice-mine-asked = What I asked for
voice-mine-said-or-shown = From me
voice-staff = How staff see it
voice-estimate = Inferred from how the person seemed
voice-family = The family’s words
quote-open = “
quote-close = ”

progress-todo = Not begun
progress-doing = Begun
progress-done = Done
progress-not-possible = Not possible

step-notice = Noticed
step-meeting = Meeting
step-decision = Decided
step-plan = Plan
step-monitoring = Monitoring
step-unmet-need = Cannot be done now
step-community-issue = Community issue
step-council = Council
step-answer = Answer
step-ahead = Still to come

diff-same = Unchanged
diff-added = Added
diff-removed = Removed
diff-changed = Changed
diff-before = Before
diff-after = Now

pager-label = Pages
pager-previous = Previous
pager-next = Next

date-year = Year
date-month = Month
date-day = Day
file-choose = Choose a file
date-preview = {"{date}"}, is that right?
date-ahead-hint = Without a year, it is the next such day.
draft-restored = Your unfinished text is back.
draft-ask = There is unfinished text from before.
draft-restore = Bring it back
draft-drop = Discard it
draft-clear = Clear it
copy = Copy
copied = Copied
