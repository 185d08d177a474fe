## Plans: what counts now, the draft, goals, the agreement, the giving.

plan-kind = Kind of plan
plan-kind-service-use = Service use plan
plan-kind-individual = Individual support plan
plan-title = Plan
plan-lead = { $org }, version { $number }, since { $day }
plan-lead-draft = { $org }. The first version is being written.
plan-back = Back to the plan
plan-back-draft = Back to the draft
plan-person-wish = The life the person wishes for
plan-person-wish-hint = In the person's own words, not rephrased.
plan-person-wish-source = The life the person wishes for; the plan rests on this
plan-family-wish = The life the family wishes for
plan-family-wish-hint = Written apart, also where it differs from the person's wish.
plan-family-wish-source = The family's wish, apart from the person's
plan-policy = Overall direction of support
plan-policy-hint = Short, so that the whole team can look the same way.
plan-none = No plan has been agreed on yet
plan-none-text = Once there is a draft and the person has answered to its goals, the plan stands here.
plan-who-can-see = The person, family members the person lets see it, and team members for whom the person has consented.

plan-next-draft = Carry on with the draft
plan-next-draft-why = The draft is not a plan until the person has answered and a day of agreement is set.
plan-next-draft-go = Carry on with the draft
plan-next-deliver = Give the plan out and note the day
plan-next-deliver-why = Somebody has not received it yet.
plan-next-deliver-go = See who is waiting
plan-next-ask = { $count ->
    [one] One goal waits for the next talk
   *[other] { $count } goals wait for the next talk
}
plan-next-ask-why = The person was not asked yet, or is to be asked again. No hurry: at most three at a time.
plan-next-ask-go = Ask the person
plan-next-own = { $count ->
    [one] There is one goal to ask you about
   *[other] There are { $count } goals to ask you about
}
plan-next-own-why = Yes, no, not yet: all are fine.
plan-next-own-go = Go to the questions

plan-changes = What changed since the last version
plan-changes-lead = The plan changed because it was fitted to the person's life as it is now.
plan-reason-is = Why: { $reason }
plan-from-meeting = The meeting behind this version
plan-difference = What differs from the current plan
plan-diff-none = No goal has changed.
plan-diff-kept = { $count ->
    [one] One other goal goes on as it was.
   *[other] { $count } other goals go on as they were.
}
plan-diff-new = New goal
plan-diff-ended = Goal that ended or was taken out
plan-diff-goal = “{ $goal }”
plan-diff-ask-again = The words of the goal changed, so the person is asked again.
goal-field-text = Words of the goal
goal-field-horizon = Short or long term
goal-field-idea = Whose idea
goal-field-own-words = Own words behind it
goal-field-grounds = Grounds
goal-field-person-role = What the person does
goal-field-support = Support
goal-field-provider = Who supports
goal-field-due = By when

plan-versions = Versions so far
plan-version = Version { $number }
plan-version-draft = being written
plan-version-current = current plan since { $day }
plan-version-superseded = plan since { $day }, renewed later

plan-start-title = Begin a plan
plan-start-lead = It begins as a draft. The person's words on top become its first line.
plan-start-go = Begin the draft
plan-revise-title = Look at the plan again
plan-revise-lead = A draft is made from the current plan. The current plan stays until you agree on the new one.
plan-revise-open = Make the draft of a new version
plan-revise = Make the draft
plan-reason = Why it is looked at again
plan-reason-hint = For example: the monitoring showed that the person's wish has changed

