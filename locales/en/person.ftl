## The person's page: own words, what hangs together around them, facts, and who looked.

# The list.
people-title = People
people-count = { $count ->
    [one] One person
   *[other] { $count } people
}
people-caption = People you support
people-same-name = number { $number } of this name
people-all = Show everybody
people-search = Search by name
people-none = Nobody is registered yet
people-none-text = Register people one by one, or import the roster you already use (Excel, CSV).
people-none-seen = Nobody is to be seen here
people-none-seen-text = Those in whose team you are stand here. Roles that see no records see nobody.
people-none-which = Nobody fits here
people-none-which-text = Choose “Everybody” to see the others.
people-not-found = “{ $words }”: nobody found
people-not-found-text = A part of the name or its reading is enough.
page-of = Page { $page } of { $pages }
person-name = Name
person-kana = Reading
person-birth = Date of birth
person-plan-by = Who makes the plan
person-self-plan = The person (self-plan)
person-no-planner = Not decided yet
person-register = Register a person

# The page.
person-page = The person's page
person-page-own = About me
person-age = { $age ->
    [one] One year old
   *[other] { $age } years old
}
person-plans = Plans
person-plans-none = No plan yet.
plan-since = Version { $number }, since { $day }
plan-draft = Draft
plan-aside = Former plan (to be read only)
plan-start = Start a plan
person-meetings = Meetings
person-meetings-none = No meeting yet.
person-tasks = Tasks
person-tasks-none = Nothing to be done now.
person-needs = What cannot be done now
person-needs-none = What a meeting finds impossible for now stands here.
person-notices = Concerns and monitoring
care-title = Care with information

# Concerns.
concern-text = What did you notice?
concern-hint = One line. Small things count.
concern-raise = Write it down
concern-open = Noticed
concern-watching = Watching
concern-older = Older concerns: { $count }
concern-met = Led to a meeting
concern-requested = Asked for a meeting
concern-until = comes back on { $day }
concern-to-request = See the request
concern-call-spoken = Call a meeting: { $text }
concern-watch = Watch for now
concern-watch-spoken = Watch for now: { $text }
done-raised = It is written down
done-watching = Watching for now; it comes back in two weeks

# Tasks.
task-nobody = Nobody has it yet
task-no-day = No day yet
task-due = by { $day }
task-was-due = planned for { $day }
task-late = Past its day
task-hangs = The role hangs in the air (missing: { $lacks })
task-lacks-who = who
task-lacks-day = by when
task-lacks-sign = how we will know
task-mine = Mine
task-done = Done
task-done-spoken = Done: { $what }
task-not-possible = If it was not possible: { $what }
task-why = Why it was not possible: { $what }
task-not-possible-go = Say that it was not possible
task-ended = Heard on { $day }
task-ended-by = { $day }, from { $by }
task-ended-mine = { $day }, you told us
task-reopen = Take back (not over yet)
task-reopen-spoken = Not over yet: { $what }
task-assign = Decide who does it: { $what }
task-settle = Settle what is still open: { $what }
task-assign-go = Settle this
owner-oneself = The person ({ $name })
owner-other = If not in the team, the name
owner-other-hint = For example: Mr Tanaka next door, a volunteer group
error-owner-needed = Who does it: choose somebody of the team, or write a name.
error-one-owner = Who does it: either the chosen one or the written name, please.
done-assigned = What was settled is kept
done-task = Thank you for telling us; it is noted
done-task-reopened = It is open again

# Own words.
voices-title = Words so far
voices-lead = Newest first. The person's words, the family's and the supporters' views are always kept apart.
voices-yours = Words that you sent yourself can be removed by others only when they were about somebody else, or when the person asked to.
voices-none = No other words yet.
voices-all = See all words
voice-none = No words of the person yet
voice-none-mine = No words of mine yet
voice-none-text = What they like, what they do not, what they want to do. A look or a gesture counts, too.
not-shown = There is no record here that your role can see
not-shown-text = What can be seen depends on the role in the team and on what the person agreed to.
voice-add = Write words down
voice-own-hint = A few words are enough.
voice-lead = As heard, as seen. Nothing is summed up or rephrased.
voice-text = Words, or what was seen
voice-text-hint = Quotation marks are added on screen and paper.
voice-speaker = Whose words are they?
voice-how = How were they expressed?
voice-how-when = Required for the words of the person
voice-said-on = When
voice-said-on-hint = Empty means today.
voice-scene = Where, and with whom
voice-scene-hint = For example: in the morning bus, with the driver
voice-on-top = Place
voice-on-top-yes = Put these words on top of every page and paper
voice-to-top = Put on top
voice-unheard = Not read yet
voice-hear = I have read this
voice-hear-spoken = I have read this: { $text }
voice-heard-by = { $by } has read this
done-heard = The person sees on their page that it was read
voice-to-top-spoken = Put on top: { $text }
voice-source = { $day }. { $how }. Written down by { $by }. { $scene }
voice-source-mine = { $day }. Sent by you. { $scene }

