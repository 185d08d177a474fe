## The person's and the family's own page.
me-title = My page
me-family-title = { $name }

# The next talk.
me-talk = The next talk
me-talk-no-day = We are looking for a day.
me-talk-days = An answer is wanted: say ○, △ or × to each of the proposed times. All answers together give the day.
me-talk-days-go = Answer with ○ △ ×
me-talk-open = See the page of the talk
me-no-talk = Tell us what is on your mind
me-no-talk-text = The day of the next talk is not fixed yet. You can say something at any time.
me-arrived = Your words have reached your team
me-arrived-text = Whoever reads them is named beside them. You can say more at any time.
me-say-why = Your team reads it and takes it into the next talk.
me-say = Say something

# Questions, answers, plans.
me-sent = What you wrote to your team
me-asks = Questions for you
me-answer = Answer
me-answer-spoken = Answer: { $text }
me-asks-family = What the person is asked
me-asks-family-text = We wait for the person's own answer. What you answer as family is kept apart from it.
me-answer-family = Answer as family
me-answer-family-spoken = Answer as family: { $text }
me-answer-given = Answer of the family: { $answer } ({ $day })
me-answer-change = Change the family’s answer
me-answer-change-spoken = Change the family’s answer: { $text }
me-council = Answers from the council
me-council-text = What you told us reached the council, without your name. This is its answer.
me-council-text-family = What the person told us reached the council, without a name. This is its answer.
me-my-tasks = What I will do
me-tasks = What others will do
me-profile-none = The one-page profile is still to come
me-profile-none-text = It says what you like, what matters to you and how to help you.

# Family without a seat.
me-nobody = There is no page to see yet
me-nobody-text = Once you are in the person's team, you see the page here. Please ask the person in charge.
# The ways to the pages.
me-doors = Choose a page
me-door-words = What you have said so far
me-door-answers = What you decided, and taking it back
me-door-profile = What you like, what matters, how to help
me-door-consents = Who may see what
me-door-looks = Who looked, and when
me-door-thread = What has happened so far
me-council-about = The answer to: "{ $need }"

# Saying something.
say-lead = Write, choose cards, or let somebody say it for you. One of them is enough.
say-write = Write it
say-words = Your words
say-cards = Say it with cards
say-cards-hint = As many as you like.
say-cards-about = What is it about?
say-cards-feeling = How do you feel about it?
say-relay = Let somebody say it for you
say-relay-hint = Choose who shall say it in the talk.
say-relay-who = Who shall say it?
say-relay-none = Nobody in particular
say-send = Send it to the team
say-cards-chosen = Cards chosen: { $cards }
say-cards-beside = Cards chosen: { $cards }
say-relay-chosen = { $name } was chosen to say it in the talk
say-beside-join = {". "}
error-say-something = Write something, choose a card, or choose who shall say it.
done-said = It has arrived. The team will read it
