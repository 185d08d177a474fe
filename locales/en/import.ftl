## Reading in a roster: looked at first, then taken over.

import-lead = Read in the list you already use, as it is. You see everything it would do before anything is written.
import-org = Whose roster is it?
import-file = Roster file
import-file-hint = Excel (.xlsx) or CSV, up to 10 MB, without a password.
import-look = See what would happen, write nothing
import-how = What happens next
import-step-1 = You see the result. Nothing is written at this point.
import-step-2 = If something cannot be read, you see in which row and column. Mend the file and choose it again.
import-step-3 = Then it is written. Nobody is registered twice.
import-columns = Columns that are read
import-columns-lead = Headings may be worded a little differently. Other columns are left alone.
import-template = Get an empty list with headings

import-preview = Look before reading in
import-preview-lead = { $file } → { $office }. Nothing has been written yet.
import-again = Choose another file
import-counts = All in all
import-new = new
import-changed = changed
import-same = as before
import-duplicate = may be here already
import-wrong = to be mended
import-people = { $count ->
    [one] 1 person
   *[other] { $count } people
}
import-rows = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
import-next-nothing = Everybody on this list is here already
import-next-mend = { $count ->
    [one] Please look at one row
   *[other] Please look at { $count } rows
}
import-next-mend-why = Mend the file and choose it again, or leave these rows out and write the others.
import-next-apply = { $people ->
    [one] One person can be written
   *[other] { $people } people can be written
}
import-next-apply-why = Every row can be written as it is.
import-next-apply-go = Go to writing
import-read-before = Exactly this file was read in on { $at }.
import-look-rows = Rows to look at ({ $count })
import-changed-rows = People who change ({ $count })
import-new-rows = New people ({ $count })
import-same-rows = People as before ({ $count })
import-col-row = Row
import-col-name = Name
import-col-kind = Result
import-col-what = Details
import-row = Row { $row }
import-same-what = Nothing changes.
import-office-connects = Connects with “{ $office }” in Tsumugi.
import-office-unknown = No organisation has this name. The team gets the name alone.
import-was-empty = (empty)
import-typed = { " " }It says: “{ $text }”
import-suggestion = { " " }Perhaps { $day }?
import-like-row = Seems to be the same person as row { $row }.
import-like-certificate = Somebody has this certificate number; name and birthday differ.
import-like-name = Somebody has this name. Without a birthday we cannot tell whether it is the same person.
import-like-several = More than one person fits.
import-like-left = This person was here before and left. To come back, register it on their page.
import-rest = What is not written
import-ignored = Columns left alone ({ $count })
import-ignored-lead = These columns do not go into Tsumugi.
import-column = Column { $letter }: { $heading }
import-skipped = Rows that are not people ({ $count })
import-skipped-lead = Repeated headings, sums, notes, the example.
import-sheet = “{ $sheet }” was read. Other sheets ({ $others }) were not.

import-partial = Write the other rows only
import-partial-yes = { $count ->
    [one] Leave one row out and write the others
   *[other] Leave { $count } rows out and write the others
}
import-partial-hint = Rows left out can be read in again once the file is mended.
import-apply-title = Write
import-apply-lead = Nothing changes until you press this.
import-apply = Write the roster
import-done = The roster was written
import-done-lead = All of it at once, nothing half-way.
import-done-what = Result
import-done-made = Registered
import-done-changed = Changed
import-done-same = As before
import-done-skipped = Rows left out
import-done-next = See the list of people
import-done-next-why = On each person's page, begin with their own words.
import-done-go = Open the list
import-gone = The file is not here any more
import-gone-text = A file is dropped after 15 minutes, or once it was written. Please choose it again.

error-file-none = Please choose a file.
error-file-empty = There is nothing in the file.
error-file-too-large = Please choose a file up to { $megabytes } MB.
error-file-kind = This does not seem to be a table ({ $detected }). Choose Excel (.xlsx) or CSV.
error-file-old-excel = This is the old Excel format (.xls). Open it in Excel and save it as .xlsx.
error-file-password = The file has a password. Remove it first.
error-file-too-much = There is too much inside to open it safely. Keep the roster's sheet alone.
error-file-damaged = The file seems damaged. Open it in Excel and save it again.
error-file-rows = A list can have up to { $limit } rows.
error-file-columns = Row { $row } has too many columns; up to { $limit } are possible.
error-file-cell = The text in { $cell } is too long.
error-file-encoding = The characters in row { $row } cannot be read. Save it as CSV UTF-8.
error-file-quote = A quotation mark that begins in row { $row } is never closed.
error-file-not-excel = This cannot be read as an Excel file: its name ends in .xlsx or the like, but what is inside is not a workbook. Open the list in Excel and save it as "Excel Workbook (.xlsx)". If it is CSV, let its name end in .csv.
error-file-headings = No heading for names was found. Add a heading such as 氏名. The first rows begin: { $seen }
error-roster-rows = { $count ->
    [one] One row cannot be written as it is.
   *[other] { $count } rows cannot be written as they are.
} Tick the box to leave them out and write the others.

error-cell-formula = There is a formula.
mend-cell-formula = Paste the value alone.
error-cell-no-name = There is no name.
mend-cell-no-name = Write the name.
error-cell-reading = The reading has other characters than kana.
mend-cell-reading = Write it in hiragana or katakana.
error-cell-date = Not readable as a date.
mend-cell-date = Write it like 令和8年4月1日 or 2026/4/1.
error-cell-no-such-day = There is no such day.
mend-cell-no-such-day = Check month and day.
error-cell-era = That era has no such year.
mend-cell-era = Check era and year.
error-cell-no-era = The era is missing.
mend-cell-no-era = Add the era, or write the Western year.
error-cell-future = The day is after today.
mend-cell-future = Check the birthday.
error-cell-sex = Not readable as a sex.
mend-cell-sex = Write 男, 女 or その他, or leave it empty.
error-cell-certificate = The certificate number has not ten digits.
mend-cell-certificate = Write ten digits; see whether a 0 at the beginning was lost.
error-cell-postal-code = The postal code has not seven digits.
mend-cell-postal-code = Write seven digits.
error-cell-phone = Not readable as a telephone number.
mend-cell-phone = Write one number, from its first 0.
error-cell-long-ago = The day is too long ago.
error-cell-category = Not readable as a support category.
mend-cell-category = Write 1 to 6 or 非該当, or leave it empty.
error-cell-nobody = This names nobody.
mend-cell-nobody = Write the name, or leave it empty until it is known.
error-cell-too-long = This is too long.
mend-cell-too-long = Write at most 60 characters for a name, 200 for an address.
error-choose-org = Choose whose roster it is.