# The one-page profile.
profile-title = One-page profile
profile-lead = Write it together with the person. It is the first page everybody reads.
profile-none = Not written yet. It is one page with three headings.
profile-write = Write the one-page profile
profile-liked = What people like about me
profile-liked-hint = What others like and admire.
profile-important = What matters to me
profile-important-hint = What a day cannot be without.
profile-support = How to help me well
profile-support-hint = What works when you do it this way.

# Facts.
facts-title = Basic information
facts-none = There is nothing here that you may see.
facts-edit = Change basic information
basics-lead = Start with what you know. The rest can follow.
basics-names = Name
basics-about = Birthday and sex
basics-reach = How to reach them
basics-service = Certificate and plan
basics-care = Disability and care
person-full-name = Full name
person-family = Family name
person-given = Given name
person-family-kana = Reading of the family name
person-given-kana = Reading of the given name
person-preferred = Preferred name
person-preferred-hint = Used on screen and on paper.
person-same-there = Registered already:
person-same-yes = Somebody else with the same name and birthday
error-same-person = “{ $name }” is registered already. Look at the record below. If this is somebody else, tick the box.
person-sex = Sex
person-certificate = Number of the recipient certificate
person-certificate-hint = 10 digits
person-self-plan-yes = Self-plan (no specialist)
person-phone = Telephone
person-postal-code = Postal code
person-address = Address
person-disability = Disability or illness
person-support-category = Support category
person-support-category-none = Not known, or not assessed
person-medical-care = Medical care

# Who sees, and who looked.
who-can-see-person = You see: { $classes }. Team roles and consent decide it. Every look is kept, and the person can read it.
sees-top = the words on top
sees-profile = the one-page profile
sees-team = the team
sees-own-concerns = the concerns you wrote yourself
looks-title = Who looked
looks-lead = Who looked, when and at what: all of it is kept here.
look-what = { $subject }: { $deed }
look-what-often = { $subject }: { $deed } ({ $count } times)
looks-others = Only others than me
looks-all = Everybody
looks-ask = If something looks odd, ask the person in charge or the office's administrator. They will find out why and answer.

# An address that nobody may see.
address-title = Hide the address from everybody
address-lead = To keep somebody safe from violence or abuse, the address is hidden from everybody but the person.
address-go = Hide the address, or stop hiding it
address-conceal-title = Hide it now
address-text = From the moment you save, no custodian, family member or worker sees it. It takes two people to undo.
address-elsewhere = Sheets printed before, and the records of other organisations, still have it.
address-reason = Reason
address-reason-hint = Who asked, and why. It is not shown on this page.
address-conceal = Hide the address
address-concealed = The address is hidden from everybody
address-concealed-text = Only the person sees it. It is on no page or print of the family or the workers.
address-since = { $name } hid it on { $day }.
address-undo-text = To show it again, one person asks and another confirms. Both should ask the person first.
address-ask = Ask to show it again
address-asked-myself = You have asked. Another service manager or specialist of the team has to confirm: please talk to them.
address-asked = { $name } asks to show it again. Ask the person and make sure that it is safe first.
address-keep = Keep it hidden
address-reveal = Confirmed: show it again
done-address-concealed = The address is hidden
done-address-asked = You have asked. It stays hidden until somebody else confirms
done-address-kept = It stays hidden
done-address-revealed = The address can be seen again
address-who-can-see = A concealed address is seen by the person alone. An address that is not concealed is also seen by team members for whom the person has consented.
profile-sheet-lead = One page that tells who { $name } is. Print it and hand it on.
looks-who = Who looked this month
looks-month = { $people ->
    [one] One person has looked this month
   *[other] { $people } people have looked this month
}{ $orgs ->
    [0] .
    [one] , from one organisation.
   *[other] , from { $orgs } organisations.
}
looks-month-none = Nobody has looked this month yet.
looks-no-org = From no organisation
looks-day-people = { $people ->
    [one] (one person)
   *[other] ({ $people } people)
}
looks-who-last = { $name } (last on { $day })
looks-none = Nobody else has looked yet
looks-none-text = When somebody looks, it stands here.
