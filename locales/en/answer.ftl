## The living yes: asking, answering, taking back.

answer-yes = Yes
answer-no = No
answer-not-yet = Not yet
answer-other = Something else
answerer-person = The person
answerer-family = The family
life-never-asked = Not asked yet
life-waits = To be asked again
life-withdrawn = Taken back
why-waiting-text-changed = The words changed after the answer. Asked again in the next talk.
why-waiting-day-came = The day to ask again has come.
why-waiting-not-yet = The answer was that it is too early to decide. We wait.
mark-person = The person's answer
mark-family = The family's answer
answer-source = { $day }, { $how }, asked by { $by }
answer-again-on = Ask again on { $day }

answers-title = Ask the person
answers-lead = Ask in the next natural talk. At most three at a time, so that it does not feel like an examination.
answers-next = Ask the first one
answers-next-why = Read the words exactly as they are written.
answers-next-go = Open the words
answers-none = There is no goal to ask about yet
answers-none-text = Once the plan has goals, you can ask from here.
answers-today = To ask today
answers-today-lead = Opens the words to read and the place for the answer.
answers-later = To ask another day
answers-later-lead = Need not be today.
answers-living = Answered
answers-living-lead = Ask again at any time when feelings seem to have changed.

answer-title = Write down an answer
answer-lead = The answer is kept for exactly the words shown below.
answer-shown = The words to say, exactly
answer-how-to = How to ask
answer-how-to-1 = Read the words as they are. Show a photo or the thing itself if there is one.
answer-how-to-2 = Say that no, not yet and something else can be chosen, too.
answer-how-to-3 = Wait without hurry. If no answer comes today, go back without writing one.
answer-before = Answers so far
answer-by = Whose answer
answer-by-hint = The family's yes is kept apart from the person's.
answer-kind = Answer
answer-how = How it was expressed
answer-words = Words or signs
answer-words-hint = As heard, as seen. For example: smiled and reached out
answer-reading = How the supporter understood it
answer-reading-hint = And why. It is kept apart from the person's words.
answer-ask-again = Ask again on
answer-ask-again-hint = Leave it empty if it is not decided.
answer-save = Keep the answer
done-answer-saved = The answer was kept
error-answer-by = Nobody can answer for somebody else. Please give it as your own answer.

mine-lead = What you answered. You can change it at any time. You can also take it back.
mine-next = There is something to ask you: “{ $text }”
mine-next-why = Yes, no, not yet, something else: all are fine.
mine-next-go = Answer
mine-rest = More to ask you
mine-more = { $count ->
    [one] One more will be asked another day.
   *[other] { $count } more will be asked another day.
}
mine-none = You have not answered anything yet
mine-none-text = What you answer can be seen here.
mine-family = What your family answered, apart from your answers
mine-said-on = answered on { $day }
mine-changed = The words changed since then: “{ $text }”
mine-withdrawn = You took this answer back.
mine-earlier = Earlier answers
mine-earlier-line = { $day }: { $kind }
mine-about-goal = Goal of the plan
mine-about-decision = Decided at a meeting
mine-again = Change the answer
mine-withdraw = Take it back

ask-title = What do you think?
ask-lead = Read it and press what fits best.
ask-words = Anything you want to say
ask-yes = Yes
ask-note = You can change it later. If you are not sure, press “Not yet”.
withdraw-title = Take this answer back?
withdraw-lead = No reason is needed. You can answer again later.
withdraw-what = The answer to take back
withdraw-said = Your answer
withdraw-go = Yes, take it back
withdraw-keep = Keep it and go back
done-answered = Your answer has arrived. Thank you
done-withdrawn = The answer was taken back
error-choose-answer = Choose an answer.
error-choose-how = Choose how it was expressed.
