## Taking out what was written by mistake: the question before, and the mark that stays.

# Kinds of entries.
entry-voice = Words
entry-profile = One-page profile
entry-concern = Concern
entry-monitoring = Monitoring
entry-monitoring-note = Correction of a monitoring
entry-facts = Three facts before the meeting
entry-need = What cannot be done now
entry-person = Registration of a person
entry-import = Roster that was read in

# The way there.
removal-go = Remove
removal-go-spoken = Remove: { $text }
removal-profile = When it was a mistake

# The question.
removal-title = Remove an entry made by mistake
removal-lead = Look at what goes and what stays.
removal-written = { $day } { $by }
removal-written-on = { $day }
removal-text = What it says
removal-own-words = The person’s words
removal-reason = Reason
removal-after = When you remove it
removal-gone = What it says is gone at once and cannot be brought back.
removal-mark-stays = Only what kind it was, who removed it, when and why stays in its place. What it said does not.
removal-was-top = These words stand on top of the page now. The top becomes empty; other words can be chosen.
removal-profile-before = If there is an earlier one, it is shown again.
removal-review = The next review is counted from the monitoring before it.
removal-voice-too = The person’s words from this talk leave the list of words, too.
removal-need-minutes = The decision of the meeting and its minutes stay as they are.
removal-quoted = The same words are written here, too. There they stay.
removal-in-plan = Plan
removal-in-meeting = Meeting
removal-copies = In backups
removal-copies-text = Backups made before keep it until newer ones take their place. Only the administrator who holds the key can open them.
removal-why = Why it is removed
removal-why-wrong-person = It was about somebody else
removal-why-twice = It was entered twice
removal-why-slip = It was a slip
removal-why-asked = The person asked for it
removal-why-other = Something else
removal-note = A word more
removal-note-hint = Not needed. Do not repeat here what you remove. At most { $most } characters.
removal-do = Remove
removal-back = Back to the page
done-removed = Removed. What it said is gone

# What stays.
removal-stays = This cannot be removed
removal-stays-led-on = A meeting or a request for one began with it. Without it nobody could tell why.
removal-stays-reported = It was reported to the council.
removal-stays-over = The meeting is over, and its minutes tell of this.
removal-stays-older = A newer version was written after it.
removal-instead = When it was a mistake
removal-instead-led-on = To give up the meeting, call it off on its page. A monitoring is put right by adding a correction.
removal-instead-reported = Please tell the council’s secretariat.
removal-instead-over = Add a correction to the minutes.
removal-instead-older = Remove the present version first; the one before is then shown.
removal-instead-answer = An answer that was kept is neither removed nor changed. Ask the person again and keep the new answer: that one counts from then on.

# The mark.
removal-mark = “{ $kind }” of { $day } was removed
removal-mark-by = { $day } { $by } Reason: { $why }

# Somebody who was registered by mistake.
removal-person-go = Remove the registration
removal-person-title = Registered by mistake
removal-person-lead = As long as no record has begun, the registration can be removed.
removal-person-mark = Only who removed it, when and why stays, among the office’s rosters. The name does not.
removal-person-stays = This registration cannot be removed
removal-person-instead = Single entries can be removed where they stand. When somebody leaves, end the office’s seat on the page of the team.
built-voice = Words were written down
built-profile = There is a one-page profile
built-concern = There is a concern
built-monitoring = There is a monitoring
built-request = There is a request for a meeting
built-meeting = There is a meeting
built-plan = There is a plan
built-task = There is a task
built-goal-view = There are views of a goal
built-answer = There are answers
built-need = There is something that cannot be done now
built-consent = It was decided who sees what
built-account = The person or the family can sign in
built-concealed = The address was concealed
built-merge = The record became one with another
built-justice = There is a note about justice
built-team = Another organisation is in the team
built-edited = Something was changed after the roster was read in
built-hidden = There are other records about the person
built-elsewhere = The person is not with this office now

# Rosters that were read in.
import-past = Rosters read in so far
import-past-lead = A roster that was wrong can be called off here for 30 days.
import-past-none = No roster was read in yet
import-past-none-text = Each roster that is read in leaves a line here.
import-past-people = Registrations that were removed
import-past-at = Read in
import-past-by = By
import-past-what = What it did
import-past-state = Now
import-past-counts = { $made } registered, { $changed } changed, { $skipped } rows left out
import-taken = Read in
import-undone = Called off
import-done-wrong = If it was the wrong roster
import-done-wrong-text = It can be called off for 30 days. Before that you see what becomes of whom.
import-undo-go-link = Call this roster off
import-undo-page = Call off a roster
import-undo-lead = { $by } read it in on { $at }.
import-undo-title = Call this roster off
import-undo-what = When you call it off
import-undo-count-go = Registrations removed
import-undo-count-stay = Stay, because records have begun
import-undo-count-back = As before the roster
import-undo-count-left = Partly as before
import-undo-somebody = Somebody of the roster
import-undo-stay = Stay, because records have begun ({ $count })
import-undo-left = Keep what was changed since ({ $count })
import-undo-back = As before the roster ({ $count })
import-undo-go = Registrations removed ({ $count })
import-undo-goes = Name and contacts go
import-undo-puts-back = Put back: { $fields }
import-undo-leaves = Left as it is: { $fields }
import-why-wrong-person = It was the wrong roster
import-why-twice = The same roster was read in again
import-why-slip = The roster had mistakes
import-why-asked = The person asked for it
import-why-other = Something else
import-undo-late = This roster cannot be called off any more
import-undo-late-text = It can be called off for 30 days. One by one, registrations on which nothing rests can still be removed.
import-undone-next = The right roster can be read in
import-undone-by = { $by } called it off on { $at } ({ $why }).
import-field-name = name
import-field-birth = birthday
import-field-sex = sex
import-field-self-plan = own plan
import-field-certificate = certificate number
import-field-phone = telephone
import-field-family = family
import-field-specialist = specialist
import-field-address = address
import-field-support-category = support category
done-undone = The roster was called off

# What can be wrong.
removal-sent = These words were sent by the person or the family themselves. Others may remove them only when they were about somebody else, or when the person asked to.
error-remove-sent = Words that the person or the family sent themselves can be removed for these two reasons only.
error-remove-stays = While this page was open, something began from this entry. It cannot be removed any more.
error-remove-changed = While this page was open, the record changed. Look at it as it is now and choose again.
error-remove-person = Records about this person have begun. The registration cannot be removed.
error-undo-late = More than 30 days have passed since it was read in. It cannot be called off.