plan-edit-title = Draft of the plan
plan-draft-title = Draft of the { $kind } (version { $number })
plan-draft-lead = Written together with the person. The current plan does not change until a day of agreement is set.
plan-texts = Wishes and direction
plan-texts-save = Save the texts
proposals-title = Decided at the meeting
proposals-lead = Each decision can become a goal.
proposal-take = Make it a goal
proposal-take-spoken = Make it a goal: { $text }
draft-next-goal = Write the first goal
draft-next-goal-why = Begin with one, in words the person can answer to.
draft-next-refused = Rewrite the goal the person said no to
draft-next-refused-why = A no is an important answer. Change the words or take the goal out.
draft-next-refused-go = See the goals
draft-next-ask = Ask the person about the goals
draft-next-ask-why = Some goals have no answer of the person yet.
draft-next-agree = Set the day of agreement
draft-next-agree-why = The person has answered to every goal. With the day, the draft becomes the plan.
draft-next-agree-go = Set the day
plan-agree-title = Agree on the plan
plan-agree-open = A few things are left before the agreement.
plan-agree-ready = The person has answered to every goal. “Not yet” and “something else” are answers, too.
plan-agree-on = Day of agreement
plan-agree-on-hint = The day on which you and the person said together that this is the plan.
plan-agree = Make this draft the plan
obstacle-no-goal = There is no goal yet
obstacle-not-asked = The person was not asked yet
obstacle-refused = The person said no

goals-title = Goals
goals-none = No goal yet
goals-none-text = Try to write one from the person's words.
horizon-short = Short-term goals
horizon-long = Long-term goals
idea-person = The person's idea
idea-family = The family's idea
idea-supporter = A supporter's idea
idea-together = Thought out together
goal-add = Add a goal
goal-edit = Change
goal-edit-spoken = Change: { $goal }
goal-edit-title = Change the goal
goal-edit-note = If you change the words of the goal, the last answer no longer holds for them. The person is asked again in the next talk.
goal-up = Up
goal-up-spoken = Up: { $goal }
goal-down = Down
goal-down-spoken = Down: { $goal }
goal-remove = Take out
goal-remove-spoken = Take out: { $goal }
goal-ask = Ask
goal-ask-spoken = Ask: { $goal }
goal-answer = Write down an answer
goal-answer-own = Answer
goal-lead = Begin with the person's words and write something that can be answered with yes or no.
goal-own-words = Own words behind it
goal-own-words-hint = As heard, as seen.
goal-own-words-source = The words this goal rests on
goal-text = Goal
goal-text-hint = This is read to the person. Short, and one thing only.
goal-idea = Whose idea
goal-idea-hint = It need not be the person's own. Say openly whose it is.
goal-horizon = Short or long term
goal-grounds = Grounds
goal-grounds-hint = Why this goal: what was seen, heard, measured.
goal-person-role = What the person does
goal-support = Support
goal-support-hint = So that anybody reading it would do the same.
goal-provider = Who supports
goal-due = By when
goal-views = Views heard
views-title = Views on the goals
views-lead = One sentence each from people in different positions.
view-add = Write down a view
view-goal = Which goal
view-who = Whose view
view-who-hint = For example: the class teacher, the visiting nurse
view-text = View
view-save = Keep the view

deliveries-title = Plan given to
deliveries-none = Not given to anybody yet.
delivery-due = Not given yet
delivery-note = { $name }, given on { $day }
delivery-add = Note that it was given
delivery-to = Given to
delivery-name = Who received it
delivery-on = Day
delivery-save = Keep this
recipient-person = The person, the custodian
recipient-specialist = Consultation support office
recipient-provider = Office that provides services
recipient-municipality = Municipality

done-plan-started = The draft was made
done-plan-revised = The draft of a new version was made
done-plan-agreed = The draft is now the plan
done-plan-delivered = The giving was noted
done-goal-saved = The goal was saved
done-goal-removed = The goal was taken out; earlier versions keep it
error-goal-needed = Write at least one goal.
error-goal-not-asked = The person was not asked about “{ $goal }” yet. Ask first and write the answer down.
error-goal-refused = The person said no to “{ $goal }”. Change its words or take it out.
error-date-order = The day must not be before the current plan began.
error-choose-plan-kind = Choose which plan to begin.
error-choose-idea = Choose whose idea it is.
error-choose-horizon = Choose short term or long term.
error-choose-recipient = Choose to whom it was given.
