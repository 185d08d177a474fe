## What cannot be done now: kept with the team, or reported without names, and answered.

need-title = What cannot be done now
need-lead = It is not left at that: here is what we do until then, and how far it got.
need-until-then = Until then
need-until-then-none = Not written yet.
need-level = How far it was thought through
need-reason = Why it cannot be done
need-since = Since
need-from-meeting = The meeting that said so
need-who-can-see = The person, family members the person lets see it, and team members for whom the person has consented. The council receives nothing but the report without names.
need-answer = Answer from the council
council-answer-on = Answer of { $day }
council-answer-full = Read what the offices were told
need-next = Report it to the council as a matter of the region, without names
need-next-why = Others may have the same trouble. The answer comes back to this page.
need-report-go = Read the report before sending
need-way = So far, and from here
way-need = Confirmed that it cannot be done
way-report = Report it without names
way-reported = Reported to the council without names
way-issue = Joins other reports as an issue of the region
way-with-others = { $count ->
    [0] It began with this report.
    [one] Joined by one other report.
   *[other] Joined by { $count } other reports.
}
way-council = Being talked about at the council
way-answer = An answer comes back
way-returned = Returned by the council as something the team can do
way-kept = Decided not to report it
way-team = The team works on it
need-sent = What was reported
need-sent-lead = This is all the council received.
report-reply-source = From the council's secretariat
need-keep-title = Not reporting it
need-keep-lead = If the person or the family does not want it, it is not reported. You need not ask why.
need-keep-open = Do not report it
need-keep-reason = Words of the person or the family
need-keep-reason-hint = Only if they told you, as they said it.
need-keep = Decide not to report
need-kept = It was not reported, out of respect for the person and the family.
need-undo-keep = They changed their mind: allow reporting
need-team-title = For the team
need-team = The office or the team works on this, so it is not sent to the council. We look at it again at the next meeting.

report-title = Report without names
report-lead = Somebody reads it through before it is sent. The council cannot trace it to anybody.
report-held = It cannot be sent now
hold-not-region = Only what the region cannot do goes to the council.
hold-asked-not-to = The person or the family does not want it sent.
hold-reported = It was reported before.
report-wish = The life that is wished for
report-wish-hint = In general words, not the person's own. For example: to be with the family at night, too
report-facts = What happens
report-facts-hint = Begins with what the meeting wrote. Put general words in place of names, days and places.
report-tried = What was tried, and what worked
report-tried-hint = An idea can help in another town.
report-could-not = What could not be done
report-could-not-hint = You can also say what would make it possible.
report-similar = Similar situations you know of
report-similar-hint = As far as the team knows. Leave it empty if you are not sure.
report-similar-known = Similar situations the team knows of
report-similar-count = { $count }
report-checked = Check
report-checked-yes = I have read it through, and nothing in it tells who it is about
report-send = Send without names
report-goes = What is sent
report-goes-lead = Besides the texts, this and nothing more.
report-stays = What stays here
report-stays-name = Name, birthday, certificate number, address
report-stays-day = The day of the meeting and who was there
report-stays-words = The person's words and the plan
report-stays-link = Whose report it is; only this team's side keeps that
report-tellings = What may tell who it is
report-tellings-lead = Put general words in place of what is marked.
report-age = Age
report-stage = Stage of life
report-reason = Why it cannot be done
report-month = Month of the report
report-office = Reporting office (for the secretariat alone)
age-band-under-6 = 0 to 5
age-band-from-6 = 6 to 17
age-band-from-18 = 18 to 39
age-band-from-40 = 40 to 64
age-band-from-65 = 65 or older

done-need-kept = Decided not to report
done-need-reported = Reported without names
error-names-left = “{ $text }” may tell who it is about. Please put it in general words.
error-check-needed = Please read it through and tick the box.
error-not-region = Only what the region cannot do can be sent.
error-asked-not-to = The person or the family does not want it sent.
error-already-reported = It was reported before.
error-no-council = This region has no council in the system yet. Please tell the administrator.
error-number = Write a number from 0 to 999.

# A region without a council.
need-no-council = This region has no council yet
need-no-council-text = This record stays. Once the council is registered in Tsumugi you can report from here. Ask the system administrator to register it.
