## The person's and the family's own page.
me-title = My page
me-family-title = { $name }

# The next talk.
me-talk = The next talk
me-talk-no-day = We are looking for a day.
me-talk-open = See the page of the talk
me-no-talk = Tell us what is on your mind
me-no-talk-text = The day of the next talk is not fixed yet. You can write at any time.
me-say-why = Your team reads it and takes it into the next talk.
me-say = Say something

# Questions, answers, plans.
me-sent = What you wrote to your team
me-asks = Questions for you
me-answer = Answer
me-answer-spoken = Answer: { $text }
me-council = Answers from the council
me-council-text = What you told us reached the council, without your name. This is its answer.
me-council-text-family = What the person told us reached the council, without a name. This is its answer.
me-plans = Plans
me-plans-none = There is no plan yet.
me-tasks = What others will do
me-profile-none = The one-page profile is still to come
me-profile-none-text = It says what you like, what matters to you and how to help you.
me-more = More pages

# Family without a seat.
me-nobody = There is no page to see yet
me-nobody-text = Once you are in the person's team, you see the page here. Please ask the person in charge.
